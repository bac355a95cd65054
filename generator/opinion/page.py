"""The review as one HTML page: no script, no request to anywhere; to read, to print, to send on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.opinion.view import opinion
from generator.themes import FOLDER

if TYPE_CHECKING:
    from kb.compiler.knowledge import Knowledge
    from kb.linter.outcome.reviewed import Outcome


def render(knowledge: Knowledge, outcome: Outcome) -> str:
    """The page; the same text for the same run."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    style = Markup("".join((FOLDER / name).read_text(encoding="utf-8")  # noqa: S704  our own style sheets
                           for name in ("page.css", "blocks.css", "review.css")))
    environment = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined,
                              trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    environment.filters["coded"] = coded
    return environment.get_template("review.html.j2").render(opinion=opinion(knowledge, outcome), style=style)


def coded(text: str) -> str:
    """Text as HTML in which what stands between backticks is code."""
    from markupsafe import Markup, escape

    parts = text.split("`")
    if len(parts) % 2 == 0:
        return escape(text)
    return Markup("").join(Markup("<code>{}</code>").format(each) if number % 2 else escape(each)
                           for number, each in enumerate(parts))
