"""What banshi has to say about a file: one value type for every stage.

Codes: S = the YAML itself, C = the compiled graph, R = the rulebook as a whole, P = a departmental document,
V = an official text against its outline.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: file, 1-based line and column (0 = unknown)."""

    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"

    def shifted(self, columns: int) -> Place:
        """The place some columns further right on the same line."""
        return Place(self.file, self.line, self.column + columns)


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
            "file": self.place.file, "line": self.place.line, "column": self.place.column,
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
