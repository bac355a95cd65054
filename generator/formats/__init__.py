"""Output formats: one module each, found by name. A format has `NAME`, `EXTENSION` and `render`."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from generator.content.model import Publication
from kb.findings import KbError, problem

BINARY = ("docx", "pdf")


class Format(Protocol):
    """What a format module offers."""

    NAME: str
    EXTENSION: str

    def render(self, publication: Publication) -> str | bytes:
        """The publication as one document; the same bytes for the same publication."""


def formats() -> dict[str, Format]:
    """All formats by name."""
    found = (cast(Format, import_module(f"{__name__}.{each.name}")) for each in iter_modules(__path__))
    return {each.NAME: each for each in found}


def render(publication: Publication, name: str) -> str | bytes:
    """A publication in the format of this name. KbError S664 when there is none."""
    known = formats()
    if name not in known:
        raise KbError(problem("S664", "unknown-format", f"没有这种输出格式：`{name}`",
                              hint=f"可以用：{'、'.join(known)}"))
    return known[name].render(publication)
