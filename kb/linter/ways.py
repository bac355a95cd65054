"""The ways a document opens for a step, against the ways that the rules keep open for the applicant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kb.clauses.standards import REMOTE
from kb.linter.conduct import practices_of
from kb.linter.denied import denied, free
from kb.linter.places import Access, access
from kb.linter.practices import plain
from kb.linter.review import Breach, Review
from kb.linter.rights import rights_of
from kb.linter.standards import speaks_of, standards
from kb.linter.stated import StatedPractice, StatedStep

_LOOKED_UP = re.compile("进度[^,。;]{0,4}(?:只|仅)供")
"""Who may look something up is no way to hand anything in."""
_SUBJECTS = {"applicant": "申请|收件|报装|提交|办理", "acceptance": "申请|收件|受理|登记|办理",
             "payment": "缴费|交费|付费|缴纳", "delivery": "领取|送达|发证|取证|寄送|自取|证书|证照"}
"""What a sentence says that is about the steps of a kind."""


@dataclass(frozen=True, slots=True)
class Closed:
    """A practice by which ways are closed that the rules keep open."""

    stated: StatedPractice
    missing: tuple[str, ...]
    breach: Breach


@dataclass(frozen=True, slots=True)
class Limited:
    """A step for which ways are missing. `whole`: nothing is left of going there, or of doing it from afar.

    `some`: for whom only the rule keeps them open, when it has no fact to tell.
    """

    stated: StatedStep
    missing: tuple[str, ...]
    whole: bool
    only: bool
    some: str
    breach: Breach


def limited(review: Review) -> Iterator[Limited]:
    """The steps whose channels leave out ways that the rules keep open; what is left out altogether first."""
    kept = standards(review, "ways")
    for stated in review.procedure.steps if kept else ():
        if not stated.channels:
            continue
        said = access(review.knowledge, stated.channels)
        mine = [(index, rule, _missing(said, rule["offer"])) for index, steps, rule in kept
                if speaks_of(review, steps, stated) and _bound(review, stated, rule)]
        for whole in (True, False):
            some = [each for each in mine if each[2] and _whole(said, each[2]) is whole]
            found = _limited(review, stated, said, some) if some else None
            if found is not None:
                yield found
                break


def closed(review: Review) -> Iterator[Closed]:
    """The practices that close ways in so many words."""
    kept = standards(review, "ways")
    for stated in review.procedure.practices if kept else ():
        text = plain(stated.text)
        said = access(review.knowledge, (stated.text,))
        if (stated.required is False or _LOOKED_UP.search(text) or denied(text) or free(text)
                or practices_of(review).meant(stated).shown):
            continue
        told = {index for each in rights_of(review.run.program).said(stated.text) if each.heard == "denied"
                for index in each.right.rules}  # P751 is about these
        mine = []
        for index, steps, rule in kept:
            if index in told:
                continue
            gone = tuple(way for way in rule["offer"] if way in said.shut or (
                said.only and way not in said.open and _whole(said, (way,))))
            if gone and _about(review, steps, text) and _bound(review, None, rule):
                mine.append((index, gone))
        breach = review.breach([(index, review.judge.holds(index)) for index, _ in mine]) if mine else None
        if breach is not None:
            yield Closed(stated, tuple(dict.fromkeys(way for _, gone in mine for way in gone)), breach)


def _about(review: Review, steps: tuple[str, ...], text: str) -> bool:
    """Whether a sentence is about one of these rule steps, by their kind."""
    kinds = {review.run.program.steps[name].kind for name in steps} or {"applicant"}
    return any(re.search(_SUBJECTS.get(kind, "办理"), text) for kind in kinds)


def _limited(review: Review, stated: StatedStep, said: Access,
             mine: list[tuple[int, Mapping[str, Any], tuple[str, ...]]]) -> Limited | None:
    if not (said.clear or said.only):
        return None
    breach = review.breach([(index, review.judge.holds(index)) for index, _, _ in mine], stated,
                           assuming=review.takes_place(stated))
    if breach is None:
        return None
    telling = [each for each in mine if review.run.program.rules[each[0]] in breach.rules]
    whole = _whole(said, telling[0][2])
    ways = dict.fromkeys(way for _, _, missing in telling for way in missing if _whole(said, (way,)) is whole)
    some = "" if any(not rule.get("some") for _, rule, _ in telling) else str(telling[0][1]["some"])
    return Limited(stated, tuple(ways), whole, said.only or bool(said.shut & set(ways)), some, breach)


def _missing(said: Access, offer: list[str]) -> tuple[str, ...]:
    """The ways that should be open and are not named. A counter that is not named closer may be any of them."""
    on_site = "counter" in said.open
    return tuple(way for way in offer if way not in said.open and not (
        (way == "counter" and said.on_site) or (way not in REMOTE and on_site)))


def _whole(said: Access, missing: tuple[str, ...]) -> bool:
    """Whether what is missing leaves no way to go there, or none to do it from afar."""
    return any(not said.remote if way in REMOTE else not said.on_site for way in missing)


def _bound(review: Review, stated: StatedStep | None, rule: Mapping[str, Any]) -> bool:
    """Whether a rule for organs of government binds whoever does the step, or has the service."""
    if "by" not in rule:
        return True
    own = stated.authority if stated is not None else None
    name = own if own not in (None, "applicant") else review.procedure.service.authority
    known = review.knowledge.authorities.get(name or "")
    return known is not None and known.kind == rule["by"]
