"""The JSON Schemas of every file kind, and checking a file against one with every error at its place."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from kb.clauses.fits import Fits, fits, written_out
from kb.clauses.keyword import keywords
from kb.clauses.locate import default_rules
from kb.findings import Finding, KbError, Place, problem

if TYPE_CHECKING:
    from kb.clauses.located import Located

MOST = 500
"""How many errors of one file are told; a file of another kind altogether would have no end of them."""


def kinds() -> tuple[str, ...]:
    """The names of all schemas: instrument, vocabulary, services, clauses, cases, document, …"""
    return tuple(sorted(path.stem for path in (default_rules() / "schema").glob("*.json")))


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a file kind, as a dict of its own. Raises KbError S101 when there is none.

    In `clauses`, `$defs/effects` is filled in with the schemas of all effect keywords.
    """
    path = default_rules() / "schema" / f"{kind}.json"
    if not path.is_file():
        raise KbError(problem("S101", "no-rules", f"没有文件种类 `{kind}` 的格式说明", Place(str(path)),
                              "重新安装 banshi"))
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if kind == "clauses":
        found["$defs"]["effects"] |= {
            "properties": {name: {"title": each.title, "description": each.meaning, **each.schema}
                           for name, each in keywords().items()},
            "additionalProperties": False}
    return found


def validate(kind: str, located: Located) -> list[Finding]:
    """Everything in which a file differs from its kind's schema, in the file's order; empty when valid.

    Wrong values are placed at the value, extra keys at the key, missing keys at the mapping they are missing
    from. Codes S301-S309. Raises KbError S101 for an unknown kind.
    """
    if _fits(kind)(located.value):
        return []
    from kb.clauses.schemawords import findings_of

    findings: list[Finding] = []
    for error in _validator(kind).iter_errors(located.value):
        findings += findings_of(error, located)
        if len(findings) >= MOST:
            findings.append(problem("S309", "unfit", f"只列出前 {MOST} 处格式错误", located.place_of(),
                                    "先改正这些，再检查一遍"))
            break
    return sorted(dict.fromkeys(findings), key=lambda found: (found.place, found.code))


@cache
def _plain(kind: str) -> dict[str, Any]:
    found = schema(kind)
    plain: dict[str, Any] = written_out(found, found.get("$defs", {}))
    return plain


@cache
def _fits(kind: str) -> Fits:
    return fits(_plain(kind))


@cache
def _validator(kind: str) -> Any:
    from kb.clauses.dialect import compiled

    return compiled(_plain(kind))
