"""报送晚了或者没有报

查什么：文件里的报送，是不是晚于规则定的日子；到了审查的那一天（as_of），过了期的有没有报。月报从这个月结束的第
二天数起，季报从这个季度结束的第二天数起，跨年的照样数。列出来的几期中间缺了一期的，也说。规则要
每月报、文件按季按年报的，也说；没有写明就是这样报的，也许另外按月报了，只作警告。其他做法里写着改成按季、按年报的，一样说。

为什么：报送定了日子，晚了、漏了，收的一方就没有办法按月、按季汇总。

怎样才合规：在期限以前报；漏报的补报；周期改成规则的。

不管什么：期限当天报的不算晚；还没有到期的不算没报；规则没有定日子的（例如只写每月报）不算早晚；最后一天遇上休息
日顺不顺延，规则没有写的不顺延，只在文字里说明；只列了一期的，别的期有没有报，不查；报得比规则
勤的、按月报以外另有汇总的，不管。
"""

from collections.abc import Iterator
from dataclasses import replace

from kb.clauses.effects.report import PERIODS
from kb.findings import Finding
from kb.linter.document import pointer
from kb.linter.doubt import doubted
from kb.linter.reported import Owed, breach_of, owed, too_seldom
from kb.linter.review import Review
from kb.linter.rhythm import seldom
from kb.schedule.calendar import is_working_day

CODE, NAME = "P952", "late-report"


def check(review: Review) -> Iterator[Finding]:
    """Reports that are late, or missing when they are due."""
    listed = list(owed(review))
    for each in listed:
        if each.due is None:
            continue
        if each.stated.submitted is not None:
            if each.stated.submitted > each.due:
                yield from _late(review, each)
        elif review.procedure.as_of > each.due:
            yield from _missing(review, each)
    yield from _gaps(review, listed)
    for one, sure in too_seldom(review):
        yield from _seldom(review, one, sure)
    for stated, topic, own, often, breach in seldom(review):
        yield review.finding(
            CODE, NAME, breach, review.procedure.place_of(stated, "text"), (pointer(stated.at),),
            f"“{topic.data['what']}”规则要{often}报，文件写的是{own}报：“{stated.text}”", f"改成{often}报")


def _late(review: Review, each: Owed) -> Iterator[Finding]:
    breach = breach_of(review, each)
    if breach is not None and each.period is not None and each.stated.submitted is not None and each.due is not None:
        late = (each.stated.submitted - each.due).days
        yield review.finding(
            CODE, NAME, breach, review.procedure.place_of(each.stated, "submitted"), (pointer(each.stated.at),),
            f"{each.period.name}的“{each.topic.data['what']}”最晚{each.due}报，{each.stated.submitted}才报，晚了{late}日{_rest(each)}",
            f"在{each.due}以前报")


def _missing(review: Review, each: Owed) -> Iterator[Finding]:
    breach = breach_of(review, each)
    if breach is None or each.period is None:
        return
    told = review.procedure.states(each.stated, "submitted") or any(one.submitted for one in review.procedure.reports)
    found = review.finding(
        CODE, NAME, breach, review.procedure.place_of(each.stated, "submitted" if told else "what"),
        (pointer(each.stated.at),),
        f"{each.period.name}的“{each.topic.data['what']}”最晚{each.due}报，到{review.procedure.as_of}还没有报{_rest(each)}",
        "马上补报；已经报了的，写明报送日期（submitted）")
    if not told:
        found = replace(found, severity="warning" if found.severity == "error" else found.severity,
                        depends_on=(*found.depends_on, pointer((*each.stated.at, "submitted"))))
    yield found


def _gaps(review: Review, listed: list[Owed]) -> Iterator[Finding]:
    """Periods left out between two that are listed."""
    groups: dict[tuple[int, str], list[Owed]] = {}
    for each in listed:
        if each.period is not None and each.topic.data.get("period") == each.period.kind:
            groups.setdefault((each.topic.index, each.stated.by), []).append(each)
    for group in groups.values():
        periods = {(each.period.year, each.period.number): each for each in group if each.period is not None}
        for key in sorted(periods)[:-1]:
            each, period = periods[key], periods[key].period
            missing = period.next if period is not None else None
            if missing is None or (missing.year, missing.number) in periods:
                continue
            breach = breach_of(review, each)
            if breach is not None:
                found = review.finding(
                    CODE, NAME, breach, review.procedure.place_of(each.stated, "period"), (pointer(each.stated.at),),
                    f"“{each.topic.data['what']}”列了前后几期，中间没有{missing.name}的；没有报的话，就是漏报",
                    "报了的补写进来，没有报的补报")
                yield replace(found, severity="warning" if found.severity == "error" else found.severity,
                              depends_on=(*found.depends_on, "/reports"))


def _seldom(review: Review, each: Owed, sure: bool) -> Iterator[Finding]:
    """A report on a longer period than the rule's."""
    breach = breach_of(review, each)
    if breach is None or each.period is None:
        return
    often, own = PERIODS[str(each.topic.data["period"])][0], PERIODS[each.period.kind][0]
    found = review.finding(
        CODE, NAME, breach, review.procedure.place_of(each.stated, "period"), (pointer(each.stated.at),),
        f"“{each.topic.data['what']}”规则要{often}报，文件{own}报（{each.period.name}）", f"改成{often}报")
    yield found if sure else doubted(found, f"没有另外{often}报", "/reports")


def _rest(each: Owed) -> str:
    """What to say of a last day on which nobody works."""
    return "" if each.due is None or is_working_day(each.due) else "（那天休息，规则没有写顺延）"
