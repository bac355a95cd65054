"""What a document says about telling applicants what is missing, against the rules on one complete notice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kb.clauses.located import Step as Part
from kb.clauses.standards import lacking
from kb.clauses.tree import ALWAYS, NEVER, FactRef, Node, Not, both, conjunction
from kb.linter.cases import case_of
from kb.linter.denied import denied
from kb.linter.practices import plain
from kb.linter.review import Breach, Review
from kb.linter.standards import receiving, standards, within
from kb.linter.stated import StatedDecision, StatedNotice, StatedPractice, StatedStep

_ORAL = re.compile("口头|口述|电话|当面|oral|verbal|phone", re.IGNORECASE)
_BITS = re.compile("(?:分次|分批|分几次|逐次|多次|两次|三次|几次|陆续|零星)[^,。]{0,4}(?:告知|告诉|通知|补正|提出)"
                   "|(?:发现|缺|想到|查出)[^,。]{0,4}一(?:样|项|个|份)[^,。]{0,2}(?:说|告知|通知|告诉|补)一(?:样|项|个|份)")
_BY_MOUTH = re.compile("(?:口头|当面|电话)(?:里|中|上)?(?:口头)?(?:告知|告诉|通知|说明|说|讲)")
_ON_LACK = re.compile("补正|补齐|补交|缺|不齐|不全|不完整|退件|退回|理由|不受理|不予受理"
                      "|(?:材料|资料|要件)[^,。;]{0,6}(?:告知|补)"
                      "|(?:告知|告诉|通知|说明|说)[^,。;]{0,8}(?:材料|资料|要件)")
_REFUSES = re.compile("(?<!原件)(?:不予受理|不受理|不予接收|不接收|不收件|拒收|退件|退回|驳回)")
_LACKING = re.compile("(?:材料|资料|要件|手续|申请|内容)[^。;；]{0,8}(?:不齐|不全|不完整|不符|不合格|缺|有误)")
_MUTE = re.compile("(?:不再|不另行|不另|不作|不予|无需|不必|不)"
                   "(?:告知|通知|说明|解释|答复|出具|出(?=书面|凭证|通知)|给(?=书面|凭证|理由))(?!不)|(?:原因|理由)(?:自己|自行)")
_TELLS = re.compile("告知|通知书|通知(?:申请人|单位)|补正|写清|说明理由|书面答复")

Bound = list[tuple[int, Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Faulty:
    """What is wrong with a notice: `what` is form, times or complete; `value` would mend it."""

    stated: StatedStep
    what: str
    value: object
    breach: Breach


@dataclass(frozen=True, slots=True)
class Refusal:
    """Incomplete applications refused and nobody told what is missing; `sure`: the document says so."""

    part: StatedStep | StatedDecision | StatedPractice
    key: Part
    text: str
    written: bool
    sure: bool
    breach: Breach


def faulty(review: Review) -> Iterator[Faulty]:
    """What is wrong with the document's notices."""
    for stated in review.procedure.steps:
        notice = stated.notice
        if notice is None:
            continue
        for what, value in _faults(notice):
            rules = [(index, rule) for index, rule in _binding(review, stated) if what != "form" or rule.get("written")]
            breach = review.breach([(index, review.judge.holds(index)) for index, _ in rules], stated, assuming=both(
                stated.condition, incomplete(review, (rule for _, rule in rules))))
            if breach is not None:
                yield Faulty(stated, what, value, breach)


def said_wrong(review: Review) -> Iterator[tuple[StatedPractice, str, Breach]]:
    """Practices by which notices are several or oral, and which of the two."""
    for practice in review.procedure.practices:
        text = plain(practice.text)
        for what, pattern in (("times", _BITS), ("form", _BY_MOUTH)):
            heard = pattern.search(text)
            if what == "form" and not _ON_LACK.search(text):
                continue
            if heard and not denied(text, heard.start(), heard.end()) and practice.required is not False:
                rules = [(index, review.judge.holds(index)) for index, _, rule in standards(review, "notice")
                         if what != "form" or rule.get("written")]
                breach = review.breach(rules) if rules else None
                if breach is not None:
                    yield practice, what, breach


def refusals(review: Review) -> Iterator[Refusal]:
    """Refusals of incomplete applications that tell nobody what is missing."""
    for stated in review.procedure.steps:
        if stated.notice is not None:
            continue
        for key, text in (("name", stated.name), ("result", stated.result), ("note", stated.note)):
            if _refuses(text, receiving(review, stated)):
                yield from _refusal(review, stated, key, text, _binding(review, stated), stated)
                break
    for practice in review.procedure.practices:
        if _refuses(practice.text, False) and not _refusal_denied(plain(practice.text)):
            yield from _refusal(review, practice, "text", practice.text + practice.note,
                                [(index, rule) for index, _, rule in standards(review, "notice")])
    for decision in review.procedure.decisions:
        case = case_of(review, decision) if _refuses(decision.text, False) else None
        if case is not None:
            yield from _refusal(case, decision, "text", decision.text + decision.note,
                                [(index, rule) for index, _, rule in standards(case, "notice")])


def _refusal_denied(text: str) -> bool:
    """Whether a sentence says that nothing is refused: what is not told (不说明原因) is another matter."""
    found = _REFUSES.search(text)
    return found is not None and denied(text, found.start(), found.end())


def incomplete(review: Review, rules: Iterable[Mapping[str, Any]]) -> Node:
    """That something is lacking, as far as the rules have facts for it: one of them stands for all."""
    names = dict.fromkeys(name for rule in rules for name in lacking(rule))
    open_ = [name for name in names if review.judge.values.get(name) is not True]
    return Not(FactRef(open_[0])) if open_ else NEVER if names else ALWAYS


def _refusal(review: Review, part: StatedStep | StatedDecision | StatedPractice, key: Part, text: str, rules: Bound,
             *steps: StatedStep) -> Iterator[Refusal]:
    mute = _MUTE.search(text) is not None
    if not rules or (_TELLS.search(text) and not mute):
        return
    breach = review.breach([(index, review.judge.holds(index)) for index, _ in rules], *steps,
                           assuming=conjunction([incomplete(review, (rule for _, rule in rules)),
                                                 *(each.condition for each in steps)]))
    if breach is not None:
        yield Refusal(part, key, text, any(rule.get("written") for _, rule in rules), mute, breach)


def _faults(notice: StatedNotice) -> Iterator[tuple[str, object]]:
    if _ORAL.search(unicodedata.normalize("NFKC", notice.form)) and "书面" not in notice.form:
        yield "form", "written"
    if notice.complete is False:
        yield "complete", True
    if notice.times is not None and notice.times != 1:
        yield "times", 1


def _binding(review: Review, stated: StatedStep) -> Bound:
    """The rules on notices that are about a step; those for all steps are about every notice there is."""
    return [(index, rule) for index, steps, rule in standards(review, "notice")
            if not steps or within(review, steps, stated)]


def _refuses(text: str, taking_in: bool) -> bool:
    said = unicodedata.normalize("NFKC", text)
    found = _REFUSES.search(said)
    return found is not None and (bool(_LACKING.search(said)) or (taking_in and "受理" in found.group()))
