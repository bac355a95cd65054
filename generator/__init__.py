"""Publishing: guides, notices and pictures made from answers. `build` makes a guide, `notify` a notice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from kb.linter.pages import PACKAGES

if TYPE_CHECKING:
    from generator.content.application import Application
    from kb.compiler.knowledge import Knowledge
    from kb.engine.runner import EngineName

__all__ = ["build", "notify"]

PACKAGES.append("generator.gates.checks")


def build(knowledge: Knowledge, service: str, facts: Mapping[str, object] | None = None,
          as_of: date | None = None, format: str = "md", *,  # noqa: A002
          engine: EngineName = "durable", gaps: bool = False) -> str | bytes:
    """The guide (办事指南) to a service as a document: text, or bytes for DOCX and PDF.

    Without `facts` every situation stands in it; with facts only theirs. `gaps` keeps only what nobody has
    supplied yet. KbError for unknown services, facts, dates and formats, and for what a format lacks to be made.
    """
    from generator.content.book import compose
    from generator.formats import render

    return render(compose(knowledge, service, facts or {}, as_of or date.today(), engine=engine, gaps=gaps), format)


def notify(knowledge: Knowledge, service: str, application: Application, facts: Mapping[str, object] | None = None,
           as_of: date | None = None, format: str = "md", *,  # noqa: A002
           engine: EngineName = "durable") -> str | bytes:
    """The one-time notice (一次性告知单) for an application as a document. KbError as in `build`."""
    from generator.content.notice import compose_notice
    from generator.formats import render

    made = compose_notice(knowledge, service, facts or {}, as_of or date.today(), application, engine=engine)
    return render(made, format)
