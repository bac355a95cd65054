"""Times that a decision tells: 告知其第五个工作日领证, 三天后才登簿, 让隔天来取回执.

The time is of what the words before it name, else of the case as a whole, where one span is all of the service and its
outcome is told. Who comes late, or hands in late, is no breach: only what the authority tells or does counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.clauses.model import Limit
from kb.clauses.quantity import parse_duration
from kb.findings import KbError
from kb.linter.mentioned import mentioned
from kb.linter.practices import plain
from kb.linter.promises import Promised, meant_by
from kb.linter.review import Review
from kb.linter.stated import StatedDecision, StatedPromise

_SHORTEST, _LONGEST = 4, 20
_NUMBER = "[0-9]+(?:[.][0-9]+)?|[一二两三四五六七八九十百]+|半"
_TIME = re.compile(f"(?P<next>隔天|隔日|次日|翌日|第二天)|(?P<nth>第|过)?"
                   f"(?P<time>(?:{_NUMBER})(?:个)?(?:工作日|工作天|自然日|日|天|周|星期|个月|月))"
                   "(?P<later>以后|之后|过后|后)?")
_TELLS = re.compile("(?:告知|通知|让|请|约|答复|叫|安排|嘱|回复|要(?!求))[^,。;]*$")
_FETCHES = re.compile("^(?:才|再|可|方可)?(?:来|到窗口|到中心|前来|过来)?(?:领取|领|取|拿)(?!消)")
_REACHED = re.compile("^(?:才|方|方才|始)?(?:能)?(?:给)?(?:取到|领到|拿到|取得|发证|办结|登簿|出证|发放|办好|办完"
                      "|出具|办妥|答复|完成|受理|予以登簿|予以办理|办理|送达|收到|发出|出结果)")
_OUTCOME = re.compile("^[^,。;]{0,8}(?:证|回执|结果|登簿|办结|办好|办完|办妥|办理)")
_AT_ONCE = re.compile("(?<![未没不])(?<!无法|没有|不能)(?:当场|即时|当天|当日|立即|现场)"
                      "(?!没|未|不)[^,。;]{0,4}(?:办|登|受理|核|出|给|发)")
_DONE = re.compile("(?:内|当日|当天|第.{1,3}个?(?:工作)?[日天])(?:已|就|便|即)?(?:办好|办结|发证|出证|登簿|办完|制证)")
_LATE = re.compile("补齐|补正|补交|撤回|材料不|资料不|要件不|缺|欠|公告|异议|自愿|自己要求|本人要求|应其|预约")
_CLAUSE = re.compile("[,。;!?:]")


@dataclass(frozen=True, slots=True)
class _Told:
    """A time, what is before it and what is done then."""

    limit: Limit
    before: str
    after: str


def told(review: Review, part: StatedDecision) -> Iterator[Promised]:
    """The times that a decision tells of its case, each held against what it is for."""
    text = plain(part.text)
    if _AT_ONCE.search(text) or _LATE.search(text):
        return
    for each in _times(text):
        found = _of_step(review, part, each) or _of_case(review, part, each, text)
        if found is not None:
            yield found


def _times(text: str) -> Iterator[_Told]:
    for match in _TIME.finditer(text):
        before, after = text[:match.start()], text[match.end():]
        if not (match["nth"] or match["later"] or match["next"] or after.startswith("才")):
            continue
        waits = _FETCHES.match(after) and _TELLS.search(before)
        if (not waits and not _REACHED.match(after)) or _DONE.search(before):
            continue
        limit = _limit("1个工作日" if match["next"] else match["time"])
        if limit is not None:
            yield _Told(limit, before, after)


def _of_step(review: Review, part: StatedDecision, each: _Told) -> Promised | None:
    """What the end of the words before a time names, with the verb after it."""
    reached = _REACHED.match(each.after)
    if reached is None:
        return None
    subject = next((one for one in reversed(_CLAUSE.split(each.before)) if one), "")[-_LONGEST:]
    verb = reached.group().lstrip("才方始能给")
    for item in (subject[start:] + end for end in (verb, "") for start in range(len(subject) - 1)):
        if len(item) >= _SHORTEST:
            found = meant_by(review, StatedPromise(item, part.at, each.limit), qualified=False)
            if found.slot and found.limits:
                return found
    return None


def _of_case(review: Review, part: StatedDecision, each: _Told, text: str) -> Promised | None:
    """The case as a whole, by the kind of case that is given or that the sentence names."""
    program = review.run.program
    if len(program.service.spans) != 1 or not _OUTCOME.match(each.after):
        return None
    kinds = [fact for fact in program.facts.values() if any(
        meant_by(review, StatedPromise(value.name, part.at, each.limit), qualified=False).slot.startswith("span:")
        for value in fact.values)]
    facts = mentioned(program, text, program.facts.keys() - review.judge.given.keys())
    if not kinds or not any(fact.id in review.judge.given or fact.id in facts for fact in kinds):
        return None
    stated = StatedPromise(program.service.name, part.at, each.limit, situation=facts)
    found = meant_by(review, stated, qualified=False)
    return found if found.slot and found.limits else None


def _limit(text: str) -> Limit | None:
    try:
        return parse_duration(text)
    except KbError:
        return None
