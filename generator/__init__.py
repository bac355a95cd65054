"""Publishing: guides and other documents made from answers. `build` makes a guide."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.compiler.knowledge import Knowledge
    from kb.engine.runner import EngineName

__all__ = ["build"]


def build(knowledge: Knowledge, service: str, facts: Mapping[str, object] | None = None,
          as_of: date | None = None, format: str = "md", *,  # noqa: A002
          engine: EngineName = "durable", gaps: bool = False) -> str:
    """The guide (办事指南) to a service as a document.

    Without `facts` every situation stands in it; with facts only theirs. `gaps` keeps only what nobody has
    supplied yet. KbError for unknown services, facts, dates and formats.
    """
    from generator.content.book import compose
    from generator.formats import formats
    from kb.findings import KbError, problem

    known = formats()
    if format not in known:
        raise KbError(problem("S604", "unknown-format", f"没有这种输出格式：`{format}`",
                              hint=f"可以用：{'、'.join(known)}"))
    guide = compose(knowledge, service, facts or {}, as_of or date.today(), engine=engine, gaps=gaps)
    return known[format].render(guide)
