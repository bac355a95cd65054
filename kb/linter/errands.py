"""Sentences that send the applicant to several windows, or to another department, against the rules on one window."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kb.compiler.knowledge import Knowledge
from kb.linter.cases import case_of
from kb.linter.conduct import bans_of, practices_of
from kb.linter.denied import denied, free
from kb.linter.practices import plain
from kb.linter.review import Breach, Review
from kb.linter.standards import standards
from kb.linter.stated import StatedDecision, StatedPractice
from kb.linter.windows import named_after, own_offices

_SEVERAL = re.compile("分别|各|先.*再|重新|依次|逐个|逐一|两次|多次")
_SELF = re.compile("自己|自行|申请人|用户|当事人|企业|群众|请到|请去|请先")
_SEAL = re.compile("盖章|印章|加盖|公章|专用章")
_STEM = re.compile("^市|(?:主管|管理|监管)?(?:部门|局|机构|机关|中心)$")


@dataclass(frozen=True, slots=True)
class Errand:
    """A sentence that sends people around: to these windows, or to this one department."""

    part: StatedDecision | StatedPractice
    review: Review
    to: tuple[str, ...]
    breach: Breach


def several_windows(review: Review) -> Iterator[Errand]:
    """Practices and decisions that name several windows to go to."""
    for part, case, text in _sentences(review):
        windows = _windows(case.knowledge, text)
        if len(windows) > 1 and _SEVERAL.search(text):
            breach = _breach(case, text)
            if breach is not None:
                yield Errand(part, case, windows, breach)


def other_department(review: Review) -> Iterator[Errand]:
    """Practices and decisions that send the applicant to another department; for a seal is another matter."""
    for part, case, text in _sentences(review):
        if not _SELF.search(text) or _SEAL.search(text) or len(_windows(case.knowledge, text)) > 1:
            continue
        others = [name for name in named_after(case, text) if name not in own_offices(case)]
        breach = _breach(case, text) if others else None
        if breach is not None:
            yield Errand(part, case, (others[0],), breach)


def _sentences(review: Review) -> Iterator[tuple[StatedDecision | StatedPractice, Review, str]]:
    """The sentences that ask something of people and are no practice that is forbidden by name."""
    parts: list[tuple[StatedDecision | StatedPractice, Review | None]] = [
        *((each, case_of(review, each)) for each in review.procedure.decisions),
        *((each, review) for each in review.procedure.practices if each.required is not False)]
    for part, case in parts:
        text = plain(part.text)
        if case is not None and not denied(text) and not free(text) and not tuple(practices_of(case).shown(text)):
            yield part, case, text


def _breach(case: Review, text: str) -> Breach | None:
    """The breach of the rules on one window that are about what a sentence names, and of bans on sending around."""
    mine = [each.index for each in bans_of(case, ("runaround",))]
    for index, steps, _ in standards(case, "one_window"):
        offices = [case.run.program.steps[step].authority for step in steps]
        names = [_stem(name) for office in offices for name in _names(case.knowledge, office)]
        if not steps or any(len(each) > 1 and each in text for each in names):
            mine.append(index)
    return case.breach([(index, case.judge.holds(index)) for index in dict.fromkeys(mine)]) if mine else None


def _windows(knowledge: Knowledge, text: str) -> tuple[str, ...]:
    """The windows that a sentence names by their departments: 税务窗口, 规划、绿化部门的窗口."""
    one, many = _patterns(knowledge)
    return tuple(dict.fromkeys(name for match in many.finditer(text) for name in one.findall(match.group())))


@lru_cache(maxsize=4)
def _patterns(knowledge: Knowledge) -> tuple[re.Pattern[str], re.Pattern[str]]:
    stems = {_stem(name) for each in knowledge.authorities.values() if each.kind != "applicant"
             for name in (each.name, *each.aliases)}
    words = "|".join(re.escape(each) for each in sorted(stems, key=len, reverse=True) if len(each) > 1)
    unit = f"(?:{words})(?:局|部门|机构|中心)?"
    listed = f"(?:{unit}(?:、|和|及|与|,)?)+等?(?:[两二三四五六几多]个)?"
    return re.compile(words), re.compile(f"{listed}的?(?:窗口|大厅|柜台)")


def _names(knowledge: Knowledge, authority: str) -> tuple[str, ...]:
    known = knowledge.authorities.get(authority)
    return (known.name, *known.aliases) if known is not None and known.kind != "applicant" else ()


def _stem(name: str) -> str:
    return _STEM.sub("", _STEM.sub("", name))
