"""有的情形什么都不用办

查什么：事项管得到的情形里，有没有一种没有任何要办的环节。

为什么：一个事项至少要有一个环节；什么都不用办，多半是条件没有写全。

怎样才合规：补上这种情形要办的环节，或者用 covers 写明这种情形不归本事项管。

不管什么：covers 以外的情形。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.rulebase.base import Base, slots_of

CODE, NAME = "R102", "nothing-to-do"


def check(base: Base) -> Iterator[Finding]:
    """Covered cases in which no step is required."""
    for stretch in base.stretches:
        rules = [each for each in stretch.program.rules
                 if any(slot.kind == "step" and slot.value == "required" for slot in slots_of(each))]
        case = stretch.found([], [stretch.either(rules)])
        if case is not None:
            service = stretch.program.service
            yield base.finding(CODE, NAME, service.place,
                               f"“{service.name}”在这种情形下没有要办的环节：{base.say(stretch, case)}",
                               "补上 require，或用 covers 排除这种情形", about=service.id, stretch=stretch, case=case)
