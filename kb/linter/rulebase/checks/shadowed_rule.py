"""规则从来轮不到

查什么：一条规则自己的条件能成立，可是每一次成立都被例外推翻。

为什么：它写了等于没写；多半是例外的条件太宽，或者这条规则该删。

怎样才合规：收窄例外的条件，或删去这条规则。

不管什么：在一段日期里轮不到、在另一段日期里能成立的规则。
"""

from collections.abc import Iterator

from kb.compiler.overrides import ungranted
from kb.findings import Finding
from kb.linter.rulebase.base import Base

CODE, NAME = "R104", "shadowed-rule"


def check(base: Base) -> Iterator[Finding]:
    """Rules whose own condition can hold and whose effective condition can't, in any stretch of time."""
    able: dict[str, list[bool]] = {}
    rules = {}
    for stretch in base.stretches:
        for fired in stretch.program.rules:
            if stretch.never(fired.condition):
                continue
            rules[fired.rule.id] = fired.rule
            able.setdefault(fired.rule.id, []).append(
                not fired.overridden_by or not stretch.never(ungranted(fired.effective)))
    for name, each in able.items():
        if not any(each):
            yield base.finding(CODE, NAME, rules[name].place, f"规则 `{name}` 每次成立都被例外推翻",
                               "收窄例外的条件，或删去这条规则", rules=[rules[name]])
