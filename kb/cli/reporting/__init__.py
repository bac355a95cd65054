"""The forms in which `banshi lint` tells what it found; one module each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.compiler.knowledge import Knowledge
    from kb.linter.outcome.reviewed import Outcome

Render = Callable[["Knowledge", "Outcome"], str | bytes]


@dataclass(frozen=True, slots=True)
class Report:
    """A form: the module that has its `render`, the ending of its files, and whether people read it on a screen."""

    module: str
    ending: str
    screen: bool = False
    binary: bool = False

    def render(self, knowledge: Knowledge, outcome: Outcome) -> str | bytes:
        """The whole report."""
        found: str | bytes = import_module(self.module).render(knowledge, outcome)
        return found


REPORTS = {
    "text": Report("kb.cli.reporting.text", "txt", screen=True),
    "json": Report("kb.cli.reporting.jsonform", "json"),
    "sarif": Report("kb.cli.reporting.sarif", "sarif"),
    "junit": Report("kb.cli.reporting.junit", "xml"),
    "github": Report("kb.cli.reporting.github", "github.txt", screen=True),
}
"""By the name that `--format` takes."""
