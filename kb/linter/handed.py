"""When a decision hands out its result: 告知第五个工作日领取证书, 次日再来取回执, 历时七个工作日办结.

The time is the whole service's, from acceptance on. Times that run from something else (补正以后, 领证后), that the
applicant wished for, or in cases where something was lacking, say nothing about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from kb.clauses.duration import parse_duration
from kb.clauses.model import Limit
from kb.findings import KbError
from kb.linter.denied import denied
from kb.linter.practices import plain
from kb.linter.promises import Promised, of_the_whole
from kb.linter.review import Review
from kb.linter.stated import StatedDecision, StatedPromise

_NUMBER = "[0-9]+(?:[.][0-9]+)?|[零一二两三四五六七八九十百]+"
_TIME = re.compile(f"(?P<nth>第)?(?P<time>(?:{_NUMBER})个?(?:工作日|工作天|日|天|小时))(?P<after>以后|之后|后|才)?"
                   "|(?P<next>次日|隔日|隔天|第二天|明天|明日|改天|改日|翌日|后天)")
_COLLECT = "(?:领|取|拿)[^,。;]{0,6}(?:证书|证照|证|照|结果|回执|回证|批文|批复|证明)"
_DONE = "(?:核发|发|出|交付|送达)[^,。;]{0,6}(?:证|照|结果|回执|批文|批复)|办结|办完|办好|登簿|办理登记"
_RESULT = re.compile(f"[^,。;不未]{{0,9}}?(?:(?P<collect>{_COLLECT})|{_DONE})")
_ELSE = re.compile("归档|咨询|回访|公告|异议|补|缴|续|评|抽查|巡查")
_TOOK = re.compile("(?:历时|用了|用时|共用|花了|耗时|长达|已过)$")
_EVENT = re.compile("(?P<event>[^,。;]*?)(?:以后|之后|之日起|后|起)的?$")
_START = re.compile("受理|申请|收件|提交|递交|收下|送达|送到|收到")
_LACKING = re.compile("补正|补齐|补交|不齐|不全|缺[少件项]?|公告|异议|中止|暂停|应[^,。;]{0,8}要求"
                      "|出差|在外地|因其[^,。;]{0,6}原因|(?:申请人|当事人|客户|企业)(?:自己|主动)?(?:希望|选择|提出|要求)(?:延后|推迟|改|另)")
_FINISHED = re.compile("办结|登簿|办完|办好")
_AT_ONCE = re.compile("(?:当场|即时|当日|当天|立即|现场)(?:予以)?(?:办结|办完|办好|登簿|办理(?!过)|受理并办结)")
_CLAUSE = re.compile("[,。;!?:]")
_LATER = Limit(Decimal("0.5"), "working_day")
"""What 次日 takes at least: half a working day, for one who comes at noon."""


def handed(case: Review, decision: StatedDecision) -> Iterator[Promised]:
    """The times after which a decision hands out its result, each as a promise for the whole service."""
    text = plain(decision.text)
    if _LACKING.search(text):
        return
    for match in _TIME.finditer(text):
        result = _RESULT.match(text, match.end())
        limit = _limit(match)
        if result is None or limit is None or _ELSE.search(result.group()) or not _for_result(text, match):
            continue
        collect = result["collect"] is not None
        finished = collect and _FINISHED.search(text[:match.start()] + text[result.end():])
        at_once = _AT_ONCE.search(text)
        if finished or (at_once and not denied(text, at_once.start(), at_once.end())):
            continue  # done before: it is only fetched later
        words = text[match.start():result.end()]
        found = of_the_whole(case, StatedPromise(words, decision.at, limit, note=words))
        if found is not None and found.limits:
            yield found.doubted("办结也在这个时候") if collect else found


def in_hand(limits: Iterable[Limit]) -> bool:
    """Whether collecting late breaks limits for sure: they end with the paper in hand, or nobody may be sent home."""
    return all(limit.value == 0 or "取得" in limit.ends or "领" in limit.ends for limit in limits)


def _for_result(text: str, match: re.Match[str]) -> bool:
    """Whether a time tells when something is done, counted from the application."""
    before = _CLAUSE.split(text[:match.start()])[-1]
    event = _EVENT.search(before)
    if event is not None and not _START.search(event["event"]):
        return False
    return bool(match["next"] or match["nth"] or match["after"] or _TOOK.search(before))


def _limit(match: re.Match[str]) -> Limit | None:
    if match["next"]:
        return _LATER
    try:
        limit = parse_duration(match["time"])
    except KbError:
        return None
    return None if match["nth"] and limit.value <= 1 else limit
