"""From a file to its `Reviewed`: read, checked, what is accepted or known marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kb.compiler.knowledge import Knowledge
from kb.findings import Finding
from kb.linter.document import read_procedure
from kb.linter.outcome.accepted import settled
from kb.linter.outcome.between import digest
from kb.linter.outcome.describe import described, taken
from kb.linter.outcome.fingerprint import Subjects
from kb.linter.outcome.lines import with_lines
from kb.linter.outcome.reviewed import Reviewed, Told
from kb.linter.outcome.unheard import unheard
from kb.linter.review import Review
from kb.linter.run import findings_of


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run wants of every document: the day for `until`, the description, the mending, the digest."""

    today: date
    describe: bool = False
    mend: bool = False
    together: bool = False


def reviewed(knowledge: Knowledge, path: Path, wanted: Wanted, known: frozenset[str] = frozenset()) -> Reviewed:
    """One document's review; `known` are the fingerprints that the baseline has for it.

    KbError when the document cannot be read.
    """
    review = Review(knowledge, read_procedure(knowledge, path))
    stated = review.procedure
    found = findings_of(review)
    told = told_of(review, wanted.today, with_lines(path, found), known)
    silent = unheard(review, found)
    mended = None
    if wanted.mend:
        from kb.linter.mending.mend import mend

        mended = mend(knowledge, path, wanted.today, known)
    return Reviewed(stated.file, stated.service.id, stated.service.name, stated.title, stated.department, stated.as_of,
                    tuple(told), taken(review), described(review, silent) if wanted.describe else None, mended,
                    digest(review) if wanted.together else None, silent)


def told_of(review: Review, today: date, found: Sequence[tuple[Finding, str]],
            known: frozenset[str] = frozenset()) -> list[Told]:
    """The findings with their lines as told: fingerprints, acceptances, the baseline."""
    subjects = Subjects(review.procedure.data) if found else None
    prints = subjects.fingerprints(each for each, _ in found) if subjects else iter(())
    told = [Told(each, line, mark) for (each, line), mark in zip(found, prints, strict=True)]
    settle = settled(review.procedure, told, today) if review.procedure.accept else told
    return [replace(each, state="known") if each.state == "open" and each.fingerprint in known else each
            for each in settle]
