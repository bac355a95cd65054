"""Conditions in Chinese."""

from __future__ import annotations

from decimal import Decimal

import pytest
from condition_strategies import conditions
from hypothesis import given, settings

from kb.clauses.expression import parse
from kb.clauses.logic import UNDEFINED
from kb.clauses.model import EnumValue, Fact
from kb.clauses.wording import say, say_value

VOLTAGES = (EnumValue("low", "低压"), EnumValue("10kv", "10千伏"), EnumValue("35kv", "35千伏"))
FACTS = {fact.id: fact for fact in (
    Fact("line", "number", "管线长度", "?", unit="m"),
    Fact("cable", "number", "电缆长度", "?", unit="m"),
    Fact("cap", "number", "容量", "?", unit="kva"),
    Fact("voltage", "enum", "电压等级", "?", values=VOLTAGES),
    Fact("green", "boolean", "占用绿地", "?", yes="占用绿地", no="不占用绿地"),
    Fact("dual", "boolean", "双电源", "?", yes="双电源用户", no="不是双电源用户"),
    Fact("as_of", "date", "办理日期", "?"),
)}


@pytest.mark.parametrize(("text", "phrase"), [
    ("line < 150", "管线长度小于150米"),
    ("line <= 149.90", "管线长度不超过149.9米"),
    ("line >= 150", "管线长度达到或超过150米"),
    ("line > 150", "管线长度超过150米"),
    ("150 > line", "管线长度小于150米"),
    ("line > 0", "管线长度大于0"),
    ("line = 150", "管线长度为150米"),
    ("not(line < 150)", "管线长度达到或超过150米"),
    ('voltage = "10kv"', "电压等级为10千伏"),
    ('voltage != "10kv"', "电压等级不是10千伏"),
    ('voltage in ("low", "10kv")', "电压等级为低压或10千伏"),
    ('voltage in ("low", "10kv", "35kv")', "电压等级为低压、10千伏或35千伏"),
    ('not(voltage in ("low", "10kv"))', "电压等级既不是低压也不是10千伏"),
    ("green", "占用绿地"),
    ("not(green)", "不占用绿地"),
    ("green = false", "不占用绿地"),
    ("cap in (100..160]", "容量在100千伏安以上（不含）、160千伏安以下（含）"),
    ("not(cap in (100..160])", "容量不超过100千伏安或者容量超过160千伏安"),
    ('as_of < date("2018-09-30")', "办理日期早于2018年9月30日"),
    ('as_of >= date("2018-09-30")', "办理日期不早于2018年9月30日"),
    ("green and not(dual) and line < 150", "占用绿地、不是双电源用户且管线长度小于150米"),
    ("green or dual and line < 150", "占用绿地或者（双电源用户且管线长度小于150米）"),
    ("(green or dual) and line < 150", "（占用绿地或者双电源用户）且管线长度小于150米"),
    ('green and voltage in ("low", "10kv")', "占用绿地，且电压等级为低压或10千伏"),
    ("not(green or dual)", "不占用绿地且不是双电源用户"),
    ("line + cable > 100", "管线长度加电缆长度超过100米"),
    ("(line - cable) * 2 > 100", "（管线长度减电缆长度）乘以2超过100米"),
    ("line / cable > 1.50", "管线长度除以电缆长度超过1.5"),
    ("line + 20 < cable", "管线长度加20米小于电缆长度"),
    ("green = dual", "“占用绿地”与“双电源”相同"),
    ("true", "任何情形"),
])
def test_phrases(text, phrase):
    assert say(parse(text), FACTS) == phrase


def test_values():
    assert say_value(FACTS["cap"], Decimal("160.50")) == "160.5千伏安"
    assert say_value(FACTS["green"], False) == "不占用绿地"
    assert say_value(FACTS["voltage"], "low") == "低压"


def test_what_cannot_be_computed_says_so():
    assert say(UNDEFINED, FACTS) == "无法计算（除数为零）"


@given(conditions)
@settings(max_examples=200, deadline=None)
def test_everything_can_be_said(node):
    assert say(node, FACTS)
