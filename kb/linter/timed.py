"""Times that sentences promise or tell: 用户反映的问题三日内处理, 首次登记第四个工作日发证.

What a time is for is what stands before it in its clause, with the verb after it; only what the rules have a time for
under exactly that name counts. A practice promises with 内; a decision may also tell how long it took.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kb.clauses.duration import parse_duration
from kb.clauses.model import Limit
from kb.findings import KbError
from kb.linter.cases import case_of
from kb.linter.denied import denied
from kb.linter.practices import plain
from kb.linter.promises import Promised, meant_by
from kb.linter.review import Review
from kb.linter.stated import StatedDecision, StatedPractice, StatedPromise
from kb.linter.told import told

Sentence = StatedPractice | StatedDecision

_SHORTEST, _LONGEST = 4, 40
_NUMBER = "[0-9]+(?:[.][0-9]+)?|[零一二两三四五六七八九十百]+|半"
_TIME = re.compile(f"(?P<nth>第)?(?P<time>(?:{_NUMBER})(?:个半|个)?"
                   "(?:工作日|工作天|自然日|小时|钟头|日|天|周|星期|个月|月))"
                   "(?P<within>以内|之内|内|后|才)?")
_VERB = re.compile("(?:给予|予以|完成|安排|全部|即可|可|应|须|要)*([^,。;!?:]{1,6})")
_LEAD = re.compile("^(?:对于|对|凡|接到|收到|受理|自|在|从|办理)+")
_TAIL = re.compile("(?:之日起|以后|之后|起|后|时|的|由我[^,]*|在|应当|应|须|要|需|将|一般|通常|最迟|最多|不超过)+$")
_EVENT = re.compile("(?:之日起|以后|之后|起|后)(?:的)?$")
_FILL = re.compile("各类|各种|全部|所有|有关|的")
_PEOPLE = re.compile("群众|客户|居民|住户|企业(?=反映|投诉|诉求)")
_CHANGED = re.compile("缩短|压缩|压减|减少|提速|改为|调整|原来|原先|原为|以前|过去|曾|提前|每|满|不满|未满|超过|超出"
                      "|不少于|至少")
_DONE = re.compile("发证|发照|办结|办完|办好|出证|领证|取证|登簿|送电|通气|通水|接通|放款|答复|处理|核发|办理|回")
_CLAUSE = re.compile("[,。;!?:]")
_SAME = re.compile("回电话|回复|答复|解决|办理|回应|回话|处置|办结|反馈")


@lru_cache(maxsize=4)
def spoken(review: Review) -> tuple[Promised, ...]:
    """The times in the document's sentences that are for something the rules know, as promises."""
    return tuple(_spoken(review))


def _spoken(review: Review) -> Iterator[Promised]:
    for practice in review.procedure.practices:
        yield from _in(review, practice, practice.text)
    for decision in review.procedure.decisions:
        case = case_of(review, decision)
        if case is not None:
            found = [*_in(case, decision, decision.text)]
            yield from found or told(case, decision)


def _in(review: Review, part: Sentence, said: str) -> Iterator[Promised]:
    text = plain(said)
    for match in _TIME.finditer(text):
        limit = _limit(match["time"])
        reported = isinstance(part, StatedDecision) and bool(_DONE.search(text[match.end():][:8]))
        promised = match["within"] in ("内", "以内", "之内")
        if limit is None or not (promised or (reported and (match["nth"] or match["within"]))):
            continue
        before = text[:match.start()]
        if _CHANGED.search(_last(before)) or denied(text, match.start(), match.end()):
            continue
        verb = _VERB.match(text, match.end())
        found = _meant(review, part, limit, before, verb.group(1) if verb else "", whole=bool(match["nth"]))
        if found is not None:
            yield found


def _meant(review: Review, part: Sentence, limit: Limit, before: str, verb: str, *, whole: bool) -> Promised | None:
    """What a time is for: the first reading of the words before it that names one thing for sure, with a time.

    `whole`: a day counted from the beginning (第四个工作日) is the whole's before it is a step's.
    """
    subject = _subject(before)
    readings = (subject + verb, subject + _SAME.sub("处理", verb), subject)
    for item in dict.fromkeys(reversed(readings) if whole else readings):
        if subject and _SHORTEST <= len(item) <= _LONGEST:
            found = meant_by(review, StatedPromise(item, part.at, limit), qualified=True)
            if found.slot and found.limits:
                return found
    return None


def _subject(before: str) -> str:
    """The clause before a time, else the one before that when it leads on to it; "" when it names nothing."""
    clauses = _CLAUSE.split(before)
    chosen = clauses[-1] if clauses[-1].strip() else clauses[-2] if len(clauses) > 1 else ""
    if not clauses[-1].strip() and _TIME.search(chosen):
        return ""
    if _EVENT.search(chosen) and not _LEAD.match(chosen):
        return ""  # 领证后七日内: what the time begins with, not what it is for
    return _TAIL.sub("", _LEAD.sub("", _FILL.sub("", _PEOPLE.sub("用户", chosen))))


def _last(before: str) -> str:
    return re.split("[。;!?]", before)[-1]


def _limit(text: str) -> Limit | None:
    try:
        return parse_duration(text)
    except KbError:
        return None


def in_words(found: Promised) -> bool:
    """Whether a time stands in a sentence: there is no value that could be put right by itself."""
    return found.stated.at[:1] != ("promises",)


