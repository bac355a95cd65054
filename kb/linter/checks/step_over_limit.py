"""环节超过时限

查什么：文件给一个环节写的时间，是不是比规则给它的时限长。一个环节拆成几个写的，按它们合起来要用的时间比；并入别的
环节的，同所并入的环节合起来比。

为什么：时限是对每个申请人的承诺，文件写得更长，承诺就落空了。

怎样才合规：改成不超过时限；不同情形时限不同的，分成几个环节并用 situation 写明，或者用最短的那个。

不管什么：没有写时间的环节不查；比时限短的不管；单位不同的（自然日、小时）由 P403 报告；写明是平均值的，由 P407 提示；
承诺表里的由 P404 报告。
"""

from collections.abc import Iterator

from kb.clauses.quantity import show_limit
from kb.clauses.tree import both
from kb.findings import Finding
from kb.linter.durations import groups
from kb.linter.limits import allowed, mended, within
from kb.linter.review import Review

CODE, NAME = "P401", "step-over-limit"


def check(review: Review) -> Iterator[Finding]:
    """Steps that take longer than a rule allows."""
    for group in groups(review):
        limits = review.run.frame.limits.get(f"step:{group.step.id}:max", ())
        over = [(index, review.judge.holds(index)) for index, limit in limits
                if limit.unit == group.limit.unit and limit.value < group.limit.value]
        assuming = review.needed(group.step.id)
        for each in group.stated:
            assuming = both(assuming, each.condition)
        breach = review.breach(over, *group.stated, assuming=assuming)
        if breach is None:
            continue
        shown, more = allowed(review, breach, limits)
        said = "、".join(f"“{each.name}”" for each in group.stated)
        together = "合起来" if len(group.stated) > 1 else ""
        last = next(each for each in reversed(group.stated) if each.duration is not None)
        yield review.finding(
            CODE, NAME, breach, review.procedure.step_place(last, "duration"),
            tuple(each.id for each in group.stated),
            f"{said}{together}写了{show_limit(group.limit)}，时限是{shown}{more}", within(shown),
            replace=mended(review, breach, limits, (*last.at, "duration")) if len(group.stated) == 1 else None)
