"""Findings as JUnit XML: a test suite for every document, a test case for every check."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from kb.cli.reporting.text import BETWEEN, kept_line
from kb.cli.reporting.words import clause
from kb.findings import Finding, Severity
from kb.linter.check import checks
from kb.linter.outcome.reviewed import Outcome, Told

if TYPE_CHECKING:
    from kb.compiler.knowledge import Knowledge

_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(knowledge: Knowledge, outcome: Outcome) -> str:
    """The XML. A case fails on what makes the run fail; everything else that was told is its output."""
    root = Element("testsuites", name="banshi lint")
    for each in outcome.documents:
        _suite(knowledge, root, each.file, each.told, outcome.levels)
    if outcome.between:
        _suite(knowledge, root, BETWEEN, outcome.between, outcome.levels)
    for place in dict.fromkeys(each.place.file for each in outcome.unread):
        mine = [each for each in outcome.unread if each.place.file == place]
        suite = SubElement(root, "testsuite", name=_fit(place), tests="1", failures="0", errors="1", skipped="0")
        case = SubElement(suite, "testcase", classname=_fit(place), name="读入")
        SubElement(case, "error", message=_fit(mine[0].message), type=mine[0].code).text = _fit(
            "\n".join(str(each) for each in mine))
    for key in ("tests", "failures", "errors", "skipped"):
        root.set(key, str(sum(int(each.get(key, "0")) for each in root)))
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suite(knowledge: Knowledge, root: Element, name: str, told: Sequence[Told], levels: Sequence[Severity]) -> None:
    suite = SubElement(root, "testsuite", name=_fit(name), errors="0", skipped="0")
    failures = 0
    cases = list(_cases(told))
    for code, title, mine in cases:
        case = SubElement(suite, "testcase", classname=_fit(name), name=_fit(f"{code} {title}"))
        bad = [each.finding for each in mine if each.state == "open" and each.finding.severity in levels]
        if bad:
            failures += 1
            failure = SubElement(case, "failure", type=bad[0].severity, message=_fit(bad[0].message))
            failure.text = _fit("\n\n".join(_words(knowledge, each) for each in bad))
        rest = [_words(knowledge, each.finding) if each.state == "open" else kept_line(each) for each in mine
                if each.finding not in bad or each.state != "open"]
        if rest:
            SubElement(case, "system-out").text = _fit("\n\n".join(rest))
    suite.set("tests", str(len(cases)))
    suite.set("failures", str(failures))


def _cases(told: Sequence[Told]) -> Iterator[tuple[str, str, list[Told]]]:
    """Every check, and every other code that was told, with what it found."""
    titles = {each.code: each.title for each in checks()}
    for each in told:
        titles.setdefault(each.finding.code, each.finding.name)
    for code, title in titles.items():
        yield code, title, [each for each in told if each.finding.code == code]


def _words(knowledge: Knowledge, finding: Finding) -> str:
    clauses = "；".join(clause(knowledge, each) for each in finding.clauses)
    said = (f"{finding.place}: {finding.message}", f"依据：{clauses}" if clauses else "",
            f"怎么改：{finding.hint}" if finding.hint else "")
    return "\n".join(each for each in said if each)


def _fit(text: str) -> str:
    """The text without what XML cannot hold."""
    return _UNFIT.sub("\ufffd", text)
