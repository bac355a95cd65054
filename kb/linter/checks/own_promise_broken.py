"""自己的承诺和各环节对不上

查什么：承诺表对一段流程或者整个事项承诺的时间，是不是比照文件自己写的各环节先后、时间算出来的还短。

为什么：各环节都照自己写的时间办，承诺也做不到；申请人不知道该信哪一个。

怎样才合规：缩短环节、让能同时办的同时办，或者改承诺（不超过规则的时限）。

不管什么：承诺的情况（for）文件没有写明就是的不比；平均值不比；要看未知情况才办的环节不算。各环节加起来超过规则总时限的，
由 P402 另外报告。
"""

from collections.abc import Iterator

from kb.clauses.quantity import show_limit
from kb.findings import Finding, KbError
from kb.linter.promises import Promised, promised
from kb.linter.review import Review
from kb.linter.spans import UNITS
from kb.linter.totals import SpanTotal

CODE, NAME = "P408", "own-promise-broken"
UNIT_WORDS = {"working_day": "个工作日", "day": "日"}


def check(review: Review) -> Iterator[Finding]:
    """Promised totals that the document's own steps do not keep."""
    for each in promised(review):
        own = each.review.procedure.service.id == review.procedure.service.id
        said = each.review.procedure.situation.items()
        if own and all(review.judge.values.get(name) == value for name, value in said):
            found = _broken(review, each)
            if found is not None:
                yield found


def _broken(review: Review, each: Promised) -> Finding | None:
    promise = each.stated.duration
    if promise is None or promise.measure == "average" or promise.unit not in UNITS or each.span is None:
        return None
    try:
        schedule = SpanTotal(review, each.span, unit=promise.unit).surely()
    except KbError:
        return None  # the steps wait for each other: P202
    if schedule.total <= promise.value * 2:
        return None
    needed = f"{schedule.total / 2:g}{UNIT_WORDS[promise.unit]}（{review.shown(schedule.critical_path)}）"
    return Finding(
        CODE, NAME, "error", review.procedure.place_of(each.stated, "duration"),
        f"“{each.stated.item}”承诺{show_limit(promise)}，照文件自己的环节要{needed}",
        "缩短环节，或者改承诺", "承诺和流程要对得上", (*each.at, *schedule.critical_path))
