"""分不清是哪个部门

查什么：环节的办理部门对不上规则库里的任何部门，却又同其中一个或者几个相近。

为什么：同一件事归哪个部门办，关系到审查的结论。名称相近的只列出来供选择，不替您认定。

怎样才合规：改用规则库里部门的名称、别名或者编号；确实是另外的部门，可以不改。

不管什么：只作提示。同哪一个都不相近的部门，这里不说。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.entries import authorities
from kb.linter.match import undecided
from kb.linter.review import Review

CODE, NAME = "P612", "doubtful-authority"


def check(review: Review) -> Iterator[Finding]:
    """Authorities of steps that are similar to some of the rule base and none of them for sure; each name once."""
    told: set[str] = set()
    for step in review.procedure.steps:
        if not step.authority_text or step.authority is not None or step.authority_text in told:
            continue
        told.add(step.authority_text)
        likely = authorities(review.knowledge).match(step.authority_text, review.run.program).candidates
        if not likely:
            continue
        names = "、".join(f"“{review.knowledge.authorities[name].name}”（{name}，相近{score:.0%}）"
                         for name, score in likely)
        also = "，分不出是哪一个" if undecided(likely) else ""
        yield Finding(CODE, NAME, "note", review.procedure.step_place(step, "authority"),
                      f"没有认出部门“{step.authority_text}”；也许是{names}{also}",
                      f"是的话改写成“{review.knowledge.authorities[likely[0][0]].name}”", at=(step.id,))
