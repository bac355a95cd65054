"""Findings as GitHub's workflow commands: each becomes an annotation on its line of the change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.cli.reporting.text import summary
from kb.cli.reporting.words import clause
from kb.findings import Finding
from kb.linter.outcome.reviewed import Outcome

if TYPE_CHECKING:
    from kb.compiler.knowledge import Knowledge

LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


def render(knowledge: Knowledge, outcome: Outcome) -> str:
    """One line a finding, and the counts as plain text."""
    lines = [_command(knowledge, each) for each in [*outcome.unread, *outcome.open()]]
    return "\n".join([*lines, summary(outcome)]) + "\n"


def _command(knowledge: Knowledge, finding: Finding) -> str:
    place = finding.place
    about = {"file": place.file}
    if place.line and not place.spot:
        about |= {"line": str(place.line), "col": str(place.column)}
    about["title"] = f"{finding.code} {finding.name}"
    clauses = "；".join(clause(knowledge, each) for each in finding.clauses)
    said = "\n".join(each for each in (f"{place.spot}：{finding.message}" if place.spot else finding.message,
                                       f"依据：{clauses}" if clauses else "",
                                       f"怎么改：{finding.hint}" if finding.hint else "") if each)
    named = ",".join(f"{key}={_property(value)}" for key, value in about.items() if value)
    return f"::{LEVELS[finding.severity]} {named}::{_data(said)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
