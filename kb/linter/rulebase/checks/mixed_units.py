"""时限单位加不起来

查什么：一个时间段里的环节，时限有没有用工作日以外的单位。

为什么：总时长按工作日相加，自然日、小时和月加不进去，总数会偏小。

怎样才合规：文件明写工作日的改成工作日；不是工作日的，用 exclude 单独列出，并把单位不明记为矛盾。

不管什么：不在任何时间段里的环节，以及另有工作日承诺的法定时限。
"""

from collections.abc import Iterator

from kb.clauses.model import Limit
from kb.findings import Finding
from kb.linter.rulebase.base import Base, Stretch, slots_of

CODE, NAME = "R111", "mixed-units"


def check(base: Base) -> Iterator[Finding]:
    """Steps that a span counts and whose binding limit is not in working days."""
    for stretch in base.stretches:
        for span in stretch.program.service.spans:
            for step in span.steps:
                yield from _odd(base, stretch, span.id, step)


def _odd(base: Base, stretch: Stretch, span: str, step: str) -> Iterator[Finding]:
    target = f"step:{step}:max"
    limits = stretch.deciding("limit", target)
    odd = [each for each in limits if any(slot.target == target and isinstance(slot.value, Limit)
                                          and slot.value.halves is None for slot in slots_of(each))]
    even = [each for each in limits if each not in odd]
    needed = stretch.either(stretch.deciding("step", step, "required"))
    if odd and stretch.found([needed, stretch.either(odd)], [stretch.either(even), stretch.either(
            stretch.deciding("exclude", step))]) is not None:
        yield base.finding(
            CODE, NAME, odd[0].rule.place,
            f"“{stretch.program.steps[step].name}”的时限不是工作日，加不进“{span}”的总时长",
            "改成工作日，或用 exclude 单独列出", rules=[each.rule for each in odd], about=f"{span} {step}")
