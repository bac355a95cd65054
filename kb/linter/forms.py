"""The application forms that a document has filled in, against the rules that order one form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.linter.names import folded
from kb.linter.review import Breach, Review
from kb.linter.standards import standards, within
from kb.linter.stated import StatedMaterial, StatedStep

_FORM = re.compile("(?:申请|申报|报装|登记)(?:表|书|单)格?$")


@dataclass(frozen=True, slots=True)
class Further:
    """A further form, and the one that is enough."""

    stated: StatedStep
    form: StatedMaterial
    first: StatedMaterial
    breach: Breach


def further(review: Review) -> Iterator[Further]:
    """Forms beside the one that the rules order; each name once."""
    for index, steps, _ in standards(review, "one_form"):
        forms = _forms(review, steps)
        ordered = [each for each in forms if _ordered(review, each[1])]
        first = (ordered or forms)[:1]
        told = {_key(review, each) for _, each in first}
        for stated, form in forms:
            if _key(review, form) in told or _ordered(review, form):
                continue
            breach = review.breach([(index, review.judge.holds(index))], first[0][0], stated,
                                   assuming=review.takes_place(stated))
            if breach is not None:
                told.add(_key(review, form))
                yield Further(stated, form, first[0][1], breach)


def _forms(review: Review, steps: tuple[str, ...]) -> list[tuple[StatedStep, StatedMaterial]]:
    return [(stated, each) for stated in review.procedure.steps if not steps or within(review, steps, stated)
            for each in stated.materials if each.required and not each.any_of and _is_form(each)]


def _is_form(material: StatedMaterial) -> bool:
    name = folded(material.core or material.name)
    return _FORM.search(name) is not None


def _ordered(review: Review, material: StatedMaterial) -> bool:
    """Whether the rules themselves ask for a form."""
    name = review.material(material).id
    return name is not None and any(row.material == name and row.status == "bring" and review.judge.live(row.rule)
                                    for row in review.run.frame.materials)


def _key(review: Review, material: StatedMaterial) -> str:
    return review.material(material).id or folded(material.core or material.name)
