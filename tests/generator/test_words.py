"""Text, conditions and numbers as readers see them."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.conditions import simplified
from generator.content.words import choices, duration, ended, halves, locator, tidy, when
from kb.clauses.logic import value
from kb.clauses.tree import And, Compare, FactRef, Literal, Node, Not, Or


@pytest.mark.parametrize(("raw", "shown"), [
    ("市供电公司:答复(时限:7日)", "市供电公司：答复（时限：7日）"),
    ("甲,乙;丙", "甲，乙；丙"), ("长12米,宽3米", "长12米，宽3米"), ("是吗?", "是吗？"),
    ("比例1:2", "比例1:2"), ("10千伏(高压)", "10千伏（高压）"), ("已经对,是", "已经对，是"),
])
def test_tidy(raw: str, shown: str) -> None:
    assert tidy(raw) == shown


@given(st.text(alphabet="甲乙1,;:()，。（）", max_size=30))
def test_tidy_twice_is_tidy_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


def test_durations_have_units() -> None:
    assert duration(Decimal("0.5")) == "0.5个工作日"
    assert duration(0) == "即时"
    assert duration(24, "hour") == "24小时"
    assert halves(1, 1) == "0.5个工作日"
    assert halves(0, 0) == "0个工作日"
    assert halves(0, 25) == "0至12.5个工作日"


def test_several_limits_stand_in_rising_order() -> None:
    days = [{"value": Decimal(each), "unit": "working_day"} for each in (7, 5, 2)]
    assert choices(days) == "2、5或7个工作日"
    assert choices(days[:1]) == "7个工作日"
    assert choices([{"value": Decimal(0), "unit": "working_day"}, days[0]]) == "即时或7个工作日"
    assert choices([days[0], {"value": Decimal(24), "unit": "hour"}]) == "24小时或7个工作日"


@pytest.mark.parametrize(("name", "shown"), [
    ("annex5/3/3/2", "附件5·3.3.2"), ("main/3/8", "正文·3.8"), ("annex4/2/2/1/tail", "附件4·2.2.1·末段"),
    ("annex4/att", "附件4·附表"), ("annex5/1", "附件5·1"),
])
def test_locators_are_chinese(name: str, shown: str) -> None:
    assert locator(name) == shown


def test_sentences_end_once() -> None:
    assert ended("甲；") == "甲。"
    assert ended("甲。") == "甲。"
    assert when("", "办") == "办"
    assert when("占路", "办") == "占路的，办"


ATOMS = st.sampled_from([FactRef("a"), FactRef("b"), FactRef("c"), Compare("=", FactRef("d"), Literal("x")),
                         Compare(">", FactRef("n"), Literal(1)), Compare("<=", FactRef("n"), Literal(3))])
CONDITIONS: st.SearchStrategy[Node] = st.recursive(ATOMS, lambda inner: st.one_of(
    inner.map(Not), st.lists(inner, min_size=2, max_size=3).map(lambda items: And(tuple(items))),
    st.lists(inner, min_size=2, max_size=3).map(lambda items: Or(tuple(items)))), max_leaves=8)


@given(CONDITIONS)
def test_a_simplified_condition_means_the_same(condition: Node) -> None:
    shorter = simplified(condition)
    for a, b, c, d, n in product((True, False), (True, False), (True, False), ("x", "y"), (1, 2, 3, 4)):
        facts = {"a": a, "b": b, "c": c, "d": d, "n": n}
        assert value(shorter, facts) == value(condition, facts)


def test_what_the_other_parts_settle_is_not_said_again() -> None:
    a, long = FactRef("a"), Compare(">=", FactRef("n"), Literal(150))
    assert simplified(And((a, Or((Not(a), long))))) == And((a, long))
