"""The way in: hold a departmental document against the rules."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kb.compiler.knowledge import Knowledge
from kb.findings import Finding
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
