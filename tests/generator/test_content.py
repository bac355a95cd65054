"""What must be true of every guide, whatever the rules say."""

from __future__ import annotations

from datetime import date

import pytest
from guide_samples import DAY, DEMO_DAY, SITUATIONS, demo, guide_for, loaded

from generator.content.book import compose
from generator.content.desk import lay
from generator.content.model import Bullets, Chapter, Table
from generator.gates.proof import Proof
from generator.gates.run import held
from kb import KbError, Knowledge
from kb.findings import problem

Guides = list[tuple[str, Proof]]


def test_every_guide_passes_the_gates(guides: Guides) -> None:
    for name, proof in guides:
        assert held(proof) == [], name


def test_the_same_question_gives_the_same_guide() -> None:
    for name, (service, facts) in SITUATIONS.items():
        if name == "demo":
            continue
        again = compose(loaded(), service, dict(reversed(facts.items())), DAY)
        assert again.chapters[1:-1] == guide_for(name).chapters[1:-1], name


def test_a_full_situation_leaves_one_path() -> None:
    guide = guide_for("power-10kv-120m")
    assert {"branches", "situations"}.isdisjoint(each.id for each in guide.chapters)
    clock = " ".join(text for text, _ in guide.chapter("clock").sentences())
    assert "5+7+20+5=37个工作日" in clock


def test_reasons_that_do_not_hold_are_not_given(knowledge: Knowledge) -> None:
    service, facts = SITUATIONS["power-10kv-120m"]
    desk = lay(knowledge, service, facts, DAY, "python")
    given = {rule for each in guide_for("power-10kv-120m").chapters for _, ground in each.sentences()
             for rule in ground.rules}
    assert not {rule for rule in given if desk.truths[rule] == "false"}
    lines = [text for text, _ in guide_for("power-10kv-120m").chapter("process").sentences()]
    assert "规划许可：有外线工程且管线长度小于150米的，不办。" in lines


def test_without_facts_every_branch_stands_as_a_sentence() -> None:
    lines = [text for text, _ in guide_for("power").chapter("branches").sentences()]
    assert any("管线长度小于150米的，不办规划许可" in line for line in lines)
    assert any(line.startswith("10千伏且双电源的，供电方案答复不超过7个工作日") for line in lines)


def test_plans_and_averages_carry_their_label() -> None:
    guide = guide_for("power")
    titles = [block.title for block in guide.chapter("rights").blocks if isinstance(block, Bullets)]
    assert "计划（2018年12月31日前完成）" in titles
    marks = {each.mark for block in guide.chapter("clock").blocks if isinstance(block, Bullets) for each in block.items}
    assert "平均值" in marks


def test_a_time_that_only_some_situations_have_is_not_promised_to_all() -> None:
    rows = [row for block in guide_for("heat").chapter("process").blocks if isinstance(block, Table)
            for row in block.rows]
    assert rows[0].cells[3] == "新建建筑的，承诺1个工作日"
    table = _table(guide_for("heat").chapter("situations"))
    assert table.rows[1].cells == ("既有建筑", "文件没有写各环节时限")


def test_materials_stand_in_three_lists() -> None:
    blocks = guide_for("demo").chapter("materials").blocks
    assert [each.title for each in blocks if isinstance(each, Table)] == [
        "自己带、自己填", "由我们调取，不用带", "可以承诺以后补交", "免交和不得要求的材料"]
    boxes = [each for each in blocks if isinstance(each, Bullets) and each.boxed]
    assert [each.text for each in boxes[0].items] == ["租赁合同", "房产证"]


def test_half_days_and_at_once_are_spelled_out() -> None:
    rows = {row.cells[1]: row.cells[3] for row in _table(guide_for("demo").chapter("process")).rows}
    assert rows["登记审查"] == "法定0.5个工作日"
    assert rows["税务报到"] == "法定即时"
    assert rows["公示"].startswith("法定3个自然日")


def test_a_plan_is_said_without_its_reform_and_becomes_a_promise_on_its_day() -> None:
    def rights(day: date) -> dict[str, list[str]]:
        guide = compose(demo(), "licence.shop", {}, day, engine="python")
        return {block.title: [each.text for each in block.items] for block in guide.chapter("rights").blocks
                if isinstance(block, Bullets)}

    assert rights(DEMO_DAY)["计划（2020年12月31日前完成）"] == ["可以网上登记。"]
    assert rights(date(2020, 12, 31)) == {"": ["可以网上登记。", "只跑一趟。"]}


def test_only_contradictions_are_passed_over(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = lay(knowledge, "power.connect", {}, DAY, "python")
    assert desk.again({"external_line": False, "line_length_m": 10}) is None
    assert desk.again({"voltage": "35kv_plus"}) is None

    def disagree(*_: object, **__: object) -> None:
        raise KbError(problem("S590", "engines-disagree", "两个引擎结论不同"))

    monkeypatch.setattr("generator.content.desk.ask", disagree)
    with pytest.raises(KbError):
        desk.again({})


def test_law_and_promise_are_told_apart() -> None:
    table = _table(guide_for("demo").chapter("basis"))
    assert [row.cells[3] for row in table.rows][:2] == ["法律规定、承诺", "承诺"]


def _table(chapter: Chapter) -> Table:
    return next(each for each in chapter.blocks if isinstance(each, Table))


def test_outside_its_range_a_guide_says_so_and_nothing_else(knowledge: Knowledge) -> None:
    guide = compose(knowledge, "power.connect", {"voltage": "35kv_plus"}, DAY)
    assert [each.id for each in guide.chapters] == ["audience", "version"]
    assert any("不适用" in text for text, _ in guide.chapters[0].sentences())


def test_gaps_are_counted_and_have_a_holder(knowledge: Knowledge) -> None:
    guide = compose(knowledge, "power.connect", {}, DAY, gaps=True)
    table = _table(guide.chapter("gaps"))
    assert all(row.cells[2] for row in table.rows)
    assert any(f"共{len(table.rows)}项" in text for text, _ in guide.chapter("gaps").sentences())
    assert "process" not in [each.id for each in guide.chapters]
