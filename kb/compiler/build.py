"""From a folder of YAML to Knowledge, or to everything that is wrong with it."""

from __future__ import annotations

from pathlib import Path

from kb.clauses.rulebook import read_rulebook, sources
from kb.compiler import checks
from kb.compiler.knowledge import Knowledge
from kb.compiler.names import check_names
from kb.compiler.programs import borders, build
from kb.compiler.shelf import Sealed, Shelf
from kb.findings import Finding, KbError


def compile_rules(root: Path, fingerprint: str, version: str) -> Knowledge:
    """The rule base below `root` as Knowledge; KbError with every finding when any of them is an error."""
    knowledge, findings = inspect(root, fingerprint, version)
    wrong = [each for each in findings if each.severity == "error"]
    if knowledge is None or wrong:
        raise KbError(wrong)
    return knowledge


def inspect(root: Path, fingerprint: str, version: str) -> tuple[Knowledge | None, list[Finding]]:
    """The Knowledge, as far as it can be made, and all findings on the rule base in the order of the files."""
    rulebook, findings, follows = read_rulebook(root)
    findings += check_names(rulebook)
    findings += checks.check_overrides(rulebook)
    if any(each.severity == "error" for each in findings):
        return None, sorted((each for each in findings if each.code not in follows), key=lambda each: each.place)
    days = {each.id: borders(rulebook, each) for each in rulebook.services}
    programs = build(rulebook, days)
    findings += checks.check_orders(programs)
    findings += checks.check_conflicts(programs)
    findings += checks.check_reach(rulebook, programs)
    findings += checks.check_clauses(rulebook)
    findings.sort(key=lambda each: each.place)
    knowledge = Knowledge(
        book=Sealed(rulebook), fingerprint=fingerprint, version=version, borders=days, programs=Shelf(programs),
        facts=Shelf({each.id: each for each in rulebook.facts}),
        authorities={each.id: each for each in rulebook.authorities},
        materials=Shelf({each.id: each for each in rulebook.materials}),
        practices=Shelf({each.id: each for each in rulebook.practices}),
        instruments=Shelf({each.id: each for each in rulebook.instruments}),
        services={each.id: each for each in rulebook.services},
        clause_titles={f"{each.id}/{clause.locator}": clause.title
                       for each in rulebook.instruments for clause in each.clauses},
        unconfirmed=frozenset(f"{each.id}/{clause.locator}" for each in rulebook.instruments
                              for clause in each.clauses if clause.basis == "to_confirm"),
        findings=tuple(each for each in findings if each.severity != "error"),
    )
    return knowledge, findings


def rule_files(root: Path) -> list[Path]:
    """The files that make up a rule base, in a fixed order."""
    return [each.path for each in sources(root)]
