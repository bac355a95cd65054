"""Every id can be explained, in Chinese, at 80 columns, and as JSON that says the same."""

from __future__ import annotations

import json
import re
from functools import cache

import pytest
from click.testing import CliRunner

from kb.cli.explaining.codes import code_entry, known_codes
from kb.cli.explaining.index import explain, known_ids
from kb.cli.main import banshi, run
from kb.cli.wide import columns
from kb.compiler.load import load
from kb.findings import KbError


@cache
def knowledge():
    return load()


def text(name: str, width: int = 80) -> str:
    return "\n".join(line for each in explain(knowledge(), name) for line in each.text(width))


def parts(name: str, index: int = 0) -> dict:
    return explain(knowledge(), name)[index].to_json()


def test_every_id_is_explained_within_its_width():
    for name in dict.fromkeys(known_ids(knowledge())):
        for entry in explain(knowledge(), name):
            assert entry.name
            assert json.loads(json.dumps(entry.to_json(), ensure_ascii=False))["kind"] == entry.kind
            assert len({each.key for each in entry.parts} | {"kind", "id", "name"}) == len(entry.parts) + 3
            for line in entry.text(80):
                # An id of more than a line's length cannot be broken; closing signs hang on it.
                assert columns(line) <= 80 or re.search(r"[\x21-\x7e]{40,}", line), line


def test_rule():
    found = parts("power.planning-permit.short-line")
    assert found["clauses"][0] == "feicheng-2018/annex5/3/3/2"
    assert "管线长度小于150米" in found["condition"]
    assert "免予办理：不办规划许可" in found["effects"]
    assert {each["id"] for each in found["overrides"]} == {"power.planning-permit.needed"}
    assert found["force"] == "promise"
    assert found["from"] == "2018-09-14"
    assert "power.line-149-9" in found["cases"]["tests"]
    assert "power.line-149-9" in found["cases"]["holds"]
    assert "power.line-150" not in found["cases"]["holds"]
    assert "power.planning-permit.short-line" in {
        each["id"] for each in parts("power.planning-permit.needed")["overridden_by"]}


def test_cases_are_those_in_which_the_rule_holds():
    from kb.engine.ask import ask

    rule, book = "power.green-permit.needed", knowledge().rulebook
    cases = parts(rule)["cases"]
    for case in [each for each in book.cases if each.service == "power.connect"]:
        answer = ask(knowledge(), case.service, case.facts, case.as_of, explain="all", engine="python")
        truth = {each.rule: each.truth for each in answer.considered}.get(rule)
        assert (case.id in cases["holds"]) == (truth == "true")
        assert (case.id in cases["open"]) == (truth == "unknown")


def test_rule_of_a_reform_says_its_date():
    assert "2018-09-30前完成" in text("power.design-review.abolished")


@pytest.mark.parametrize("name", ["annex5/3/3/2", "feicheng-2018/annex5/3/3/2"])
def test_clause(name):
    found = parts(name)
    assert found["status"] == "encoded"
    assert "power.planning-permit.short-line" in {each["id"] for each in found["rules"]}
    assert found["tensions"]
    assert "附件5 三（三）2" in text(name)


def test_clause_that_is_not_encoded_gives_the_reason():
    policy = knowledge().instruments["feicheng-2018"]
    clause = next(each for each in policy.clauses if each.reason)
    assert clause.reason == parts(clause.locator)["reason"]


def test_heading_lists_what_stands_below():
    assert "feicheng-2018/annex5/3/3/2" in {each["id"] for each in parts("annex5/3/3")["below"]}


def test_fact():
    found = parts("line_length_m")
    assert found["who"] == {"id": "applicant", "name": "申请人", "discretion": False}
    assert found["values"]["unit"] == "m"
    assert any("有外线工程" in each for each in found["implies"])
    assert "power.planning-permit.short-line" in {each["id"] for each in found["rules"]}
    assert "10千伏（也可以写" in text("voltage")
    assert "由其裁量" in text("quality_user")


def test_fact_whether_a_reform_is_done():
    name = next(name for program in knowledge().programs.values() for name in program.facts
                if name.startswith("done_"))
    assert parts(name)["rules"]


def test_step_by_service_or_bare():
    assert [each.id for each in explain(knowledge(), "power.connect/planning-permit")] == [
        "power.connect/planning-permit"]
    several = [each.id for each in explain(knowledge(), "apply")]
    assert several == [f"{each.id}/apply" for each in knowledge().rulebook.services
                       if any(step.id == "apply" for step in each.steps)]
    assert len(several) > 1
    shown = text("power.connect/planning-permit")
    for word in ("市规划局", "供电方案答复", "不办：管线短于", "要办：外线工程"):
        assert word in shown
    assert "按规则 power.approvals.planning-first" in text("power.connect/green-permit")


def test_material_authority_service_tension_keyword_instrument():
    assert "用电报装，竣工测量资料报备" in text("completion-survey")
    assert "planning-permit" in text("planning-bureau")
    assert "电压等级为低压或10千伏" in text("power.connect")
    assert "采用" in text("power.dual-source-week")
    assert "power.planning-permit.short-line" in text("waive")
    assert "已写成规则" in text("feicheng-2018")
    assert "行政审批合计" in text("power.connect/approvals")


def test_chinese_names():
    assert explain(knowledge(), "用电报装")[0].id == "power.connect"
    assert explain(knowledge(), "规划许可")[0].id == "power.connect/planning-permit"
    assert explain(knowledge(), "电压等级")[0].id == "voltage"
    assert explain(knowledge(), "免予办理")[0].id == "waive"


def test_codes():
    found = parts("s503")
    assert (found["id"], found["name"]) == ("S503", "contradicting-facts")
    assert found["modules"] == ["kb.engine.situation"]
    assert "互相矛盾" in found["messages"][0]
    assert {"S508", "C101", "C105"} <= set(known_codes())
    for code in known_codes():
        assert code_entry(code).parts


def test_linter_checks_have_their_page():
    from kb.linter.check import checks

    for check in checks():
        found = parts(check.code)
        assert found["name"] == check.title
        assert found["looks_for"]
        assert found["why"]
        assert parts(check.name)["id"] == check.code


@pytest.mark.parametrize(("typed", "near"), [
    ("power.planing-permit.short-line", "power.planning-permit.short-line"), ("voltge", "voltage"),
    ("S599", "S59"), ("annex5/3/3/22", "annex5/3/3/2"), ("无此物", "可以写规则")])
def test_unknown_names_the_nearest(typed, near):
    with pytest.raises(KbError) as error:
        explain(knowledge(), typed)
    finding, = error.value.findings
    assert finding.code == "S508"
    assert near in finding.hint


def test_command(capsys):
    result = CliRunner().invoke(banshi, ["explain", "apply", "--format", "json"])
    assert result.exit_code == 0
    data = json.loads(result.output)
    assert data["id"] == "apply"
    assert {each["kind"] for each in data["entries"]} == {"step"}
    shown = CliRunner().invoke(banshi, ["explain", "apply"], env={"COLUMNS": "80"}).output
    assert shown.count("环节　") == len(data["entries"])
    assert run(banshi, ["explain", "nonsense-id"]) == 2
    assert "S508" in capsys.readouterr().err


def test_practice_by_id_and_by_name():
    found = parts("tied_sale")
    assert found == parts("搭售")
    assert found["kind"] == "practice" and found["name"] == "搭售"
    assert "feicheng-2018/annex6/3/2" in found["clauses"]
    assert {each["id"] for each in found["rules"]} == {"credit.practice.disguised", "credit.law.seven-bans"}
    assert [each["id"] for each in found["checks"]] == ["P901", "P755"]
    assert "不得搭售理财产品" in found["bans"]
    assert any("购买" in each for each in found["examples"])
    assert "搭售（tied_sale）" in text("tied_sale")


def test_practice_that_breaks_a_rule_and_is_not_forbidden_by_name():
    found = parts("hotline-limited")
    assert [each["id"] for each in found["rules"]] == ["utilities.service.hotline"]
    assert found["bans"] == ["抢险、抢修和服务电话昼夜不断"]
    assert found["checks"][0]["id"] == "P909"
