"""The way in: hold a departmental document against the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kb.compiler.knowledge import Knowledge
from kb.findings import Finding
from kb.linter.across import Wait, circles, finding
from kb.linter.check import checks
from kb.linter.document import Procedure, read_procedure
from kb.linter.review import Review


def lint(knowledge: Knowledge, procedure: Procedure | str | Path) -> list[Finding]:
    """The findings on a document, in the file's order; empty when there is nothing to say.

    A path is read first. KbError with every place when the document cannot be read.
    """
    stated = procedure if isinstance(procedure, Procedure) else read_procedure(knowledge, procedure)
    return findings_of(Review(knowledge, stated))


def findings_of(review: Review) -> list[Finding]:
    """What reading left to say, and the findings of all checks, on one document under review."""
    notes = [replace(each, place=replace(each.place, file=review.procedure.file)) for each in review.procedure.notes]
    if not review.judge.covered:
        return [*notes, *(each for check in checks() if check.code == "P001" for each in check.run(review))]
    review.run.check(review.judge.values, review.run.verdict(review.judge.values))
    found = [*notes, *(each for check in checks() for each in check.run(review))]
    return sorted(found, key=lambda each: (each.place, each.code, each.at))


def across(reviews: Sequence[Review]) -> list[Finding]:
    """What several documents say only together: the circles in which they wait for each other (P202).

    Each finding stands in the file of its first place. A circle of which one wait is a violation of its own, which
    its document's findings tell, is left out.
    """
    found = []
    covered = [each for each in reviews if each.judge.covered]
    for circle in circles(covered) if len(covered) > 1 else ():
        if not any(_told(each) for each in circle):
            found.append(finding("P202", "circular-prerequisite", circle))
    return sorted(found, key=lambda each: (each.place, each.at))


def _told(wait: Wait) -> bool:
    """Whether the document's own findings already speak of one wait."""
    others = [check for check in checks() if check.code in ("P201", "P501", "P502")]
    return any(wait.place == found.place or (wait.earlier and found.at == (wait.later.id, wait.earlier.id))
               for check in others for found in check.run(wait.review))
