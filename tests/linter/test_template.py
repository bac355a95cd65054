"""`banshi template`: every service, every format, the same document, and nothing to find in it."""

import csv
import io
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from document_samples import FULL, said, told

from generator.cli import Everything
from generator.template.content import filled
from generator.template.text import csv_text, yaml_text
from generator.template.workbook import workbook
from kb.clauses.source import read_text
from kb.cli.main import banshi, run
from kb.compiler.load import load
from kb.engine.answer import plain
from kb.findings import KbError
from kb.linter.document import read_procedure
from kb.linter.run import lint

KNOWLEDGE = load()
DAY = date(2018, 11, 5)
BANSHI = Everything(name="banshi", callback=banshi.callback, params=banshi.params,
                    context_settings=banshi.context_settings)
SITUATIONS: list[tuple[str, dict[str, object]]] = [
    *((name, {}) for name in KNOWLEDGE.services),
    *[(case.service, dict(case.facts)) for case in KNOWLEDGE.rulebook.cases][::9],
    ("power.connect", {"voltage": "10kv", "line_length_m": "149.9", "external_line": "是"}),
    ("power.connect", {"voltage": "10kv", "done_annex5_2_2": True, "park": "none"})]
FORMATS = ("yaml", "json", "xlsx", "csv", "gbk.csv", "tab.csv", "semicolon.csv")


def written(data: dict[str, Any], folder: Path) -> dict[str, Path]:
    """The same document in every format."""
    comma = csv_text(KNOWLEDGE, data)
    rows = list(csv.reader(io.StringIO(comma.removeprefix("\ufeff"))))
    contents: dict[str, bytes] = {
        "yaml": yaml_text(KNOWLEDGE, data).encode(), "xlsx": workbook(KNOWLEDGE, data), "csv": comma.encode(),
        "json": json.dumps(plain(data), ensure_ascii=False, indent=1).encode(),
        "gbk.csv": comma.removeprefix("\ufeff").encode("gb18030")}
    for name, separator in (("tab.csv", "\t"), ("semicolon.csv", ";")):
        out = io.StringIO()
        csv.writer(out, delimiter=separator).writerows(rows)
        contents[name] = out.getvalue().encode()
    for name, content in contents.items():
        (folder / f"d.{name}").write_bytes(content)
    return {name: folder / f"d.{name}" for name in contents}


@pytest.mark.parametrize("service", KNOWLEDGE.services)
def test_every_service_has_a_clean_template(service: str, tmp_path: Path) -> None:
    data = filled(KNOWLEDGE, service, {}, DAY)
    assert data["steps"]
    for path in written(data, tmp_path).values():
        found = [each for each in lint(KNOWLEDGE, path) if each.code != "P643"]  # times left to the department
        assert not found, (path.name, [str(each) for each in found])


@pytest.mark.parametrize(("service", "facts"), SITUATIONS)
def test_every_format_says_the_same(service: str, facts: dict[str, object], tmp_path: Path) -> None:
    data = filled(KNOWLEDGE, service, facts, DAY, "python")
    paths = written(data, tmp_path)
    first = said(read_procedure(KNOWLEDGE, paths["yaml"]))
    for name in FORMATS[1:]:
        assert said(read_procedure(KNOWLEDGE, paths[name])) == first, name


def test_every_part_survives_every_format(tmp_path: Path) -> None:
    data: Any = plain(read_text(FULL, "full.yaml").value)
    data["document"]["as_of"] = DAY
    paths = written(data, tmp_path)
    (tmp_path / "full.yaml").write_text(FULL, encoding="utf-8")
    first = said(read_procedure(KNOWLEDGE, tmp_path / "full.yaml"))
    for name in FORMATS:
        assert said(read_procedure(KNOWLEDGE, paths[name])) == first, name


def test_a_defect_is_found_in_every_format(tmp_path: Path) -> None:
    data = filled(KNOWLEDGE, "power.connect", {}, DAY)
    step = next(each for each in data["steps"] if each["id"] == "road-occupation")
    step["duration"] = "90个工作日"
    paths = written(data, tmp_path)
    found = {name: lint(KNOWLEDGE, path) for name, path in paths.items()}
    assert {each.code for each in found["yaml"]} >= {"P401"}
    assert all(told(found[name]) == told(found["yaml"]) for name in FORMATS)
    place = next(each.place for each in found["xlsx"] if each.code == "P401")
    assert (place.sheet, place.cell[0]) == ("环节", "H") and place.to_json()["cell"] == place.cell
    assert str(place).endswith(f"表“环节”{place.cell}")


def test_the_workbook_helps_to_fill_in(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    made = load_workbook(written(filled(KNOWLEDGE, "power.connect", {}, DAY), tmp_path)["xlsx"])
    assert made.sheetnames[0] == "说明" and made["选项"].sheet_state == "hidden"
    steps = made["环节"]
    assert steps.freeze_panes and any(cell.comment for cell in steps[1])
    choices = {str(each.sqref): each.formula1 for each in steps.data_validations.dataValidation}
    assert len(choices) >= 4 and all(formula.startswith("选项!") for formula in choices.values())
    assert {cell.font.name for cell in steps[2]} == {"微软雅黑"}


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "a.xlsx"
    arguments = ["template", "utilities.water", "--as-of", "2018-11-05", "--out", str(out)]
    assert run(BANSHI, arguments) == 0 and out.read_bytes().startswith(b"PK")
    before = out.read_bytes()
    assert run(BANSHI, arguments) == 2 and "--force" in capsys.readouterr().err and out.read_bytes() == before
    assert run(BANSHI, [*arguments, "--force"]) == 0
    assert [each.name for each in tmp_path.iterdir()] == ["a.xlsx"]
    assert run(BANSHI, ["lint", str(out), "--fail-on", "warning"]) == 0
    assert run(BANSHI, ["template", "utilities.water", "--format", "xlsx"]) == 2
    assert run(BANSHI, ["template", "power.connect", "--set", "voltag=10kv"]) == 2
    capsys.readouterr()
    assert run(BANSHI, ["template", "power.connect", "--as-of", "2018-11-05"]) == 0
    assert yaml.safe_load(capsys.readouterr().out)["document"]["service"] == "power.connect"


def test_without_openpyxl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert run(BANSHI, ["template", "utilities.water", "--as-of", "2018-11-05", "--out", str(tmp_path / "a.xlsx")]) == 2
    assert "pip install 'banshi[office]'" in capsys.readouterr().err and not list(tmp_path.iterdir())


@pytest.mark.parametrize("part", range(4))
def test_templates_of_worked_cases_accuse_nobody(part: int, tmp_path: Path) -> None:
    """What the rule base itself would fill in is lawful, whatever the case leaves open."""
    path, tried = tmp_path / "template.json", 0
    for case in KNOWLEDGE.rulebook.cases[part::4]:
        try:
            data = filled(KNOWLEDGE, case.service, case.facts, case.as_of, "python")
        except KbError:
            continue  # a case that is about being refused
        if data["steps"]:
            path.write_text(json.dumps(data, ensure_ascii=False, default=str), encoding="utf-8")
            tried += 1
            assert [str(each) for each in lint(KNOWLEDGE, path) if each.severity != "note"] == [], case.id
    assert tried > 50
