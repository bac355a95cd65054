"""Every form of report against a file that people have read. `BANSHI_UPDATE=1 pytest tests/linter` writes them anew."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from xml.etree import ElementTree

import click
import pytest
from jsonschema import Draft7Validator
from outcome_samples import CHECKS, KNOWLEDGE, outcome

from kb.clauses.locate import default_rules
from kb.cli.main import banshi, run
from kb.cli.reporting import REPORTS, junit, sarif
from kb.cli.reporting.words import fact
from kb.cli.wide import columns
from kb.linter.outcome.reviewed import Outcome

GOLDEN = Path(__file__).parent / "golden"
SAMPLES = Path(__file__).parents[2] / "docs" / "samples"
SCHEMA = Path(__file__).parents[1] / "data" / "sarif" / "sarif-2.1.0.json"
VALIDATOR = Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")),
                            format_checker=Draft7Validator.FORMAT_CHECKER)


@pytest.fixture(autouse=True)
def _few_checks(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    if "real" not in request.node.name:
        monkeypatch.setattr(sarif, "checks", lambda: CHECKS)
        monkeypatch.setattr(junit, "checks", lambda: CHECKS)


def compare(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("BANSHI_UPDATE"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", list(REPORTS))
def test_report_is_the_one_that_was_read(name: str) -> None:
    text = REPORTS[name].render(KNOWLEDGE, outcome(mended=name in ("text", "json")))
    assert isinstance(text, str) and text.endswith("\n")
    compare(f"report.{REPORTS[name].ending}", click.unstyle(text))


def test_text_keeps_to_eighty_columns() -> None:
    text = click.unstyle(str(REPORTS["text"].render(KNOWLEDGE, outcome(mended=True))))
    assert [line for line in text.splitlines() if columns(line) > 80] == []


def test_colour_only_on_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    run(banshi, ["lint", str(SAMPLES / "power-unlawful.yaml")])
    assert "\x1b" not in capsys.readouterr().out
    assert "\x1b[31m" in str(REPORTS["text"].render(KNOWLEDGE, outcome()))


def problems(log: object) -> list[str]:
    return [f"{each.json_path}: {each.message}" for each in VALIDATOR.iter_errors(log)]


@pytest.mark.parametrize("said", [outcome(), Outcome()], ids=["everything", "nothing"])
def test_sarif_fits_the_published_schema(said: Outcome) -> None:
    log = json.loads(sarif.render(KNOWLEDGE, said))
    assert problems(log) == []
    del log["runs"][0]["tool"]
    assert problems(log)


def test_sarif_places_and_states() -> None:
    [log] = json.loads(sarif.render(KNOWLEDGE, outcome()))["runs"]
    results = {(each["ruleId"], each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]): each
               for each in log["results"]}
    table = results["P401", "%E6%B5%81%E7%A8%8B/%E4%B9%99.xlsx"]["locations"][0]
    assert "region" not in table["physicalLocation"]
    assert table["logicalLocations"] == [{"name": "D7", "kind": "cell", "fullyQualifiedName": "环节!D7"}]
    shape = results["P101", "%E6%B5%81%E7%A8%8B/%E4%B8%99%20%E5%9B%BE.bpmn"]["locations"][0]
    assert shape["logicalLocations"][0]["fullyQualifiedName"] == "Task_1"
    kinds = [each.get("suppressions", [{}])[0].get("kind") for each in log["results"]]
    assert kinds.count("inSource") == kinds.count("external") == 1
    assert {each["baselineState"] for each in log["results"]} == {"new", "unchanged"}
    assert all(log["tool"]["driver"]["rules"][each["ruleIndex"]]["id"] == each["ruleId"] for each in log["results"])
    assert all(log["artifacts"][each["locations"][0]["physicalLocation"]["artifactLocation"]["index"]]
               for each in log["results"])
    assert log["invocations"][0]["executionSuccessful"] is False


def test_sarif_of_real_findings(capsys: pytest.CaptureFixture[str]) -> None:
    run(banshi, ["lint", str(SAMPLES), "--format", "sarif"])
    log = json.loads(capsys.readouterr().out)
    assert problems(log) == []
    assert len(log["runs"][0]["results"]) > 20
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert all("查什么" in each["help"]["text"] and not re.search("[一-鿿] [一-鿿]", each["help"]["text"])
               for each in rules if each["id"].startswith("P"))
    for each in log["runs"][0]["results"]:
        place = each["locations"][0]["physicalLocation"]
        line = (Path.cwd() / place["artifactLocation"]["uri"]).read_text(encoding="utf-8").splitlines()[
            place["region"]["startLine"] - 1]
        assert line[place["region"]["startColumn"] - 1:] == place["region"]["snippet"]["text"]


def test_sarif_of_a_real_workbook(capsys: pytest.CaptureFixture[str]) -> None:
    workbook = SAMPLES.parents[1] / "tests" / "corpus" / "documents" / "utilities-05-gas-home-over.xlsx"
    run(banshi, ["lint", str(workbook), "--format", "sarif"])
    [log] = json.loads(capsys.readouterr().out)["runs"]
    places = [each["locations"][0] for each in log["results"]]
    assert {each["logicalLocations"][0]["kind"] for each in places} == {"cell"}
    assert [each["physicalLocation"]["region"] for each in places] == [
        {"byteOffset": 0, "byteLength": workbook.stat().st_size}] * len(places)


def test_junit_counts() -> None:
    root = ElementTree.fromstring(junit.render(KNOWLEDGE, outcome()))  # noqa: S314  our own
    suites = root.findall("testsuite")
    stricter = outcome()
    stricter.levels = ("error", "warning")
    assert 'failures="5"' in junit.render(KNOWLEDGE, stricter) and root.get("failures") == "4"
    assert [each.get("failures") for each in suites] == ["1", "1", "1", "0", "1", "0"]
    for each in (root, *suites):
        for key, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error")):
            assert int(each.get(key, "")) == len(each.findall(f".//{tag}")), (each.get("name"), key)
    assert suites[-1].find("testcase/error") is not None


def test_junit_takes_what_xml_cannot_hold() -> None:
    said = outcome()
    said.unread[0] = said.unread[0].__class__("S102", "x", "error", said.unread[0].place, "\x00\ud800")
    ElementTree.fromstring(junit.render(KNOWLEDGE, said))  # noqa: S314


def test_json_of_findings_fits_its_schema() -> None:
    schema = json.loads((default_rules() / "schema" / "lint.json").read_text(encoding="utf-8"))
    from jsonschema import Draft202012Validator
    from referencing import Registry, Resource

    parts = [json.loads(path.read_text(encoding="utf-8")) for path in (default_rules() / "schema").glob("finding.json")]
    registry = Registry().with_resources([(each["$id"], Resource.from_contents(each)) for each in parts])
    found = json.loads(str(REPORTS["json"].render(KNOWLEDGE, outcome(mended=True))))
    validator = Draft202012Validator(schema, registry=registry)
    assert [each.message for each in validator.iter_errors(found)] == []
    assert [each["finding"]["code"] for each in found["suppressed"]] == ["P101", "P401"]


def test_annotations_are_one_line_each() -> None:
    lines = str(REPORTS["github"].render(KNOWLEDGE, outcome())).splitlines()
    assert [line.partition(" ")[0] for line in lines[:-1]] == [
        "::error", "::warning", "::error", "::notice", "::error", "::error", "::error"]
    assert "100%25<办法>" in lines[1] and "%0A依据：" in lines[1]
    assert "line=" not in lines[3] and "表“环节”" in lines[3]


@pytest.mark.parametrize(("name", "said"), [
    ("document.scope", "文件写的是不是全过程"), ("g.duration", "文件里的时间怎么算（g.duration）"),
    ("b.materials.1.is", "文件里的名称是不是另一种叫法（b.materials.1.is）"),
    ("/promises/5/duration", "文件里的时间怎么算（/promises/5/duration）"), ("/reports", "文件里的报送（/reports）"),
    ("x.something", "文件没有写明的 x.something")])
def test_what_a_finding_turns_on_is_said_in_words(name: str, said: str) -> None:
    assert fact(KNOWLEDGE, name) == said
