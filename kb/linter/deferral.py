"""容缺: what may follow later by the rules, and what a document lets follow later or does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kb.clauses.tree import Node, both, negate
from kb.linter.notices import incomplete
from kb.linter.review import Breach, Review
from kb.linter.standards import standards, within
from kb.linter.stated import StatedLater, StatedMaterial, StatedStep

_LATER = re.compile("后补|容缺|补交|补齐|后交|以后提交|启动以后|承诺")

_OTHERWISE = ("waived", "fetched", "forbidden")


@dataclass(frozen=True, slots=True)
class Demanded:
    """A material that may follow later and is demanded at once."""

    stated: StatedStep
    material: StatedMaterial
    breach: Breach


@dataclass(frozen=True, slots=True)
class Excused:
    """A material that may not follow later and does.

    `ground`: what stands against it: the rule on later papers has conditions (`conditions`), incomplete papers are
    not taken in (`all`) or not without the essential ones (`essentials`, by `facts`), or no rule allows it (`silent`).
    """

    stated: StatedStep
    later: StatedLater
    ground: str
    breach: Breach
    facts: tuple[str, ...] = ()


def demanded(review: Review) -> Iterator[Demanded]:
    """Materials demanded at once although they may follow later."""
    rows = [row for row in review.run.frame.materials if row.status == "later"]
    for stated in review.procedure.steps if rows else ():
        names = _taking_in(review, stated)
        excused = {review.material(_as_material(each)).id for each in stated.accepts_with}
        for material in stated.materials:
            name = review.material(material).id if material.required and not _LATER.search(material.note) else None
            if name is None or name in excused:
                continue
            rules = [(row.rule, review.judge.holds(row.rule)) for row in rows
                     if row.material == name and (row.step in names or row.step == "*")]
            breach = review.breach(rules, stated, assuming=review.takes_place(stated)) if rules else None
            if breach is not None:
                weighed = replace(breach, severity="note") if _granted(review, breach) else breach
                yield Demanded(stated, material, weighed)


def _granted(review: Review, breach: Breach) -> bool:
    """Whether it turns on what an authority has to grant in the single case."""
    facts = review.run.program.facts
    return any(name in facts and facts[name].discretion for name in breach.ruling.depends_on)


def unfounded(review: Review) -> Iterator[Excused]:
    """Materials that follow later without ground."""
    for stated in review.procedure.steps:
        step = review.rule_step(stated)
        for later in stated.accepts_with if step is not None else ():
            name = review.material(_as_material(later)).id
            found = _excused(review, stated, later, name, _taking_in(review, stated)) if name else None
            if found is not None:
                yield found


def _excused(review: Review, stated: StatedStep, later: StatedLater, name: str,
             steps: Sequence[str]) -> Excused | None:
    rows = [row for row in review.run.frame.materials if row.material == name and row.step in (*steps, "*")]
    asked = [row.rule for row in rows if row.status == "bring" and review.judge.live(row.rule)]
    if not asked or any(row.status in _OTHERWISE and review.judge.live(row.rule) for row in rows):
        return None
    takes_place = review.takes_place(stated)
    deferring = [row.rule for row in rows if row.status == "later"]
    if deferring:
        missing = negate(review.judge.any_of(deferring))
        breach = review.breach([(index, both(review.judge.holds(index), missing)) for index in asked], stated,
                               assuming=takes_place)
        return Excused(stated, later, "conditions", breach) if breach else None
    refusing = [(index, rule) for index, names, rule in standards(review, "notice")
                if rule.get("refuses") and (not names or within(review, names, stated))]
    if not refusing:
        breach = review.breach([(index, review.judge.holds(index)) for index in asked], stated, assuming=takes_place)
        return Excused(stated, later, "silent", breach) if breach else None
    needed = review.judge.any_of(asked)
    breach = review.breach(_with(review, [index for index, _ in refusing], needed), stated,
                           assuming=both(takes_place, incomplete(review, (rule for _, rule in refusing))))
    facts = tuple(each for _, rule in refusing for each in rule.get("lacking", ()))
    ground = "all" if any(rule["refuses"] == "all" for _, rule in refusing) else "essentials"
    return Excused(stated, later, ground, breach, facts) if breach else None


def _with(review: Review, rules: Sequence[int], needed: Node) -> list[tuple[int, Node]]:
    return [(index, both(review.judge.holds(index), needed)) for index in rules]


def _taking_in(review: Review, stated: StatedStep) -> tuple[str, ...]:
    """The rule steps whose papers a stated step takes in: its own and, for an acceptance, those that it follows."""
    step = review.rule_step(stated)
    if step is None:
        return ()
    before = (name for group in step.after for name in group) if step.kind == "acceptance" else ()
    return (step.id, *before)


def _as_material(later: StatedLater) -> StatedMaterial:
    return StatedMaterial(later.name, later.at)
