"""Output formats: one module each, found by name. A format has `EXTENSION` and `render(guide) -> str`."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from generator.content.model import Publication


class Format(Protocol):
    """What a format module offers."""

    EXTENSION: str

    def render(self, guide: Publication) -> str:
        """The guide as one document."""


def formats() -> dict[str, Format]:
    """All formats by extension."""
    found = (cast(Format, import_module(f"{__name__}.{each.name}")) for each in iter_modules(__path__))
    return {each.EXTENSION: each for each in found}
