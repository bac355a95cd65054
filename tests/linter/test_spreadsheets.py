"""Workbooks as clerks make them: read whatever was done to them, or told with the cell and how to mend it."""

import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from document_samples import book
from openpyxl import Workbook

from kb.compiler.load import load
from kb.findings import KbError
from kb.linter.document import Procedure, read_procedure
from kb.linter.readers.cells import listed
from kb.linter.run import lint

KNOWLEDGE = load()
HEAD = [["事项", "用电报装"], ["部门", "市供电公司"], ["依据日期", "2018-11-05"]]


def read(path: Path) -> Procedure:
    return read_procedure(KNOWLEDGE, path)


def wrong(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(KbError) as caught:
        read(path)
    return [(each.code, f"{each.place.sheet}{each.place.cell}") for each in caught.value.findings]


def durations(path: Path) -> list[tuple[float, str] | None]:
    return [(float(each.duration.value), each.duration.unit) if each.duration else None for each in read(path).steps]


def test_titles_anywhere_in_any_words_and_order(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"流程": ["A1:F1"]}, 流程=[
        ["某某单位办电流程"], ["事项：用电报装　　部门：市供电公司", None, None], ["依据日期", date(2018, 11, 5)], [],
        ["備註", "辦理時限（工作日）", "责任单位", "步骤名称", "序号", "前置条件"],
        [None, 7, "规划局", "规划许可", 1, "/"], [None, None, None, None, None, None],
        ["加急", "即办", "交警", "占路许可", 2, "规划许可"],
        [None, "１．５", "绿化部门", "临时占用绿地审批", 3, "1、2"]])
    found = read(path)
    assert (found.title, found.department, found.as_of) == ("某某单位办电流程", "市供电公司", date(2018, 11, 5))
    assert [(each.id, each.authority, each.after, each.note) for each in found.steps] == [
        ("1", "planning-bureau", (), ""), ("2", "traffic-police", ("1",), "加急"),
        ("3", "greening-authority", ("1", "2"), "")]
    assert durations(path) == [(7, "working_day"), (0, "working_day"), (1.5, "working_day")]
    assert found.notes == () and str(found.step_place(found.steps[1], "duration")) == f"{path} 表“流程”B8"


@pytest.mark.parametrize(("text", "expected"), [
    ("7个工作日", (7, "working_day")), ("七个工作日", (7, "working_day")), ("７工作日", (7, "working_day")),
    ("7天", (7, "day")), ("一周", (7, "day")), ("即办", (0, "working_day")), ("当场", (0, "working_day")),
    ("24 小时", (24, "hour")), ("不超过5个工作日", (5, "working_day")), ("-", None), ("无", None),
])
def test_times(tmp_path: Path, text: str, expected: tuple[float, str] | None) -> None:
    path = book(tmp_path / "a.xlsx", 文件=HEAD, 环节=[["环节名称", "时限"], ["规划许可", text]])
    assert durations(path) == [expected]


@pytest.mark.parametrize("value", [date(2018, 11, 5), datetime(2018, 11, 5), 43409, "2018/11/5", "２０１８年11月5日",
                                   "2018.11.5", "20181105", "43409"])
def test_days(tmp_path: Path, value: Any) -> None:
    path = book(tmp_path / "a.xlsx", 文件=[["事项", "power.connect"], ["依据日期", value]],
                报送=[["报送内容", "报送日期", "期间"], ["月报", value, datetime(2018, 10, 1)]])
    found = read(path)
    assert (found.as_of, found.reports[0].submitted, found.reports[0].period) == (
        date(2018, 11, 5), date(2018, 11, 5), "2018-10")


@pytest.mark.parametrize(("yes", "no"), [("是", "否"), ("√", "×"), ("有", "无"), (True, False), (1, 0),
                                         ("必须", "可选")])
def test_yes_and_no(tmp_path: Path, yes: Any, no: Any) -> None:
    path = book(tmp_path / "a.xlsx", 文件=HEAD, 环节=[["环节名称"], ["规划许可"]],
                材料=[["环节", "材料名称", "是否必须"], ["规划许可", "甲", yes], ["规划许可", "乙", no]])
    assert [each.required for each in read(path).steps[0].materials] == [True, False]


def test_merged_cells_and_ditto(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"环节": ["A2:A3", "B2:B3", "C2:C4"], "材料": ["A2:A3"]}, 文件=HEAD,
                环节=[["环节名称", "时限", "办理部门", "材料"], ["规划许可", "5个工作日", "规划局", "甲"],
                    [None, None, None, "乙、丙"], ["占路许可", "即办", None, "丁"]],
                材料=[["环节", "名称"], ["占路许可", "戊"], [None, "己"], ["同上", "庚"]])
    first, second = read(path).steps
    assert ([each.name for each in first.materials], first.duration.value) == (["甲", "乙", "丙"], 5)
    assert [each.name for each in second.materials] == ["丁", "戊", "己", "庚"]
    assert first.authority == second.authority == "planning-bureau"
    assert read(path).place_of(first.materials[2]).cell == "D3"


def test_several_sheets_and_tables(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", Sheet1=[*HEAD, [], ["【环节】"], ["环节名称"], ["规划许可"], [], ["材料清单"],
                                             ["所属环节", "材料"], ["规划许可", "甲"]],
                占路=[["步骤", "办理时限"], ["占路许可", "即办"]],
                服务承诺=[["承诺事项", "时限"], ["规划许可", "5个工作日"]])
    found = read(path)
    assert [each.name for each in found.steps] == ["规划许可", "占路许可"]
    assert ([each.name for each in found.steps[0].materials], found.promises[0].item) == (["甲"], "规划许可")


def test_what_is_not_read_is_noted(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", 文件=HEAD, 环节=[
        ["环节名称", "办理时间", "承办科室电话", "时限", "x_自用"], ["规划许可", None, "123", "5个工作日", "甲"],
        ["合计", None, None, "5个工作日"], ["注：以上为工作日"]], 通讯录=[["姓名", "电话"], ["甲", "1"]])
    found = read(path)
    assert [(each.code, each.severity, each.place.sheet, each.place.cell) for each in found.notes] == [
        ("S613", "note", "通讯录", "A1"), ("S614", "note", "环节", "C1"), ("S617", "note", "环节", "B1"),
        ("S618", "note", "环节", "A3"), ("S618", "note", "环节", "A4")]
    assert set(found.notes) <= set(lint(KNOWLEDGE, path))


def test_stray_cells_are_noted(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", 文件=HEAD, 环节=[["环节名称"], ["规划许可", None, None, "别忘了"]])
    assert [(each.code, each.place.cell) for each in read(path).notes] == [("S618", "D2")]


@pytest.mark.parametrize(("row", "code", "cell"), [
    (["规划许可", "下周三"], "S402", "环节B2"), (["规划许可", "-7日"], "S404", "环节B2"),
    (["规划许可", date(2018, 7, 10)], "S616", "环节B2"), ([None, "5个工作日"], "S618", "环节B2"),
    (["规划许可", None, None, "大概"], "S616", "环节D2"),
    (["规划许可", None, None, None, "奇怪"], "S616", "环节E2"),
    (["规划许可", None, None, None, None, "11kv"], "S616", "环节F2"),
    (["规划许可", None, None, None, None, "电压等级=11kv"], "S416", "环节F2"),
    (["规划许可", None, None, None, None, None, "no-such-step"], "S601", "环节G2"),
])
def test_what_cannot_be_understood_is_told_with_its_cell(tmp_path: Path, row: list[Any], code: str, cell: str) -> None:
    titles = ["环节名称", "时限", "前置环节", "计入总时限", "性质", "只在这些情况", "对应规则环节"]
    path = book(tmp_path / "a.xlsx", 文件=HEAD, 环节=[titles, row])
    assert wrong(path) == [(code, cell)]
    with pytest.raises(KbError) as caught:
        read(path)
    assert all(each.hint for each in caught.value.findings)


def test_a_step_that_waits_for_none_is_reviewed(tmp_path: Path) -> None:
    rows = [["环节名称", "前置环节"], ["规划许可", None], ["占绿许可", "规划许可、不存在的"]]
    path = book(tmp_path / "a.xlsx", 文件=HEAD, 环节=rows)
    found = read(path)
    assert found.steps[1].after == (found.steps[0].id,)
    told = [(each.severity, each.place.cell) for each in lint(KNOWLEDGE, path) if each.code == "P650"]
    assert told == [("error", "B3")]


def test_ambiguous_and_missing_steps(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", 文件=HEAD,
                环节=[["环节名称", "前置"], ["受理", None], ["受理", None], ["复核", "受理"]],
                材料=[["环节", "名称"], ["没有的", "甲"], [None, "乙"]])
    assert wrong(path) == [("S603", "材料A2"), ("S619", "材料B3"), ("S603", "环节B4")]


@pytest.mark.parametrize(("sheets", "code"), [
    ({"甲": [["a", "b"], [1, 2]]}, "S612"), ({"环节": [["环节名称"], ["规划许可"]]}, "S612"),
    ({"文件": HEAD, "环节": [["编号", "时限"], ["1", "2个工作日"]]}, "S615"),
    ({"文件": [*HEAD, ["事项", "供水报装"]], "环节": [["环节名称"], ["规划许可"]]}, "S617"), ({"文件": []}, "S612"),
])
def test_sheets_that_do_not_do(tmp_path: Path, sheets: dict[str, Any], code: str) -> None:
    assert code in [each for each, _ in wrong(book(tmp_path / "a.xlsx", **sheets))]


def test_formulas_without_a_result_and_errors(tmp_path: Path) -> None:
    made = Workbook()
    made.active.title = "环节"
    for row in (["事项", "用电报装"], ["依据日期", "2018-11-05"], ["环节名称", "时限"], ["规划许可", "=A1&1"]):
        made.active.append(row)
    made.active["A5"], made.active["B5"] = "占路许可", "#REF!"
    made.active["B5"].data_type = "e"
    made.save(tmp_path / "a.xlsx")
    assert {("S616", "环节B4"), ("S616", "环节B5")} <= set(wrong(tmp_path / "a.xlsx"))


def test_situation_by_titles(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", 文件=HEAD, 情形=[["情况", "值", "说明"], ["电压等级", "10千伏", "x"],
                                                ["管线长度（line_length_m）", 149.9], ["双电源", None, "是不是"]],
                环节=[["环节名称", "情形"], ["占路许可", "占用道路；双电源=否"]])
    found = read(path)
    assert {name: str(value) for name, value in found.situation.items()} == {
        "voltage": "10kv", "line_length_m": "149.9"}
    assert dict(found.steps[0].situation) == {"occupies_road": True, "dual_source": False}


def test_lists_in_a_cell() -> None:
    assert listed("1、申请表；2.身份证（居民身份证、护照）\n③营业执照，无") == [
        "申请表", "身份证（居民身份证、护照）", "营业执照"]
    assert listed("甲、乙证、丙", lambda text: text == "甲、乙证") == ["甲、乙证", "丙"]
    long = "董事、监事、经理等人员的名单"
    assert listed(f"甲、{long}、丙", lambda text: text == long) == ["甲", long, "丙"]
    assert listed("1、2、3", numbered=False) == ["1", "2", "3"]


def test_content_decides_not_the_ending(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", 文件=HEAD, 环节=[["环节名称"], ["规划许可"]])
    assert read(path.rename(tmp_path / "a.yaml")).steps[0].name == "规划许可"


def test_a_locked_or_old_workbook(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 2000)
    assert wrong(tmp_path / "a.xlsx") == [("S610", "")]
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert wrong(tmp_path / "b.xlsx") == [("S610", "")]
