"""时间的单位同时限不同

查什么：文件写的时间同规则的时限单位不同，例如时限按工作日算，文件写的是多少日、多少小时。

为什么：几日里有几个工作日，要看从哪天开始、遇不遇到放假，不能悄悄换算。

怎样才合规：用规则的单位写。

不管什么：另有同单位的承诺、没有超过法定时限的不提；扣掉双休日、不会比时限长的，只作提示；扣掉双休日还比时限长的，作警告，
是不是超过要看遇不遇放假。
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from math import ceil

from kb.clauses.model import Limit
from kb.clauses.quantity import show_limit
from kb.findings import Finding
from kb.linter.durations import groups
from kb.linter.review import Breach, Review

CODE, NAME = "P403", "calendar-days-for-working-days"
DAYS = {"day": Decimal(1), "hour": Decimal(1) / 24, "month": Decimal(28), "working_day": Decimal(1)}
"""The fewest calendar days that one of a unit takes."""


def check(review: Review) -> Iterator[Finding]:
    """Times in another unit than the limit."""
    for group in groups(review):
        stated, own = group.stated[-1], group.limit
        limits = review.run.frame.limits.get(f"step:{group.step.id}:max", ())
        other = [(index, limit) for index, limit in limits
                 if limit.unit != own.unit and (own.value or own.unit != "working_day")]
        if any(limit.unit == own.unit for _, limit in limits):  # P401 compares it with the promise
            other = [(index, limit) for index, limit in other
                     if review.run.program.rules[index].force != "law" or _longer(own, limit)]
        assuming = review.takes_place(stated)
        over = review.breach([(index, review.judge.holds(index)) for index, limit in other if _longer(own, limit)],
                             stated, assuming=assuming)
        breach = over or review.breach([(index, review.judge.holds(index)) for index, _ in other], stated,
                                       assuming=assuming)
        if breach is None:
            continue
        ids = {fired.rule.id for fired in breach.rules}
        shown = "或".join(sorted({show_limit(limit) for index, limit in other
                                 if review.run.program.rules[index].rule.id in ids}))
        plain = replace(breach, severity="warning" if over and breach.severity != "note" else "note",
                        ruling=breach.ruling if over else replace(breach.ruling, words="", depends_on=()))
        yield _finding(review, plain, group.stated[-1].id, own, shown, bool(over))


def _finding(review: Review, breach: Breach, name: str, own: Limit, shown: str, over: bool) -> Finding:
    stated = review.steps[name]
    more = "，不遇放假就超过时限" if over else ""
    found = review.finding(
        CODE, NAME, breach, review.procedure.step_place(stated, "duration"), (stated.id,),
        f"“{stated.name}”写了{show_limit(own)}，时限是{shown}，单位不同，没有换算{more}", "用时限的单位写")
    return replace(found, depends_on=(*found.depends_on, f"{stated.id}.duration")) if over else found


def _longer(own: Limit, limit: Limit) -> bool:
    days = ceil(own.value * DAYS[own.unit])
    if limit.unit == "working_day":
        weekends = 2 * (days // 7) + max(0, days % 7 - 5)  # at least so many in any stretch of so many days
        return days - weekends > limit.value
    return days > limit.value * DAYS[limit.unit]
