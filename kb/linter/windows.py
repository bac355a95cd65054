"""Where a document sends the applicant, against the rules that order one window for some steps or all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.clauses.located import Step as Part
from kb.clauses.tree import both
from kb.linter.conduct import bans_of
from kb.linter.places import Spot, access, authorities_in
from kb.linter.review import Breach, Review
from kb.linter.standards import receiving, speaks_of, standards
from kb.linter.stated import StatedStep

_VISITED = ("applicant", "acceptance", "approval", "filing", "notice", "delivery")
_COMMON = re.compile("综合|统一|一窗|前台|政务|总窗口")
_GOES = re.compile("(?:到|去|前往|赴|跑|找|回)[^,，。;；]{0,4}?")


@dataclass(frozen=True, slots=True)
class Point:
    """A step at which the applicant has to go somewhere: the possible places, and where the document says so."""

    stated: StatedStep
    spots: tuple[Spot, ...]
    at: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Another:
    """A second place to go: the step, where it is written, the first one, and the breach."""

    point: Point
    first: Point
    breach: Breach


@dataclass(frozen=True, slots=True)
class Sent:
    """The applicant sent to another department."""

    stated: StatedStep
    authority: str
    breach: Breach


def several(review: Review) -> Iterator[Another]:
    """Steps of one window that have a place of their own, each told once."""
    told = {each.stated.id for each in sent(review)}
    for index, steps, _ in standards(review, "one_window"):
        rule = [(index, review.judge.holds(index))]
        points = [each for each in _points(review, steps) if each.stated.id not in told]
        for first in points[:1]:
            for point in points[1:]:
                if not all(one.apart(other) for one in first.spots for other in point.spots):
                    continue
                breach = review.breach(rule, first.stated, point.stated,
                                       assuming=both(first.stated.condition, point.stated.condition))
                if breach is not None:
                    told.add(point.stated.id)
                    yield Another(point, first, breach)


def sent(review: Review) -> tuple[Sent, ...]:
    """Steps of the applicant that are no step of the rules and lead to another department."""
    found = []
    windows = standards(review, "one_window")
    banned = [each.index for each in bans_of(review, ("runaround",))]
    for stated in review.procedure.steps if windows or banned else ():
        if review.rule_step(stated) is not None or not _by_applicant(stated):
            continue
        others = [name for name in named_after(review, stated.name) if name not in own_offices(review)]
        mine = [index for index, steps, _ in windows if _belongs(review, steps, stated)]
        rules = [(index, review.judge.holds(index)) for index in dict.fromkeys((*mine, *banned))]
        breach = review.breach(rules, stated, assuming=stated.condition) if others and rules else None
        if breach is not None:
            found.append(Sent(stated, others[0], breach))
    return tuple(found)


def _points(review: Review, steps: tuple[str, ...]) -> Iterator[Point]:
    for stated in review.in_order:
        step = review.rule_step(stated)
        if step is not None and (step.kind not in _VISITED or (steps and step.id not in steps)):
            continue
        if step is None and not _belongs(review, steps, stated):
            continue
        yield from _point(review, stated, steps)


def _point(review: Review, stated: StatedStep, steps: tuple[str, ...]) -> Iterator[Point]:
    """Where a step sends the applicant: its channels, else the office that takes the papers in."""
    own = stated.authority if stated.authority != "applicant" else None
    window = own if receiving(review, stated) and own else ""
    if stated.channels:
        said = access(review.knowledge, stated.channels)
        if said.clear and not said.remote and any(each != Spot() for each in said.spots):
            spots = tuple(each if each.window else Spot(each.house, window) for each in said.spots)
            yield Point(stated, spots, (*stated.at, "channel"))
    elif window and not _handed_on(review, stated, steps):
        yield Point(stated, (Spot("", window),), (*stated.at, "authority"))


def _handed_on(review: Review, stated: StatedStep, steps: tuple[str, ...]) -> bool:
    """Whether the papers reach a step from a window before it, behind the counter."""
    for name in review.before(stated.id):
        earlier = review.steps[name]
        if not receiving(review, earlier):
            continue
        if review.rule_step(earlier) is not None and speaks_of(review, steps, earlier):
            return True
        if _COMMON.search(earlier.name + earlier.authority_text):
            return True
    return False


def _belongs(review: Review, steps: tuple[str, ...], stated: StatedStep) -> bool:
    """Whether a step that the rules do not know stands among the steps of one window."""
    if not (receiving(review, stated) or _by_applicant(stated)):
        return False
    if not steps:
        return True
    members = [each for each in review.procedure.steps
               if (step := review.rule_step(each)) is not None and step.id in steps]
    if _by_applicant(stated):
        return any(stated.id in review.before(each.id) for each in members)
    return any(stated.id in (*each.after, *each.issue_after) for each in members)


def _by_applicant(stated: StatedStep) -> bool:
    return stated.authority == "applicant" or (not stated.authority_text and stated.kind == "applicant")


def named_after(review: Review, text: str) -> tuple[str, ...]:
    """The departments that a text says somebody goes to."""
    found = []
    for match in _GOES.finditer(text):
        rest = text[match.end():][:14]
        named = authorities_in(review.knowledge, rest)
        if named and review.knowledge.authorities[named[0]].kind == "government":
            found.append(named[0])
    return tuple(dict.fromkeys(found))


def own_offices(review: Review) -> frozenset[str]:
    """The offices to which the applicant goes by the rules."""
    service = review.procedure.service
    return frozenset({service.authority, *(each.authority for each in service.steps if each.kind == "acceptance")})
