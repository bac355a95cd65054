"""Findings as SARIF 2.1.0 (OASIS), as code scanning services read it.

A place in a text file is a region of lines; a cell or an element of a diagram is a logical location. A workbook has
no lines: its region is the whole file, in bytes (3.30.2).
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from kb.cli.reporting.words import clause
from kb.findings import Finding, Place
from kb.linter.check import checks
from kb.linter.families import family
from kb.linter.outcome.reviewed import Outcome, Told

if TYPE_CHECKING:
    from kb.compiler.knowledge import Knowledge
    from kb.linter.pages import Page

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
_TYPES = {".yaml": "application/yaml", ".yml": "application/yaml", ".json": "application/json", ".csv": "text/csv",
          ".tsv": "text/tab-separated-values", ".bpmn": "application/xml", ".xml": "application/xml",
          ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12"}
_LATIN = re.compile(r"(?<=[!-~])[ \t]*\n\s*|[ \t]*\n\s*(?=[!-~])")


def render(knowledge: Knowledge, outcome: Outcome) -> str:
    """The log with one run."""
    told = outcome.told()
    rules = _Rules([each.finding for each in told])
    files = _Files([each.file for each in outcome.documents])
    run = {
        "tool": {"driver": {"name": "banshi", "version": knowledge.version, "semanticVersion": knowledge.version,
                            "fullName": f"banshi lint {knowledge.version}", "language": "zh-CN",
                            "informationUri": f"pkg:generic/banshi@{quote(knowledge.version)}",
                            "shortDescription": {"text": "对照规则审查部门的办事文件。"},
                            "rules": rules.descriptors()}},
        "columnKind": "unicodeCodePoints", "language": "zh-CN",
        "invocations": [{"executionSuccessful": not outcome.missed,
                         "toolExecutionNotifications": [_notification(each, files) for each in outcome.unread]}],
        "results": [_result(knowledge, each, rules, files, outcome.baselined) for each in told],
        "artifacts": [],
        "properties": {"knowledge": knowledge.fingerprint}}
    run["artifacts"] = files.artifacts()
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


class _Rules:
    """The rules of a run: all checks, and whatever else was told."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.checks = {each.code: each for each in checks()}
        self.others = {each.code: each for each in findings if each.code not in self.checks}
        self.index = {code: number for number, code in enumerate((*self.checks, *sorted(self.others)))}

    def descriptors(self) -> list[dict[str, object]]:
        """The rules' metadata; a check's own page is its help."""
        return [*map(_described, self.checks.values()), *(_named(self.others[code]) for code in sorted(self.others))]


def _described(check: Page[Any]) -> dict[str, object]:
    first, _, rest = check.page.partition("\n")
    about = _flowing(rest.split("为什么：")[0])
    page = "\n\n".join(map(_flowing, check.page.split("\n\n")))
    return {"id": check.code, "name": _pascal(check.name), "shortDescription": {"text": _sentence(first)},
            "fullDescription": {"text": _sentence(about or first)},
            "help": {"text": page, "markdown": page}, "defaultConfiguration": {"level": "error"},
            "properties": {"tags": [family(check.code)]}}


def _named(finding: Finding) -> dict[str, object]:
    about = {"text": f"{_pascal(finding.name)}：读文件时要说明的情况。"}
    return {"id": finding.code, "name": _pascal(finding.name), "shortDescription": about,
            "fullDescription": about, "help": {"text": "每一处写明哪里不对、怎么改。"},
            "defaultConfiguration": {"level": finding.severity}}


def _result(knowledge: Knowledge, told: Told, rules: _Rules, files: _Files, baselined: bool) -> dict[str, object]:
    finding = told.finding
    found: dict[str, object] = {
        "ruleId": finding.code, "ruleIndex": rules.index[finding.code], "level": finding.severity,
        "message": {"text": _message(knowledge, finding)}, "locations": [_location(finding.place, files, told.line)],
        "properties": {"at": list(finding.at), "clauses": list(finding.clauses), "rules": list(finding.rules),
                       "depends_on": list(finding.depends_on), "fix": dict(finding.fix) if finding.fix else None}}
    if told.fingerprint:
        found["partialFingerprints"] = {"banshi/v1": told.fingerprint, "primaryLocationLineHash": told.fingerprint}
    if baselined:
        found["baselineState"] = "unchanged" if told.state == "known" else "new"
    if told.state == "accepted":
        until = f"（到{told.until}为止）" if told.until else ""
        found["suppressions"] = [{"kind": "inSource", "status": "accepted", "justification": told.reason + until}]
    elif told.state == "known":
        found["suppressions"] = [{"kind": "external", "status": "accepted", "justification": "基线里已有"}]
    return found


def _message(knowledge: Knowledge, finding: Finding) -> str:
    said = [_sentence(finding.message)]
    if finding.clauses:
        said.append(f"依据：{'；'.join(clause(knowledge, each) for each in finding.clauses)}。")
    if finding.hint:
        said.append(f"怎么改：{_sentence(finding.hint)}")
    return "".join(said)


def _notification(finding: Finding, files: _Files) -> dict[str, object]:
    found: dict[str, object] = {"level": "error", "descriptor": {"id": finding.code},
                                "message": {"text": _sentence(finding.message) + finding.hint}}
    if finding.place.file:
        found["locations"] = [_location(finding.place, files, "")]
    return found


def _location(place: Place, files: _Files, line: str) -> dict[str, object]:
    physical: dict[str, object] = {"artifactLocation": files.location(place.file)}
    if place.line and not place.sheet:
        region: dict[str, object] = {"startLine": place.line, "startColumn": max(1, place.column)}
        if line:
            region = {"startLine": place.line, "startColumn": place.column, "endColumn": len(line) + 1,
                      "snippet": {"text": line[place.column - 1:]}}
            physical["contextRegion"] = {"startLine": place.line, "snippet": {"text": line}}
        physical["region"] = region if not line or place.column <= len(line) else {"startLine": place.line}
    elif whole := _whole(place.file):
        physical["region"] = whole
    found: dict[str, object] = {"physicalLocation": physical}
    if place.sheet:
        found["logicalLocations"] = [{"name": place.cell or place.sheet, "kind": "cell" if place.cell else "sheet",
                                      "fullyQualifiedName": f"{place.sheet}!{place.cell}".rstrip("!")}]
    elif place.element:
        found["logicalLocations"] = [{"name": place.element, "kind": "element", "fullyQualifiedName": place.element}]
    return found


def _whole(name: str) -> dict[str, object] | None:
    """The region of a whole file; None where there is no such file."""
    try:
        return {"byteOffset": 0, "byteLength": Path(name).stat().st_size}
    except OSError:
        return None


class _Files:
    """The files of a run, each with its number."""

    def __init__(self, names: Sequence[str]) -> None:
        self.index: dict[str, int] = {name: number for number, name in enumerate(dict.fromkeys(names))}

    def location(self, name: str) -> dict[str, object]:
        """Where a file is, for a result."""
        return {"uri": uri(name), "index": self.index.setdefault(name, len(self.index))}

    def artifacts(self) -> list[dict[str, object]]:
        """All files named in the run."""
        found = []
        for name in self.index:
            one: dict[str, object] = {"location": {"uri": uri(name)}, "roles": ["analysisTarget"]}
            if kind := _TYPES.get(Path(name).suffix.lower()):
                one["mimeType"] = kind
            found.append(one)
        return found


def uri(name: str) -> str:
    """A file's URI: relative where its path is; what lies below the working directory is told from there."""
    path = Path(name)
    if path.is_absolute():
        inside = os.path.relpath(path)
        if inside.startswith(os.pardir):
            return path.as_uri()
        path = Path(inside)
    return quote(path.as_posix())


def _flowing(text: str) -> str:
    """Lines as one; no blank between Chinese characters."""
    return re.sub(r"\s*\n\s*", "", _LATIN.sub(" ", text.strip()))


def _sentence(text: str) -> str:
    return text if text.endswith(("。", "！", "？", ".")) else f"{text}。"


def _pascal(name: str) -> str:
    return "".join(each.capitalize() for each in name.split("-"))
