"""Cases found for conditions, and what no case proves."""

from __future__ import annotations

from datetime import date

import pytest

from kb.clauses.expression import parse
from kb.clauses.logic import value
from kb.clauses.model import EnumValue, Fact
from kb.compiler.witness import find_case, impossible
from kb.engine.ask import ask

FLAGS = {f"b{i}": Fact(f"b{i}", "boolean", f"是非{i}", "?") for i in range(12)}
FACTS = {**FLAGS, "z": Fact("z", "boolean", "末", "?"), "n": Fact("n", "number", "数", "?", unit="m", decimals=1),
         "m": Fact("m", "number", "另一数", "?", unit="m", decimals=1),
         "k": Fact("k", "number", "第三数", "?", unit="m", decimals=1),
         "d": Fact("d", "date", "日", "?"), "c": Fact("c", "date", "另一日", "?"),
         "e": Fact("e", "enum", "选择", "?", values=(EnumValue("x", "甲"), EnumValue("y", "乙")))}
HIDDEN = "(" + " and ".join(f"not(b{i})" for i in range(10)) + " and z) or (z and not(z))"


@pytest.mark.parametrize("text", [
    "b0", "not(b0) and b1", "n > 1 and n < 1.2", "n in (1..1.2)", "n != 0 and not(b0 or n > -5)", 'e != "x"',
    'd > date("2020-01-01") and d < date("2020-01-03")', 'e in ("y") and n >= 3 and n <= 3', HIDDEN,
])
def test_a_case_is_found_and_makes_the_condition_hold(text):
    case = find_case([parse(text)], FACTS)
    assert case is not None
    assert value(parse(text), case) is True
    assert not impossible(parse(text), FACTS)


@pytest.mark.parametrize("text", [
    "b0 and not(b0)", "n > 1 and n < 1.1", "n < 1 and n > 2", 'e != "x" and e != "y"',
    'd > date("2020-01-01") and d < date("2020-01-02")', "(b0 or b1) and not(b0) and not(b1)",
])
def test_what_can_never_hold(text):
    assert find_case([parse(text)], FACTS) is None
    assert impossible(parse(text), FACTS)


@pytest.mark.parametrize("text", ["n * 2 > 10", "n > m", "n + m = 7", "d > c", "n - 100 > m and b0"])
def test_where_the_samples_prove_nothing_it_is_not_called_impossible(text):
    assert not impossible(parse(text), FACTS)


@pytest.mark.parametrize("text", [
    "n > m", "n < m", "n = m", "n >= m and m > n - 1 and n > 1", "d > c", "d < c", "d = c",
    "n > m and m > k", "k > n and n > m", "n > m and m = k and k > 1", 'd > c and c > date("2020-01-01")',
])
def test_facts_are_tried_in_every_order(text):
    case = find_case([parse(text)], FACTS)
    assert case is not None and value(parse(text), case) is True


@pytest.mark.parametrize("text", ["n > m and m > n", "d > c and c >= d", "n > m and m > k and k > n"])
def test_orders_that_contradict_each_other_are_in_no_case(text):
    assert find_case([parse(text)], FACTS) is None


def test_a_search_that_gives_up_proves_nothing():
    assert find_case([parse(HIDDEN)], FACTS, budget=400) is None
    assert not impossible(parse(HIDDEN), FACTS, budget=400)


def test_a_rule_is_not_dropped_because_the_search_for_a_case_gave_up(base):
    more = [f"  - {{id: {name}, type: boolean, title: 是非, question: 是吗？}}"
            for name in (*(f"b{i}" for i in range(10)), "z")]
    base.edit("demo/facts.yaml", "facts:", "\n".join(["facts:", *more]))
    base.rules(f"""\
        - id: demo.hidden
          title: 很少成立
          when: {HIDDEN}
          then: [{{waive: check}}]
          overrides: [demo.check]
        """)
    knowledge = base.knowledge()
    assert ask(knowledge, "demo.one", {}, date(2021, 1, 1)).step("check").status == "depends"
    facts = {f"b{i}": False for i in range(10)} | {"z": True}
    assert ask(knowledge, "demo.one", facts, date(2021, 1, 1)).step("check").status == "waived"
