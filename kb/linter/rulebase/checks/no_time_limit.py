"""有的情形没有时限

查什么：一个环节在有的情形下有时限，在另一种要办的情形下却没有任何规则给它时限，也没有说明缺在哪里。

为什么：使用者会以为这种情形没有期限；多半是漏写了一个分支，或者日期之间有空档。

怎样才合规：补上这种情形的 limit；文件确实没有写的，用 unavailable 写明由谁掌握；不计时的用 exclude。

不管什么：从来没有时限的环节，以及申请人自己做的环节。
"""

from collections.abc import Iterator

from kb.clauses.tree import ALWAYS
from kb.findings import Finding
from kb.linter.rulebase.base import Base, Stretch

CODE, NAME = "R101", "no-time-limit"


def check(base: Base) -> Iterator[Finding]:
    """Steps that must be done in a case in which none of their limits holds."""
    limited = {(stretch.program.service.id, step) for stretch in base.stretches for step in stretch.program.steps
               if stretch.deciding("limit", f"step:{step}:max")}
    for stretch in base.stretches:
        for step in stretch.program.steps.values():
            if (stretch.program.service.id, step.id) in limited and step.authority != "applicant":
                yield from _gap(base, stretch, step.id)


def _gap(base: Base, stretch: Stretch, step: str) -> Iterator[Finding]:
    needed = stretch.deciding("step", step, "required")
    answered = [stretch.either(stretch.deciding("limit", f"step:{step}:max")),
                stretch.either(stretch.deciding("exclude", step)),
                *(gap.condition or ALWAYS for gap in stretch.program.unavailable if step in gap.touches)]
    case = stretch.found([stretch.either(needed)], answered)
    if needed and case is not None:
        found = stretch.program.steps[step]
        yield base.finding(
            CODE, NAME, found.place, f"“{found.name}”在这种情形下要办却没有时限：{base.say(stretch, case)}",
            "补上 limit；文件没有写的，用 unavailable 说明", rules=[each.rule for each in needed],
            about=f"{stretch.program.service.id} {step}", stretch=stretch, case=case)
