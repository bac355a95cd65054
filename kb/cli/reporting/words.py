"""Words that all reports share: severities, clauses, facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.compiler.knowledge import Knowledge

SEVERITIES = {"error": "错误", "warning": "警告", "note": "提示"}


def clause(knowledge: Knowledge, name: str) -> str:
    """A clause as people cite it, with its title; one that nobody has checked against its text says so."""
    title = knowledge.clause_titles.get(name, "")
    doubt = "（条文待核对）" if name in knowledge.unconfirmed else ""
    return f"{knowledge.cite(name)} {title}".strip() + doubt


def fact(knowledge: Knowledge, name: str) -> str:
    """A fact by its title; something a document did not say by its id."""
    found = knowledge.facts.get(name)
    return f"{found.title}（{name}）" if found else f"文件没有写明的 {name}"
