"""分不清是哪项公开或者报送

查什么：文件写没有公开的内容、报送的名称，同规则要求的相近又认不准的；报送的期间看不出是哪一期，或者比规则定的周
期短的。

为什么：认不准是哪一项，就查不了早晚、漏没漏。

怎样才合规：改用规则库的名称或编号；期间写成 2018-10、2018-Q3、2018。

不管什么：只作提示。写明已公开的不说；同哪一项都不相近的不说；没有写期间的不说。
"""

from collections.abc import Iterator
from typing import cast

from kb.clauses.effects.report import PERIODS
from kb.findings import Finding
from kb.linter.document import pointer
from kb.linter.reported import found
from kb.linter.review import Review
from kb.linter.stated import StatedDisclosure, StatedReport
from kb.linter.topics import Topic, topics
from kb.schedule.periods import LENGTH, Kind, parse_period

CODE, NAME = "P954", "doubtful-publication"


def check(review: Review) -> Iterator[Finding]:
    """Disclosures and reports that are not recognised for sure."""
    for stated in review.procedure.disclosures:
        if stated.public is False:
            seen = topics(review.run.program, "disclose").find(stated.what)
            yield from _similar(review, stated, "公开", seen.candidates)
    for report, seen in found(review):
        yield from _similar(review, report, "报送", seen.candidates)
        yield from _period(review, report, seen.topics)


def _similar(review: Review, stated: StatedDisclosure | StatedReport, what: str,
             candidates: tuple[Topic, ...]) -> Iterator[Finding]:
    if candidates:
        names = "、".join(f"“{name}”" for name in dict.fromkeys(str(each.data["what"]) for each in candidates))
        yield Finding(CODE, NAME, "note", review.procedure.place_of(stated, "what"),
                      f"没有认准“{stated.what}”是规则要求{what}的哪一项；也许是{names}", "是就改用这个名称",
                      at=(pointer(stated.at),))


def _period(review: Review, stated: StatedReport, known: tuple[Topic, ...]) -> Iterator[Finding]:
    kinds = {str(each.data["period"]) for each in known if "period" in each.data}
    if not kinds or not stated.period:
        return
    period = parse_period(stated.period)
    if period is not None and (period.kind in kinds or any(LENGTH[period.kind] > LENGTH[cast("Kind", kind)]
                                                           for kind in kinds)):
        return  # in order, or too seldom: P952
    often = "、".join(PERIODS[kind][0] for kind in sorted(kinds))
    said = f"看不出“{stated.period}”是哪一期" if period is None else f"规则要{often}报，写的是{period.name}"
    yield Finding(CODE, NAME, "note", review.procedure.place_of(stated, "period"), f"“{stated.what}”{said}，没有查早晚",
                  "写成 2018-10、2018-Q3 或 2018", at=(pointer(stated.at),))
