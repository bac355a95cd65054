"""What stands above the chapters of a guide's page: its head, the downloads, the questions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).parent / "templates"


def heading(guide: Mapping[str, Any]) -> str:
    """The labelled facts below the title."""
    return str(_macros().heading(guide))


def offered(guide: Mapping[str, Any], service: str, folder: str) -> str:
    """The list of what can be downloaded from a folder, seen from the page."""
    return str(_macros().offered(guide, service, folder))


def filtering(narrowed: Mapping[str, Any], source: str) -> str:
    """The questions, hidden until the page's script shows them; `source` is where the script finds the rest."""
    return str(_macros().filtering(narrowed, source))


@cache
def _macros() -> Any:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    environment.globals["sized"] = sized
    return environment.get_template("guide.html.j2").module


def sized(number: int) -> str:
    """A size as people read it."""
    return f"{number / 1_000_000:.1f} MB" if number >= 1_000_000 else f"{max(1, round(number / 1000))} KB"
