"""Charts and graphs: the times are those of the answer, the text is text and stays inside."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from guide_samples import DAY, DEMO, DEMO_DAY, SITUATIONS, demo, guide_for, loaded

from generator.content.desk import Desk, lay
from generator.content.model import Bar, Chart, Lane
from generator.content.timeline import chart
from generator.drawing.chart import PAGE, PHONE, described, draw
from generator.drawing.graph import draw as draw_graph
from generator.drawing.svg import width, wrapped
from kb.cli.drawing import picture
from kb.cli.main import banshi
from kb.cli.main import run as run_group

SVG = "{http://www.w3.org/2000/svg}"


def desks() -> list[Desk]:
    knowledge = loaded()
    found = [lay(knowledge, name, {}, DAY, "python") for name in knowledge.services]
    found += [lay(knowledge, each.service, each.facts, each.as_of, "python") for each in knowledge.rulebook.cases[::7]]
    return [*found, *(lay(demo(), "licence.shop", facts, DEMO_DAY, "python") for facts in DEMO)]


def the_chart(name: str) -> Chart:
    service, facts = SITUATIONS[name]
    found = chart(lay(demo() if name == "demo" else loaded(), service, facts,
                      DEMO_DAY if name == "demo" else DAY, "python"))
    assert found is not None
    return found


def test_a_chart_ends_when_the_answer_says() -> None:
    seen = 0
    for desk in desks():
        known = [each.high for each in desk.answer.spans if each.known and each.high]
        made = chart(desk)
        assert (made is None) == (not known)
        if made is not None:
            seen += 1
            assert made.total == max(known), desk.service.id
            assert max(bar.finish for _, bar in made.bars()) == made.total
            assert any(bar.critical for _, bar in made.bars())
    assert seen > 10


def test_a_chart_takes_the_promise_where_the_law_allows_more_and_both_are_open() -> None:
    desk = lay(loaded(), "power.connect", {"voltage": "low", "line_length_m": 100, "digs_road": True,
                                           "user_works_finished_early": False}, DAY, "python")
    made = chart(desk)
    assert made is not None
    assert made.total == max(each.high for each in desk.answer.spans) == 24


def test_bars_do_not_start_before_what_they_wait_for() -> None:
    for desk in desks():
        made = chart(desk)
        bars = {bar.number: bar for _, bar in made.bars()} if made else {}
        for bar in bars.values():
            waits = [bars[each].finish for each in bar.after]
            assert bar.finish >= bar.start + bar.length
            if waits:
                assert bar.start >= min(waits), (desk.service.id, bar.name)  # of alternatives one will do


def test_a_result_that_has_to_wait_is_held() -> None:
    bars = {bar.name: bar for _, bar in the_chart("demo").bars()}
    review, fire = bars["登记审查"], bars["消防检查"]
    assert (review.start, review.length, review.finish) == (0, 1, fire.finish)
    assert f"结果等{fire.number}" in review.note
    assert "结果等到第1.5个工作日" in described(the_chart("demo"))


def test_parallel_steps_stand_side_by_side_and_untimed_ones_are_not_counted() -> None:
    bars = {bar.name: bar for _, bar in the_chart("power-10kv-120m").bars()}
    assert bars["占路许可"].start == bars["临时占用绿地审批"].start == 10
    assert bars["竣工验收"].start == bars["装表送电"].start
    assert not bars["用户受电工程"].counted and "文件没有写时限" in bars["用户受电工程"].note


def test_slack_is_shown() -> None:
    lane = Lane("窗口", (Bar(1, "甲", 0, 8, 8, True, True, 0, "承诺4个工作日", ()),
                       Bar(2, "乙", 0, 2, 2, True, False, 6, "承诺1个工作日", ())))
    made = draw(Chart("题", (lane,), 8, ()))
    assert "余3" in made and 'stroke-dasharray="2 2"' in made
    assert "2 乙（窗口）：第0至1个工作日，有3个工作日余地" in described(Chart("题", (lane,), 8, ()))


@pytest.mark.parametrize("wide", [PHONE, PAGE])
@pytest.mark.parametrize("name", ["power", "water", "heat", "demo"])
def test_text_is_text_and_stays_inside(name: str, wide: float) -> None:
    root = ET.fromstring(draw(the_chart(name), "x", wide))  # noqa: S314  our own
    assert root.attrib["viewBox"].split()[2] == f"{wide:g}"
    texts = root.findall(f".//{SVG}text")
    assert len(texts) > 8
    tall = float(root.attrib["height"])
    for each in texts:
        room = float(each.attrib["x"]) + width(each.text or "", float(each.attrib["font-size"]))
        if "text-anchor" not in each.attrib:
            assert room <= wide + 12, each.text  # a closing mark may hang over
        assert 0 < float(each.attrib["y"]) <= tall
        assert float(each.attrib["font-size"]) >= 10
    for box in root.findall(f".//{SVG}rect"):
        assert float(box.attrib["width"]) + float(box.attrib.get("x", 0)) <= wide + 0.01
    assert root.find(f"{SVG}title") is not None and root.find(f"{SVG}desc") is not None


def test_lines_break_as_chinese_does() -> None:
    lines = wrapped("从规划部门收到申请材料起算，到出具规划许可为止（含公示时间），不超过12.5个工作日", 120)
    assert "".join(lines).startswith("从规划部门") and len(lines) > 2
    assert not any(line[0] in "，。；：、）" or line[-1] in "（【" for line in lines)
    assert any("12.5" in line for line in lines)


def test_the_graph_has_every_step_and_edge() -> None:
    shown = picture(loaded(), "power.connect", {}, DAY, "python")
    root = ET.fromstring(draw_graph(shown))  # noqa: S314  our own
    said = "".join(each.text or "" for each in root.findall(f".//{SVG}text"))
    for node in shown.nodes:
        assert re.sub(r"\s", "", str(node["name"])) in said
    assert len(root.findall(f".//{SVG}path")) == len(shown.edges)
    boxes = root.findall(f".//{SVG}g/{SVG}g/{SVG}g/{SVG}polygon")
    assert len(boxes) == len(shown.nodes)
    corners = [box_of(each.attrib["points"]) for each in boxes]
    for index, one in enumerate(corners):
        for other in corners[index + 1:]:
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def box_of(points: str) -> tuple[float, float, float, float]:
    pairs = [tuple(float(each) for each in pair.split(",")) for pair in points.split()]
    xs, ys = [each[0] for each in pairs], [each[1] for each in pairs]
    return min(xs), min(ys), max(xs), max(ys)


def test_the_same_graph_is_drawn_the_same() -> None:
    assert draw_graph(picture(demo(), "licence.shop", {}, DEMO_DAY, "python")) == \
        draw_graph(picture(demo(), "licence.shop", {}, DEMO_DAY, "python"))


def test_a_service_that_does_not_cover_the_case_has_an_empty_picture() -> None:
    made = draw_graph(picture(loaded(), "power.connect", {"voltage": "35kv_plus"}, DAY, "python"))
    assert "没有可以画的环节" in made


def graph(*words: str) -> int:
    from generator.cli import Everything

    return run_group(Everything(name="banshi", callback=banshi.callback, params=banshi.params), ["graph", *words])


def test_graph_prints_json_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert graph("power.connect", "--set", "line_length_m=120米", "--as-of", "2018-11-05") == 0
    data = json.loads(capsys.readouterr().out)
    assert data["facts"] == {"line_length_m": 120}
    assert {"service", "as_of", "facts", "knowledge", "nodes", "edges"} <= set(data)


def test_graph_does_not_overwrite(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "图.svg"
    words = ["utilities.heat", "--as-of", "2018-11-05", "--format", "svg", "--out", str(target)]
    assert graph(*words) == 0
    first = target.read_text("utf-8")
    assert first.startswith("<svg ")
    target.write_text("mine", "utf-8")
    assert graph(*words) == 2
    assert "S661" in capsys.readouterr().err
    assert target.read_text("utf-8") == "mine"
    assert graph(*words, "--force") == 0
    assert target.read_text("utf-8") == first


def test_the_picture_stands_in_the_guide() -> None:
    assert any(isinstance(block, Chart) for block in guide_for("power").chapter("timeline").blocks)
