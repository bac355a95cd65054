"""实施主体没有用到

查什么：vocabulary 里的实施主体，有没有环节、规则、材料、情况或缺口提到它。

为什么：没有用到的名称，多半是写错了编号，或者改名以后留下的。

怎样才合规：删去它，或在该用的地方用它。

不管什么：申请人。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.rulebase.base import Base

CODE, NAME = "R112", "unused-authority"


def check(base: Base) -> Iterator[Finding]:
    """Authorities that nothing mentions."""
    book = base.knowledge.rulebook
    used = {"applicant"} | {each.issuer for each in book.materials} | {each.who for each in book.facts}
    used |= {each.holder for each in book.unavailable} | {each.authority for each in book.services}
    used |= {step.authority for each in book.services for step in each.steps}
    effects = [effect for rule in book.rules for effect in rule.effects]
    used |= {ref.name for effect in effects for ref in effect.refs if ref.kind == "authority"}
    used |= {str(effect.data[name]) for effect in effects for name in ("holder", "payer", "from")
             if isinstance(effect.data.get(name), str)}
    for each in book.authorities:
        if each.id not in used:
            yield base.finding(CODE, NAME, each.place, f"没有地方用到实施主体 `{each.id}`（{each.name}）",
                               "删去它，或在该用的地方用它", severity="note", about=each.id)
