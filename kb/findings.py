"""What banshi has to say about a file: one value type for every stage.

Codes: S = the YAML itself, C = the compiled graph, R = the rulebook as a whole, P = a departmental document,
V = an official text against its outline.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import total_ordering
from typing import Literal

Severity = Literal["error", "warning", "note"]


@total_ordering
@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: file, 1-based line and column (0 = unknown).

    In a spreadsheet `sheet` is the sheet's name, and line and column are the cell's row and column; in a diagram
    `element` is the id of the element.
    """

    file: str = ""
    line: int = 0
    column: int = 0
    sheet: str = ""
    element: str = ""

    def __str__(self) -> str:
        if self.sheet:
            return f"{self.file} {self.spot}"
        if not self.line:
            return f"{self.file} {self.spot}".rstrip()
        if self.element:
            return f"{self.file}:{self.line} {self.spot}"
        return f"{self.file}:{self.line}:{self.column}"

    def __lt__(self, other: Place) -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[str, str, int, int, str]:
        return self.file, self.sheet, self.line, self.column, self.element

    @property
    def cell(self) -> str:
        """The cell's name in its sheet, such as D7; "" outside spreadsheets."""
        if not (self.sheet and self.line and self.column):
            return ""
        letters, rest = "", self.column
        while rest:
            rest, last = divmod(rest - 1, 26)
            letters = chr(ord("A") + last) + letters
        return f"{letters}{self.line}"

    @property
    def spot(self) -> str:
        """The place within a spreadsheet or diagram in words: 表“环节”D7, 图形 Task_1; "" in a text."""
        if self.sheet:
            return f"表“{self.sheet}”{self.cell}"
        return f"图形 {self.element}" if self.element else ""

    def shifted(self, columns: int) -> Place:
        """The place some columns further right on the same line; a cell or an element stays as it is."""
        return self if self.spot else Place(self.file, self.line, self.column + columns)

    def to_json(self) -> dict[str, object]:
        """The place as JSON; `sheet` and `cell`, or `element`, only where there are such."""
        found: dict[str, object] = {"file": self.file, "line": self.line, "column": self.column}
        if self.sheet:
            found |= {"sheet": self.sheet, "cell": self.cell}
        if self.element:
            found["element"] = self.element
        return found


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: what, where, why, on which clause, and what to do about it.

    `depends_on` names the facts on which a warning turns; `fix` is the mending as data.
    """

    code: str
    name: str
    severity: Severity
    place: Place
    message: str
    hint: str = ""
    why: str = ""
    at: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    fix: Mapping[str, object] | None = field(default=None)

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place.file else ""
        hint = f"（{self.hint}）" if self.hint else ""
        return f"{where}{self.code} {self.message}{hint}"

    def to_json(self) -> dict[str, object]:
        """The finding as the contract's JSON object."""
        return {
            "code": self.code, "name": self.name, "severity": self.severity,
            **self.place.to_json(),
            "at": list(self.at), "message": self.message, "why": self.why,
            "clauses": list(self.clauses), "rules": list(self.rules),
            "depends_on": list(self.depends_on), "hint": self.hint,
            "fix": dict(self.fix) if self.fix else None,
        }


class KbError(Exception):
    """Bad input. Carries the findings that say what is wrong, for people to read."""

    def __init__(self, findings: Iterable[Finding] | Finding) -> None:
        self.findings = (findings,) if isinstance(findings, Finding) else tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


def problem(code: str, name: str, message: str, place: Place | None = None, hint: str = "",
            severity: Severity = "error") -> Finding:
    """A finding about an input, for raising or collecting."""
    return Finding(code, name, severity, place or Place(), message, hint)


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known name, or the empty string."""
    close = get_close_matches(name, list(known), n=3, cutoff=0.5)
    return f"是不是 {'、'.join(f'`{each}`' for each in close)}？" if close else ""
