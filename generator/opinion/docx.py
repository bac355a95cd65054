"""The review opinion (审查意见书) as DOCX, in a template that an office can restyle."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from generator.opinion.view import opinion
from generator.themes import FOLDER
from generator.typesetting.archive import repacked
from generator.typesetting.library import library

if TYPE_CHECKING:
    from kb.compiler.knowledge import Knowledge
    from kb.linter.outcome.reviewed import Outcome

TITLE = "审查意见书"


def render(knowledge: Knowledge, outcome: Outcome) -> bytes:
    """The document; the same bytes for the same run. KbError S642 when a library is missing."""
    template = library("docxtpl", "DOCX").DocxTemplate(FOLDER / "opinion.docx")
    template.render({"title": TITLE, "opinion": opinion(knowledge, outcome)}, autoescape=True)
    raw = BytesIO()
    template.save(raw)
    return repacked(raw.getvalue())
