"""How a decision says the applicant was told what is missing: by word of mouth only, or in several goes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from kb.clauses.tree import both
from kb.linter.cases import case_of
from kb.linter.denied import denied
from kb.linter.notices import incomplete
from kb.linter.practices import plain
from kb.linter.review import Breach, Review
from kb.linter.standards import standards
from kb.linter.stated import StatedDecision

_PAPERS = "(?:材料|资料|要件|手续|图纸|证明|证件|申请书|表格)"
_LACKS = re.compile(f"{_PAPERS}[^,。;]{{0,6}}(?:不齐|不全|不完整|不符|缺|有误|欠|[没未]带[全齐])"
                    f"|缺(?!席|口|勤|水|电)|补正|补齐|补交"
                    f"|少(?:一|两|几)[份样项个张]"
                    f"|(?:让|要求|通知|说|又)[^,。;]{{0,6}}补|{_PAPERS}[^,。;]{{0,8}}告知")
_BY_MOUTH = re.compile("(?:口头|当面|电话)(?:里|中|上)?(?:口头)?(?:告知|告诉|通知|说明|说|讲|让|要求|催|答复|交代)"
                       "|(?:打|来|去)(?:了)?(?:[一两三几]次|[一两三几]个)?电话(?!预约|提醒)")
_NO_PAPER = re.compile("(?:没有?|未|不)(?:曾|予|再)?(?:当场)?(?:出具|发给?|给|开具?|送达|制作|提供|写)[^,。;]{0,6}"
                       "(?:书面|通知书|告知书|告知单|补正单|清单|单子|凭证|回执|字据)")
_ON_PAPER = re.compile("书面|通知书|告知书|告知单|补正单|清单|写全|写清|短信|网上")
_DEMAND = "(?:说|讲|让|要求|要|通知|告知|告诉|提出|缺|少|叫|补(?!了))"
_BITS = (
    re.compile(f"分(?:[两二三四五几多数]|[2-9])[次批回][^,。;]{{0,4}}(?:才)?(?:打电话|口头|书面)?{_DEMAND}"
               "|(?:逐次|逐项|逐样|逐份|陆续|一样一样|一项一项|零星)[^,。;]{0,4}(?:告知|告诉|通知|补正|提出|要求|让|说)"),
    re.compile(f"(?:第一次|头一次|头一回|首次|先是?)(?:只|是|口头|电话)*{_DEMAND}[^。;]{{1,24}}?"
               f"(?:又|再|第二次|后来|还|随后)[^,。;]{{0,8}}?{_DEMAND}"),
    re.compile(f"(?:天|日|后|周|次)(?:(?:窗口|工作人员|经办人|科室|客户经理))?又(?:打)?(?:电话|口头|书面)?(?:再)?{_DEMAND}"
               "[^,。;]{0,12}(?:补|缺|少|样|份|项|证明|材料|图)"),
    re.compile("(?:先后|前后|共|已)[二两三四五几多]次(?:打电话|电话|口头|书面)?(?:通知|告知|要求|让)[^,。;]{0,4}补"
               "|每次[^,。;]{0,8}(?:说|让|要求|告知|通知)[^,。;]{0,8}(?:少|缺|补)"),
    re.compile("补(?:来|齐|交|正)[^,。;]{0,6}[,]?(?:后|以后|之后)?[,]?(?:窗口|工作人员)?(?:又|再|还)(?:说|让|要求|通知|提出|告知|缺|发现)"),
)
_AT_ONCE = re.compile("(?<!没有)(?<!没)(?<!未)(?<!不能)(?<!不)一次(?:性)?(?:书面)?"
                      "(?:写全|告知|讲清|说全|说清|列明|通知|列出|告诉|写明|交代)")

What = Literal["form", "times"]


def notified(review: Review) -> Iterator[tuple[StatedDecision, What, Breach]]:
    """Decisions by which what is missing was told in several goes, or only by word of mouth where paper is due."""
    for decision in review.procedure.decisions:
        text = plain(decision.text)
        case = case_of(review, decision) if _LACKS.search(text) else None
        if case is None:
            continue
        for what in _heard(text):
            bound = [(index, rule) for index, _, rule in standards(case, "notice")
                     if what != "form" or rule.get("written")]
            breach = case.breach([(index, case.judge.holds(index)) for index, _ in bound], assuming=both(
                case.judge.covers, incomplete(case, (rule for _, rule in bound)))) if bound else None
            if breach is not None:
                yield decision, what, breach


def _heard(text: str) -> Iterator[What]:
    if not _AT_ONCE.search(text) and any(_told(pattern, text) for pattern in _BITS):
        yield "times"
    paper = _ON_PAPER.search(_NO_PAPER.sub("", text))
    if not paper and _told(_BY_MOUTH, text):
        yield "form"


def _told(pattern: re.Pattern[str], text: str) -> bool:
    return any(not denied(text, match.start(), match.end()) for match in pattern.finditer(text))
