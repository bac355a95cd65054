"""一段流程超过总时限

查什么：照文件自己写的先后和时间，算出每一段的关键路径，同规则写明的总时限比。清单以外的审批夹在审批里的，也算进去。

为什么：每个环节都不超时，串起来办或者多加了环节，总时间还是会超过承诺。

怎样才合规：让能同时办的同时办，删去多出来的环节，或者缩短路径上的环节。

不管什么：平均值和排名不拿来比；规则自己的各环节加起来就大于总时限的，按各环节加起来的数比；没有写时间的环节按零算；单位
不同的，先按最少要的时间算，按不遇放假折算才超过的只作警告；规则不计时的环节（施工、缴费等）不算；不认得的环节夹在中间才
超过的，只作警告；文件写明不计入的环节不算，该不该计由 P406 报告；承诺表里的总时限由 P404 报告。
"""

from collections.abc import Iterator
from dataclasses import replace

from kb.clauses.quantity import show_limit
from kb.findings import Finding
from kb.linter.review import Review
from kb.linter.spans import Overrun, overruns

CODE, NAME = "P402", "span-over-total"
UNIT_WORDS = {"working_day": "个工作日", "day": "日"}


def check(review: Review) -> Iterator[Finding]:
    """Spans that take longer than declared; the surest reading of the document that is contrary is told."""
    for each in overruns(review):
        yield _finding(review, each)


def _finding(review: Review, over: Overrun) -> Finding:
    total, breach, schedule = over.variant.total, over.breach, over.schedule
    path = [review.steps[name] for name in schedule.critical_path]
    ids = {fired.rule.id for fired in breach.rules}
    caps = {limit.value: limit for index, limit in total.caps if review.run.program.rules[index].rule.id in ids}
    weights = [schedule.times[each.id].weight / 2 for each in path]
    sum_ = "+".join(f"{each:g}" for each in weights) + (f"={schedule.total / 2:g}" if len(weights) > 1 else "")
    other = any(each.duration and each.duration.unit != total.unit for each in path)
    allowed = "或".join(show_limit(caps[key]) for key in sorted(caps))
    message = (f"“{total.span.name}”照文件{'至少' if other else ''}要{sum_}{UNIT_WORDS[total.unit]}，总时限是{allowed}"
               f"（{review.shown(each.id for each in path)}）")
    found = review.finding(CODE, NAME, breach, review.procedure.step_place(path[-1], "duration"),
                           tuple(each.id for each in path), message, "让能同时办的同时办，或者缩短路径上的环节")
    if not over.variant.doubts:
        return found
    return replace(found, severity="warning" if found.severity == "error" else found.severity,
                   message=f"{found.message}。{over.variant.words}",
                   depends_on=(*found.depends_on, *over.variant.doubts))
