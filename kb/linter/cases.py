"""A decision in one case under review: its own facts, on its own day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kb.clauses.model import Value
from kb.engine.situation import consistent
from kb.findings import KbError
from kb.linter.review import Review
from kb.linter.stated import StatedDecision, StatedPractice


def case_of(review: Review, decision: StatedDecision) -> Review | None:
    """The review of a decision's case; None where no rules are for it: no policy on that day, or not covered."""
    if decision.at not in review.cases:
        review.cases[decision.at] = _case(review, decision)
    return review.cases[decision.at]


def sentences(review: Review) -> Iterator[tuple[StatedDecision | StatedPractice, Review]]:
    """The decisions, each with its case, and the practices that are done; those no rules are for are left out."""
    for decision in review.procedure.decisions:
        case = case_of(review, decision)
        if case is not None:
            yield decision, case
    for practice in review.procedure.practices:
        if practice.required is not False:
            yield practice, review


def narrowed(review: Review, facts: Mapping[str, Value]) -> Review | None:
    """The same without steps in a situation of which more is known; None where that cannot be."""
    procedure = review.procedure
    known = {**procedure.situation, **facts}
    if consistent(review.run.program, known, procedure.as_of) is None:
        return None
    return Review(review.knowledge, replace(procedure, situation=known, steps=()))


def _case(review: Review, decision: StatedDecision) -> Review | None:
    procedure = review.procedure
    day = decision.day or procedure.as_of
    try:
        program = review.knowledge.program(procedure.service.id, day)
    except KbError:
        return None
    facts = {name: value for name, value in decision.situation.items() if name in program.facts}
    if consistent(program, facts, day) is None:
        return None
    found = Review(review.knowledge, replace(procedure, as_of=day, situation=facts, steps=()))
    return found if found.judge.covered else None
