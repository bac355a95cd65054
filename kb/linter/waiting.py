"""Who waits for whom in a document: by its order, or because a step asks for a paper that another step issues."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kb.clauses.tree import both
from kb.compiler.knowledge import Knowledge
from kb.findings import KbError
from kb.linter.coverage import order_of
from kb.linter.document import StatedMaterial, StatedStep
from kb.linter.names import folded
from kb.linter.review import Review
from kb.linter.stated import Path
from kb.schedule.network import Activity, plan


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that a step asks for: the rule base's material, and the rule steps that issue it, as (service, step)."""

    later: StatedStep
    stated: StatedMaterial
    material: str
    issued_by: tuple[tuple[str, str], ...]


def papers(review: Review) -> Iterator[Paper]:
    """The papers that each step cannot do without and that another step issues.

    Not those of which one of several is enough, nor those that may follow later, nor what the step issues itself.
    """
    for later in review.procedure.steps:
        own = review.rule_step(later)
        for stated in later.materials:
            name = review.material(stated).id if asked_for(later, stated) else None
            if name is None or (own is not None and name in own.produces):
                continue
            service = review.procedure.service.id
            known = issuers(review.knowledge).get(name, ())
            found = tuple(each for each in known if each[0] == service) or known
            if found:
                yield Paper(later, stated, name, found)


def asked_for(step: StatedStep, stated: StatedMaterial) -> bool:
    """Whether a material must be there for the step: required, no alternative to others, not to follow later."""
    later = {folded(each.name) for each in step.accepts_with}
    return stated.required and not stated.any_of and not {folded(stated.name), folded(stated.core)} & later


def by_paper(review: Review) -> Iterator[tuple[Paper, StatedStep]]:
    """The papers that another step of the same document issues, where both steps can take place at once."""
    for paper in papers(review):
        for service, name in paper.issued_by:
            for earlier in review.stated_as(name) if service == review.procedure.service.id else ():
                if earlier is not paper.later and not _had_before(review, paper.material, name) and meet(
                        review, paper.later, earlier):
                    yield paper, earlier


def _had_before(review: Review, material: str, issuer: str) -> bool:
    """Whether the rules themselves ask for such a paper before the step that issues one: the old deed, say."""
    first = order_of(review.run)[issuer]
    return any(name == material and step in first
               for _, target, _ in review.slots("material") for step, _, name in [target.partition("/")])


def own_circles(review: Review) -> tuple[list[tuple[str, ...]], dict[tuple[str, str], Paper]]:
    """The circles of one document's steps, each from a step to the one that waits for it.

    Beside them the papers by which one step waits for another, as (later, earlier).
    """
    asked: dict[tuple[str, str], Paper] = {}
    for paper, earlier in by_paper(review):
        if earlier.id not in (*paper.later.after, *paper.later.issue_after):
            asked.setdefault((paper.later.id, earlier.id), paper)
    try:
        plan(_activity(review, each, asked) for each in review.by_name)
    except KbError as error:
        return [_turned(review, each.at) for each in error.findings], asked
    return [], asked


def _turned(review: Review, circle: tuple[str, ...]) -> tuple[str, ...]:
    """The circle from its step that is listed first."""
    start = min(range(len(circle)), key=lambda number: review.steps[circle[number]].index)
    return circle[start:] + circle[:start]


def _activity(review: Review, step: StatedStep, asked: dict[tuple[str, str], Paper]) -> Activity:
    needs = review.names_first((*step.after, *(earlier for later, earlier in asked if later == step.id)))
    return Activity(step.id, 0, tuple((name,) for name in needs), tuple(review.names_first(step.issue_after)))


def meet(review: Review, one: StatedStep, other: StatedStep) -> bool:
    """Whether two steps of a document can take place in the same case."""
    judge = review.judge_of(one, other)
    return judge is not None and judge.find(
        both(judge.covers, both(review.takes_place(one), review.takes_place(other)))) is not None


def waiting_place(review: Review, later: StatedStep, earlier: str) -> Path:
    """Where a document says that a step waits for another: its `after`, else its `issue_after`."""
    return review.procedure.waiting(later, earlier, "after" if earlier in later.after else "issue_after")


@lru_cache(maxsize=4)
def issuers(knowledge: Knowledge) -> dict[str, tuple[tuple[str, str], ...]]:
    """The steps that issue each material, as (service, step)."""
    found: dict[str, list[tuple[str, str]]] = {}
    for service in knowledge.services.values():
        for step in service.steps:
            for name in step.produces:
                found.setdefault(name, []).append((service.id, step.id))
    return {name: tuple(each) for name, each in found.items()}
