"""What a document asks the applicant for: each material with its step, who asks, and where the rules would put it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from kb.clauses.model import Material, Step
from kb.clauses.tree import Node, both
from kb.linter.basis import Basis, basis_of
from kb.linter.document import StatedMaterial, StatedStep
from kb.linter.match import Named
from kb.linter.materials.words import is_applicant, is_official, looked_up, photocopy
from kb.linter.review import Review

_OPENING = ("applicant", "acceptance")


@dataclass(frozen=True, slots=True)
class Demand:
    """A material that the applicant has to hand in at a step; or an authority, unless it is `brought`.

    `asker` is the authority that asks, None when the document doesn't tell; `steps` are the rule steps at which it is
    handed in for sure, `perhaps` those for which a window may be collecting; `basis`: what is said of a legal basis.
    `part`: the number of this one among the materials that one entry of the document joins; None for the usual one.
    """

    stated: StatedStep
    material: StatedMaterial
    named: Named
    known: Material | None
    asker: str | None
    steps: frozenset[str]
    perhaps: frozenset[str]
    basis: Basis
    copied: bool
    brought: bool
    when: Node
    part: int | None = None

    @property
    def name(self) -> str:
        """What it is called in messages."""
        return self.known.name if self.part is not None and self.known is not None else self.material.name


def demands(review: Review) -> Iterator[Demand]:
    """Everything the document asks for; not what may be left out, nor what the authority that asks looks up itself."""
    for stated in review.procedure.steps:
        asker = _asker(review, stated) if stated.materials else None
        wanted = [(each, who) for each in stated.materials if (who := _wanted(review, each, asker)) != "nobody"]
        if not wanted:
            continue
        (steps, perhaps), when = _places(review, stated), _when(review, stated)
        for material, who in wanted:
            named = review.material(material)
            copied = photocopy(material.name, _said(review, material), material.note)
            whole = Demand(stated, material, named, review.knowledge.materials.get(named.id or ""), asker, steps,
                           perhaps, basis_of(review, material), copied, who == "applicant", when)
            for index, part in enumerate(named.parts):
                yield replace(whole, named=Named(part, "wording"), known=review.knowledge.materials[part], part=index)
            if not named.parts:
                yield whole


def same_moment(one: Demand, other: Demand) -> bool:
    """Whether two demands are one handing in, told at the applicant's step and at the window's."""
    if not one.steps.isdisjoint(other.steps):
        return True
    first, then = (one.stated, other.stated) if one.stated.id in other.stated.after else (other.stated, one.stated)
    return first.authority == "applicant" and first.id in then.after


def _when(review: Review, stated: StatedStep) -> Node:
    """When a step takes place; as the document says where the rules never call for it."""
    judge, when = review.judge_of(stated), review.takes_place(stated)
    possible = judge is not None and judge.find(both(judge.covers, when)) is not None
    return when if possible else stated.condition


def _wanted(review: Review, material: StatedMaterial, asker: str | None) -> Literal["nobody", "applicant", "authority"]:
    """Who is to bring a material: an authority named as its source may be the one that issues it."""
    form, source = _said(review, material), material.source_id
    if not material.required or material.copies == 0 or looked_up(
            material.name, form, material.source, material.note):
        return "nobody"
    if source == "applicant" or (material.source and source is None and is_applicant(material.source)):
        return "applicant"
    on_paper = material.form in ("original", "duplicate") or photocopy(material.name, form, material.note)
    if material.form == "electronic" or (source is not None and source == asker and not on_paper):
        return "nobody"
    passed_on = source is not None or is_official(material.source)
    return "authority" if passed_on and not on_paper else "applicant"


def _said(review: Review, material: StatedMaterial) -> str:
    """The form as it is written."""
    found: object = review.procedure.data.value
    for part in (*material.at, "form"):
        if isinstance(found, dict):
            found = found.get(str(part))
        elif isinstance(found, list) and isinstance(part, int):
            found = found[part]
        else:
            return ""
    return str(found or "")


def _asker(review: Review, stated: StatedStep) -> str | None:
    """Who asks at a step: who does it; at the applicant's own step, who comes next."""
    step = review.rule_step(stated)
    own = stated.authority if stated.authority_text else (step.authority if step else None)
    if own != "applicant":
        return own
    next_ones = {_does(review, each) for each in review.procedure.steps if stated.id in each.after}
    if not next_ones:
        return review.procedure.service.authority
    return next_ones.pop() if len(next_ones) == 1 and "applicant" not in next_ones else None


def _does(review: Review, stated: StatedStep) -> str | None:
    step = review.rule_step(stated)
    return stated.authority if stated.authority_text else (step.authority if step else None)


def _places(review: Review, stated: StatedStep) -> tuple[frozenset[str], frozenset[str]]:
    """The rule steps at which something is handed in, for sure and perhaps."""
    step = review.rule_step(stated)
    if step is None:
        return frozenset(), frozenset()
    others = review.run.program.steps.values()
    sure = {step.id} | {each.id for each in others if step.id == each.part_of or step.part_of == each.id
                        or _one_opening(step, each) or _one_opening(each, step)}
    opens = step.kind == "acceptance" and all(
        review.run.program.steps[name].kind in ("applicant", "filing") for group in step.after for name in group)
    return frozenset(sure), frozenset(each.id for each in others) - sure if opens else frozenset()


def _one_opening(first: Step, then: Step) -> bool:
    """Whether an applicant's step and the acceptance after it are one handing in."""
    return (first.kind, then.kind) == _OPENING and any(first.id in group for group in then.after)
