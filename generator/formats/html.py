"""HTML: one page that needs nothing else, with the rules behind every sentence in its attributes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from generator.content.model import Block, Chapter, Chart, Publication
from generator.drawing import table
from generator.drawing.chart import draw
from generator.themes import FOLDER

if TYPE_CHECKING:
    from jinja2 import Environment

NAME = "html"
EXTENSION = "html"
SIGNS = {"yes": "■", "no": "□", "open": "□"}
Target = Callable[[str], str]
WORDS = {"yes": "是", "no": "不是", "open": "由窗口勾选"}


def render(publication: Publication) -> str:
    """The whole page: no script, no request to anywhere."""
    from markupsafe import Markup

    sheets = "".join((FOLDER / name).read_text(encoding="utf-8") for name in ("page.css", "blocks.css"))
    style = Markup(sheets)  # noqa: S704  our own style sheets
    return _environment().get_template("page.html.j2").render(_context(publication), style=style)


def section(publication: Publication, chapter: Chapter) -> str:
    """One chapter as a `<section>`, for pages that are put together elsewhere."""
    return str(_macros(publication).section(chapter))


def blocks(publication: Publication, chapter: Chapter, target: Target | None = None) -> str:
    """What stands below a chapter's title, for pages that set the title themselves.

    `target` gives the address of a clause, to which the table of clauses is then linked.
    """
    return str(_macros(publication, target).blocks(chapter))


def _macros(publication: Publication, target: Target | None = None) -> Any:
    return _environment().get_template("chapters.html.j2").make_module({**_context(publication), "target": target})


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined,
                       trim_blocks=False, keep_trailing_newline=True)


def _context(publication: Publication) -> dict[str, Any]:
    from markupsafe import Markup

    def drawn(chart: Chart, name: str) -> Markup:
        return Markup(draw(chart, name))  # noqa: S704  our own drawing, escaped where it is made

    def kind_of(block: Block) -> str:
        return type(block).__name__

    return {"publication": publication, "numbers": publication.numbers, "shows": publication.cites, "drawn": drawn,
            "kind_of": kind_of,
            "chart_head": table.HEAD, "chart_row": table.row, "box_signs": SIGNS, "box_words": WORDS, "target": None}
