"""Sentences in which the linter knew nothing again: it says so, for silence about them is no verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kb.findings import Finding, Place
from kb.linter.conduct import practices_of
from kb.linter.doing_without import exempted
from kb.linter.practices import plain
from kb.linter.reasons import waits
from kb.linter.review import Review
from kb.linter.rights import rights_of
from kb.linter.stated import StatedDecision, StatedPractice

QUALITY = "P64"
"""How the codes of checks begin that look at the wording alone."""


def unheard(review: Review, found: Iterable[Finding]) -> tuple[Place, ...]:
    """The practices and decisions that no rule was held against: nothing told, and no known word in them."""
    told = {each.place for each in found if not each.code.startswith(QUALITY)}
    return tuple(place for part in _parts(review) if (place := review.procedure.place_of(part, "text")) not in told
                 and not _known(review, part.text))


def shown(place: Place) -> str:
    """Where a sentence stands, within its document."""
    return place.spot or f"第{place.line}行"


def _parts(review: Review) -> Iterator[StatedPractice | StatedDecision]:
    for practice in review.procedure.practices:
        if practice.required is not False and not practice.kind:
            yield practice
    for decision in review.procedure.decisions:
        if not (decision.grants or decision.denies):
            yield decision


def _known(review: Review, text: str) -> bool:
    run = review.run
    return bool(any(practices_of(review).named(plain(text))) or rights_of(run.program).said(text)
                or tuple(exempted(run, text)) or any(each.lacking for each in waits(run, text)))
