"""The type check: every error, at its exact column, with a hint."""

from __future__ import annotations

import pytest

from kb.clauses.expression import parse
from kb.clauses.model import EnumValue, Fact
from kb.clauses.typecheck import check
from kb.findings import Place

FACTS = {fact.id: fact for fact in (
    Fact("line", "number", "管线长度", "?", unit="m"),
    Fact("cable", "number", "电缆长度", "?", unit="m"),
    Fact("cap", "number", "容量", "?", unit="kva"),
    Fact("homes", "number", "户数", "?", unit="count", integer=True),
    Fact("voltage", "enum", "电压等级", "?",
         values=(EnumValue("low", "低压"), EnumValue("10kv", "10千伏", ("高压",)))),
    Fact("grade", "enum", "等级", "?", values=(EnumValue("first", "一级"),)),
    Fact("green", "boolean", "占用绿地", "?"),
    Fact("as_of", "date", "日期", "?"),
)}


@pytest.mark.parametrize("text", [
    "line < 150", "150 > line", "line <= cable", "line + cable * 2 > 3.25", "line / cable > 1.5",
    "line / cable * cap > 3", "green = false and not(green)", 'voltage in ("low", "10kv")',
    'voltage != "low"', "green",
    'as_of < date("2018-09-30")', 'as_of in [date("2018-09-30")..date("2019-09-30"))', "homes in [3..3]",
    "true",
    "line < 1.500", "homes = 2.0",
    "cap * 2 - 3 in (0..10]", "voltage = voltage",
])
def test_sensible_conditions_pass(text):
    assert check(parse(text), FACTS, Place("f", 1, 1)) == []


@pytest.mark.parametrize(("text", "expected", "words"), [
    ("green and lin < 3", [("S202", 11)], "`line`"),
    ("voltage = low", [("S202", 11)], '"low"'),
    ("voltage = 3", [("S203", 11)], "双引号"),
    ('voltage = "10kV"', [("S205", 11)], "`10kv`"),
    ('voltage = "高压"', [("S205", 11)], '"10kv"'),
    ('voltage in ("low", "hgh")', [("S205", 20)], "可选"),
    ("voltage = grade", [("S205", 11)], "没有相同的选项"),
    ('voltage < "low"', [("S203", 1)], "不能比大小"),
    ("voltage < grade", [("S203", 1)], "不能比大小"),
    ('voltage in ["low".."low"]', [("S203", 1)], "不能比大小"),
    ("green > true", [("S203", 1)], "不能比大小"),
    ("green = 1", [("S203", 9)], "true、false"),
    ('green = "yes"', [("S203", 9)], "true、false"),
    ("green + 3 > 2", [("S203", 1)], "不能加减乘除"),
    ("3 + as_of > 2", [("S203", 5)], "不能加减乘除"),
    ("line < green", [("S203", 8)], "同一类"),
    ("line < cap", [("S204", 8)], "米"),
    ("line > 3 and line + cap > 3", [("S204", 21)], "千伏安"),
    ("line + (cable - cap) > 3", [("S204", 17)], "相减"),
    ("homes * line > 3", [("S204", 9)], "相乘"),
    ("line / cap > 3", [("S204", 8)], "相除"),
    ("line / cable > line", [("S204", 16)], "无单位"),
    ("voltage", [("S203", 1)], "不能单独作条件"),
    ("green and line", [("S203", 11)], "不能单独作条件"),
    ("not(as_of)", [("S203", 5)], "不能单独作条件"),
    ("line + 3", [("S203", 1)], "不是条件"),
    ("5", [("S203", 1)], "不是条件"),
    ("1 < 2", [("S203", 1)], "常数"),
    ("1 in (1, 2)", [("S203", 1)], "常数"),
    ("line / 0 > 3", [("S209", 8)], "除数是零"),
    ("line in [10..1]", [("S207", 10)], "写反了"),
    ("line in (3..3]", [("S207", 10)], "空的"),
    ("line < 1.234", [("S208", 8)], "2位"),
    ("homes = 1.5", [("S208", 9)], "整数"),
    ("homes in [1.5..3]", [("S208", 11)], "整数"),
    ('as_of < "2018-09-30"', [("S203", 9)], "date("),
    ('line = "x"', [("S203", 8)], "不加引号"),
    ('cap = "x" and lin > 3 or green > 2', [("S203", 7), ("S202", 15), ("S203", 26)], ""),
])
def test_mistakes(text, expected, words):
    findings = check(parse(text), FACTS, Place("f", 4, 1))
    assert [(finding.code, finding.place.column) for finding in findings] == expected
    assert words in "".join(map(str, findings))
    assert all(finding.place.line == 4 and finding.severity == "error" for finding in findings)
