"""Which of a document's demands for materials are contrary to the rules; of several reasons the surest is told."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from kb.clauses.located import Step as Part
from kb.clauses.tree import both
from kb.findings import Finding, Severity
from kb.linter.doubt import doubted
from kb.linter.evidence import refused
from kb.linter.exemptions import disguised
from kb.linter.materials.bans import bans_of
from kb.linter.materials.demands import Demand, demands
from kb.linter.materials.groundless import groundless
from kb.linter.materials.held import obtainable, own, repeated, results, reviewed, waived
from kb.linter.materials.suspicion import Reason, Suspicion
from kb.linter.review import Breach, Review
from kb.linter.scope import beyond

ORDER: tuple[Reason, ...] = ("waived", "result", "own", "repeated", "reviewed", "obtainable", "opinion", "baseless",
                             "unlisted")
"""What is said of a demand that offends in several ways to the same degree."""

_GROUNDLESS = ("baseless", "unlisted")
_RANK: dict[Severity, int] = {"error": 0, "warning": 1, "note": 2}


@dataclass(frozen=True, slots=True)
class Offence:
    """A demand that is contrary to the rules: why, on which rules, and how severely."""

    suspicion: Suspicion
    demand: Demand
    breach: Breach


@lru_cache(maxsize=2)
def demanded(review: Review) -> tuple[Demand, ...]:
    """Everything the document asks the applicant for, gathered once."""
    return tuple(each for each in _every(review) if each.brought)


@lru_cache(maxsize=2)
def _every(review: Review) -> tuple[Demand, ...]:
    """The same, with what another authority may be bringing."""
    return tuple(demands(review))


def offences(review: Review, reason: Reason) -> Iterator[Offence]:
    """The offences of one kind."""
    return (each for each in _all(review) if each.suspicion.reason == reason)


def forced(demand: Demand, bad: Collection[tuple[Part, ...]]) -> bool:
    """Whether the applicant has nothing else to hand in instead: no alternative that is lawful."""
    group = demand.material.any_of
    return not group or all(each.at in bad for each in demand.stated.materials if each.any_of == group)


def removable(review: Review) -> frozenset[tuple[Part, ...]]:
    """The demands that another finding takes out."""
    return frozenset(each.demand.material.at for each in _all(review) if _certain(each))


def told(review: Review, code: str, name: str, offence: Offence, message: str, hint: str) -> Finding:
    """The finding on an offence; a demand that is contrary for sure can be taken out."""
    demand, doubt, breach = offence.demand, offence.suspicion.doubt, offence.breach
    other = offence.suspicion.other
    steps = (demand.stated.id,) if other is None else (demand.stated.id, other.id)
    sure = _certain(offence)
    found = review.finding(code, name, breach, review.procedure.place_of(demand.material, "name"), steps,
                           message, hint, remove=demand.material.at if sure else None)
    return found if doubt is None else doubted(found, doubt.words, doubt.what)


def _certain(offence: Offence) -> bool:
    """Whether the whole entry may go: the demand is contrary for sure, and nothing else is asked for in its words."""
    return offence.breach.severity == "error" and offence.demand.part is None


@lru_cache(maxsize=2)
def _all(review: Review) -> tuple[Offence, ...]:
    not_before = bans_of(review.run).refused
    found: list[Offence] = []
    for demand in _every(review):
        if any((step, demand.named.id) in not_before for step in demand.steps):
            continue  # an illegal prerequisite: P201
        judged = [one for each in _suspicions(review, demand) if (one := _judged(review, demand, each))]
        if judged:
            found.append(min(judged, key=lambda each: (_RANK[each.breach.severity],
                                                       ORDER.index(each.suspicion.reason))))
    elsewhere = _told_elsewhere(review) if any(each.suspicion.reason in _GROUNDLESS for each in found) else frozenset()
    found = [each for each in found if each.suspicion.reason not in _GROUNDLESS
             or each.demand.material.at not in elsewhere]
    bad = {each.demand.material.at for each in found}
    return tuple(each for each in found if forced(each.demand, bad))


def _told_elsewhere(review: Review) -> frozenset[tuple[Part, ...]]:
    """The demands of which another check says something closer: P107, P109 and P206."""
    return frozenset([*(each.at[:-1] for each in disguised(review) if each.material),
                      *(each.at[:-1] for each in beyond(review) if each.by),
                      *(each.asked.at for each in refused(review))])


def _suspicions(review: Review, demand: Demand) -> Iterator[Suspicion]:
    others = demanded(review)
    for each in (waived, groundless):
        yield from each(review, demand)
    if not demand.brought:
        return
    for each in (results, own, obtainable):
        yield from each(review, demand)
    for both_of in (reviewed, repeated):
        yield from both_of(review, demand, others)


def _judged(review: Review, demand: Demand, suspicion: Suspicion) -> Offence | None:
    steps = [demand.stated, *([suspicion.other] if suspicion.other is not None else [])]
    when = demand.when
    for each in steps[1:]:
        when = both(when, review.takes_place(each))
    breach = review.breach(suspicion.rules, *steps, assuming=when)
    if breach is None:
        return None
    if suspicion.slight:
        breach = replace(breach, severity="note")
    elif suspicion.doubt is not None and breach.severity == "error":
        breach = replace(breach, severity="warning")
    return Offence(suspicion, demand, breach)
