"""Every check against its fixture: what passes, what fails and where, what depends on which facts."""

from pathlib import Path

import pytest
import yaml

from kb.compiler.load import load
from kb.linter.check import PARTS, checks, page
from kb.linter.run import lint

KNOWLEDGE = load()
FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("*.yaml"))
CASES = [(fixture.stem.upper(), kind, case) for fixture in FIXTURES
         for kind, cases in yaml.safe_load(fixture.read_text(encoding="utf-8")).items() if kind != "code"
         for case in cases]


@pytest.mark.parametrize(("code", "kind", "case"), CASES, ids=[f"{code}-{case['name']}" for code, _, case in CASES])
def test_fixture(code: str, kind: str, case: dict, tmp_path: Path) -> None:
    path = tmp_path / "document.yaml"
    path.write_text(case["document"], encoding="utf-8")
    found = [each for each in lint(KNOWLEDGE, path) if each.code == code]
    told = [(each.place.line, each.severity, list(each.depends_on), (each.fix or {}).get("path")) for each in found]
    wanted = [(each["line"], each["severity"], each["depends_on"], each.get("fix")) for each in case.get("expect", [])]
    assert told == wanted, [str(each) for each in found]
    assert bool(told) == (kind != "passing")


@pytest.mark.parametrize("check", checks(), ids=lambda check: check.code)
def test_page(check) -> None:
    assert (Path(__file__).parent / "fixtures" / f"{check.code.lower()}.yaml").is_file()
    positions = [check.page.find(f"\n{part}：") for part in PARTS]
    assert -1 not in positions and positions == sorted(positions)
    assert check.title and len(check.title) < 30
    assert page(check.code) == page(check.name)


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: fixture.stem)
def test_enough_cases_on_both_sides(fixture: Path) -> None:
    cases = yaml.safe_load(fixture.read_text(encoding="utf-8"))
    lawful = [case["name"] for case in cases.get("passing", [])]
    violating = [case["name"] for kind in ("failing", "depends", "notes") for case in cases.get(kind, [])]
    assert set(cases) <= {"code", "passing", "failing", "depends", "notes"}
    assert len(set(lawful)) >= 3 and len(set(violating)) >= 3


def test_codes_are_unique() -> None:
    assert len({each.code for each in checks()}) == len({each.name for each in checks()}) == len(checks())
