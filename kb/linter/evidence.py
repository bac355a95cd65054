"""Evidence of which one kind is enough, and what a document makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from kb.clauses.tree import NEVER, Node, both, disjunction, negate
from kb.engine.runner import Runner
from kb.linter.document import StatedMaterial, StatedStep
from kb.linter.prerequisites import illegal
from kb.linter.review import Breach, Review
from kb.linter.waiting import asked_for


@dataclass(slots=True)
class Choice:
    """Materials of which one is enough at a step.

    `offered`: the rules that offer each as one of several, by rule and material; `plain`: those that ask for one of
    them by itself.
    """

    step: str
    members: dict[str, list[int]] = field(default_factory=dict)
    plain: dict[str, list[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refused:
    """Evidence that suffices and that a document does not let suffice: `asked` is what it wants instead or besides."""

    later: StatedStep
    asked: StatedMaterial
    enough: str
    breach: Breach
    kind: str
    doubt: str = ""


def refused(review: Review) -> Iterator[Refused]:
    """What a document asks for although other evidence suffices; once for each choice and step."""
    for stated in review.procedure.steps:
        step = review.rule_step(stated)
        for choice in choices(review.run).get(step.id, ()) if step else ():
            yield from _of(review, stated, choice)


def _of(review: Review, later: StatedStep, choice: Choice) -> Iterator[Refused]:
    said = [(stated, name) for stated in later.materials
            if (name := review.material(stated).id) is not None and name in choice.members]
    alone = [(stated, name) for stated, name in said if asked_for(later, stated)]
    if not alone or len({stated.any_of for stated, _ in said if stated.any_of}) > 1:
        return
    asked, name = alone[-1]
    if any(asked.at == each.at for each in illegal(review)):
        return  # P201
    others = [each for _, each in said if each != name]
    doubt = f"{later.id}.materials" if asked.note or "（" in asked.name or "(" in asked.name else ""
    instead = _instead(review, choice, name)
    if (breach := _breach(review, later, instead)) is not None:
        enough = next(each for index, each, node in instead if review.run.program.rules[index] in breach.rules)
        yield Refused(later, asked, enough, breach, "instead", doubt)
        return
    both_asked = any(each != name for _, each in alone)
    if others and not both_asked:
        return  # the others may be handed in instead
    breach = _breach(review, later, _offered(review, choice, name))
    if breach is not None:
        enough = others[0] if others else next(each for each in choice.members if each != name)
        kind = "besides" if both_asked else "only"
        if kind == "only" and _unsure(review, choice):
            breach = replace(breach, severity="note")
        yield Refused(later, asked, enough, breach, kind, doubt if both_asked else f"{later.id}.materials")


def _unsure(review: Review, choice: Choice) -> bool:
    """Whether nobody has checked that the rules mean just these materials."""
    return any(row.data.get("basis") == "to_confirm" for row in review.run.frame.materials
               if row.step == choice.step and row.material in choice.members and row.status == "bring")


def _breach(review: Review, later: StatedStep, nodes: list[tuple[int, str, Node]]) -> Breach | None:
    live = [(index, node) for index, _, node in nodes if node != NEVER]
    return review.breach(live, later, assuming=review.takes_place(later)) if live else None


def _instead(review: Review, choice: Choice, name: str) -> list[tuple[int, str, Node]]:
    """When the rules ask for another one of them alone, and for this one not at all."""
    mine = [index for table in (choice.members, choice.plain) for index in table.get(name, ())]
    not_mine = negate(disjunction(review.judge.holds(index) for index in mine))
    return [(index, other, both(review.judge.holds(index), not_mine)) for other, indices in choice.plain.items()
            if other != name for index in indices]


def _offered(review: Review, choice: Choice, name: str) -> list[tuple[int, str, Node]]:
    """When the rules offer this one as one of several, and no rule asks for it by itself."""
    not_plain = negate(disjunction(review.judge.holds(index) for index in choice.plain.get(name, ())))
    return [(index, name, both(review.judge.holds(index), not_plain)) for index in choice.members[name]]


@lru_cache(maxsize=64)
def choices(run: Runner) -> dict[str, list[Choice]]:
    """The choices of each step."""
    found: dict[tuple[str, str], Choice] = {}
    for row in run.frame.materials:
        if row.status == "bring" and row.data.get("any_of"):
            choice = found.setdefault((row.step, str(row.data["any_of"])), Choice(row.step))
            choice.members.setdefault(row.material, []).append(row.rule)
    by_step: dict[str, list[Choice]] = {}
    for choice in found.values():
        by_step.setdefault(choice.step, []).append(choice)
        for row in run.frame.materials:
            if row.step == choice.step and row.material in choice.members and row.status == "bring" \
                    and not row.data.get("any_of"):
                choice.plain.setdefault(row.material, []).append(row.rule)
    return by_step


