"""The adapter to durable-rules: overrides, its limits, failures, memory and threads."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import active_count

import psutil
import pytest
from random_rules import Maker, vocabulary
from test_agreement import random_base

from kb.clauses.expression import ALWAYS, NEVER, Node, parse
from kb.clauses.logic import value
from kb.clauses.model import EnumValue, Fact
from kb.clauses.tree import And, Compare, FactRef, Literal, Not, OneOf, Or
from kb.engine.durable import DurableEngine, DurableRule, EngineError
from kb.engine.patterns import check_hashes
from kb.findings import KbError

LONG = bool(os.environ.get("BANSHI_LONG"))
FLAGS = {f"b{i}": Fact(f"b{i}", "boolean", f"是非{i}", "?") for i in range(600)}
LENGTH = {"n": Fact("n", "number", "长度", "?", unit="m", decimals=2)}
CHOICE = {"e": Fact("e", "enum", "选择", "?", values=tuple(EnumValue(f"v{i}", "") for i in range(100)))}
FACTS = {**FLAGS, **LENGTH, **CHOICE}


def rule(name: str, when: str, *overridden_by: str) -> DurableRule:
    return DurableRule(name, parse(when), overridden_by)


def flags(*names: int) -> list[Node]:
    return [FactRef(f"b{number}") for number in names]


@pytest.mark.parametrize(("facts", "fired"), [
    ({}, set()),
    ({"b0": True}, set()),
    ({"b0": True, "b1": False}, {"general"}),
    ({"b0": True, "b1": True}, set()),
    ({"b0": True, "b1": True, "b2": False}, {"exception"}),
    ({"b0": True, "b1": True, "b2": True}, {"general", "counter"}),
    ({"b0": True, "b2": True}, {"general", "counter"}),
    ({"b1": True, "b2": False}, {"exception"}),
])
def test_exceptions_and_their_exceptions(facts, fired):
    engine = DurableEngine([rule("general", "b0", "exception"), rule("exception", "b1", "counter"),
                            rule("counter", "b2")], FACTS)
    assert engine.fire(facts) == fired


def test_support_goes_through_exceptions():
    engine = DurableEngine([rule("general", "b0 and n < 150", "exception"), rule("exception", "b1 and b3"),
                            rule("always", "true")], FACTS)
    facts = {"b0": True, "b1": False, "b2": True, "n": Decimal("149.99")}
    assert engine.support(facts) == {"general": {"b0", "n", "b1"}, "always": frozenset()}


@pytest.mark.parametrize(("conditions", "cases"), [
    (flags(*range(490)), [{f"b{i}": True for i in range(490)}, {f"b{i}": i % 2 == 0 for i in range(490)}]),
    ([And(tuple(flags(0, 1 + i % 299))) for i in range(1000)], [{f"b{i}": True for i in range(300)}]),
    ([Compare(">=", FactRef("n"), Literal(i)) for i in range(1000)],
     [{"n": n} for n in (0, 500, 999, Decimal("499.99"), Decimal("500.0001"), 10**30, -(10**30))]),
    ([And(tuple(flags(*range(200))))],
     [{f"b{i}": True for i in range(200)}, {f"b{i}": i != 7 for i in range(200)}]),
    ([And(tuple(Or(tuple(flags(*range(5 * i, 5 * i + 5)))) for i in range(20)))],
     [{f"b{i}": i % 5 == 3 for i in range(100)}, {f"b{i}": i > 4 for i in range(100)}]),
    ([OneOf(FactRef("e"), tuple(Literal(f"v{j}") for j in range(i + 1))) for i in range(50)],
     [{"e": f"v{i}"} for i in (0, 25, 49, 50, 99)]),
    ([Not(OneOf(FactRef("e"), tuple(Literal(f"v{j}") for j in range(i + 1)))) for i in range(50)],
     [{"e": f"v{i}"} for i in (0, 25, 49, 50, 99)]),
    ([ALWAYS, NEVER, parse("1 = 1"), parse("n / 0 > 1")], [{}, {"n": 3}]),
], ids=["facts", "one condition", "open conditions", "wide", "product", "choices", "no choices", "constants"])
def test_beyond_the_engines_own_limits(conditions, cases):
    """Each of these hangs, crashes or fails durable-rules when it is written down directly."""
    engine = DurableEngine([DurableRule(str(i), node) for i, node in enumerate(conditions)], FACTS)
    for facts in cases:
        assert engine.fire(facts) == {str(i) for i, node in enumerate(conditions) if value(node, facts)}


@pytest.mark.parametrize(("rules", "code", "words"), [
    ([DurableRule(str(i), node) for i, node in enumerate(flags(*range(600)))], "S206", "事实太多"),
    ([DurableRule(str(i), And(tuple(flags(i % 97, i % 89)))) for i in range(4500)], "S206", "展开后太多"),
    ([DurableRule("x", OneOf(FactRef("e"), tuple(Literal(f"v{j}") for j in range(61))))], "S206", "取值"),
    ([rule("x", "n > 900000000000000")], "S206", "太大"),
    ([rule("x", "b0", "y"), rule("y", "b1", "x")], "S211", "互为例外"),
    ([rule("x", "b0", "y")], "S211", "不在规则库里"),
    ([rule("x", "nowhere")], "S202", "nowhere"),
])
def test_what_cannot_be_held_is_refused_at_once(rules, code, words):
    with pytest.raises(KbError) as caught:
        DurableEngine(rules, FACTS)
    [finding] = caught.value.findings
    assert finding.code == code
    assert words in str(finding)


@pytest.mark.parametrize("facts", [{"b0": 1}, {"b0": "true"}, {"n": "100"}, {"n": True}, {"e": 3}, {"n": ""}])
def test_values_of_the_wrong_type_never_reach_the_engine(facts):
    engine = DurableEngine([rule("x", 'b0 or n < 150 or e = "v1"')], FACTS)
    with pytest.raises(KbError):
        engine.fire(facts)
    assert engine.fire({"b0": True}) == {"x"}


def test_ids_that_hash_alike_are_refused():
    check_hashes(["a", "b", "a"])
    with pytest.raises(KbError, match="无法区分"):
        check_hashes(["costarring", "liquid"])  # equal in 32-bit FNV-1a


def test_a_failure_is_loud_and_the_next_question_is_answered(monkeypatch):
    engine = DurableEngine([rule("x", "b0", "y"), rule("y", "b1")], FACTS)
    facts = {"b0": True, "b1": False}
    assert engine.fire(facts) == {"x"}
    for failure, raised in ((ValueError("boom"), EngineError), (KeyboardInterrupt(), KeyboardInterrupt)):
        for _ in range(20):
            with monkeypatch.context() as patch:
                def fail(*_: object, failure: BaseException = failure) -> None:
                    raise failure

                patch.setattr(DurableEngine, "_fired", fail)
                with pytest.raises(raised):
                    engine.fire(facts)
            assert engine.fire(facts) == {"x"}


def test_an_unfinished_answer_is_never_given(monkeypatch):
    import durable_rules_engine

    engine = DurableEngine([rule("x", "b0")], FACTS)
    assert engine.fire({"b0": True}) == {"x"}
    with monkeypatch.context() as patch:
        patch.setattr(durable_rules_engine, "complete_and_start_action", lambda *_: None)
        with pytest.raises(EngineError, match="只处理了"):
            engine.fire({"b0": True})
    assert engine.fire({"b0": True}) == {"x"}


def test_loaded_only_when_it_fires():
    code = ("import sys\nfrom kb.clauses.expression import FactRef\nfrom kb.clauses.model import Fact\n"
            "from kb.engine.durable import DurableEngine, DurableRule\n"
            "DurableEngine([DurableRule('x', FactRef('a'))], {'a': Fact('a', 'boolean', '', '')})\n"
            "sys.exit('durable' in sys.modules)")
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0  # noqa: S603


def test_pickles_and_starts_no_threads():
    engine = DurableEngine([rule("x", "b0", "y"), rule("y", "b1")], FACTS)
    before = active_count()
    facts = {"b0": True, "b1": False}
    assert engine.fire(facts) == {"x"}
    assert pickle.loads(pickle.dumps(engine)).fire(facts) == {"x"}  # noqa: S301
    assert active_count() == before


def test_threads_get_the_answers_of_one_thread():
    maker = Maker(vocabulary(), 3)
    engine = DurableEngine(random_base(maker, 40), vocabulary())
    situations = [maker.situation(maker.random.random()) for _ in range(200)]
    alone = [engine.fire(situation) for situation in situations]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(engine.fire, situations * 4))
    assert together == alone * 4


@pytest.mark.parametrize("queries", [5_000, pytest.param(100_000, marks=[
    pytest.mark.slow, pytest.mark.skipif(not LONG, reason="BANSHI_LONG=1 runs it")])])
def test_memory_stays_flat(queries):
    maker = Maker(vocabulary(), 4)
    engine = DurableEngine(random_base(maker, 15), vocabulary())
    situations = [maker.situation(maker.random.random()) for _ in range(500)]
    expected = [engine.fire(situation) for situation in situations]
    process = psutil.Process()
    before = process.memory_info().rss
    for number in range(queries):
        assert engine.fire(situations[number % 500]) == expected[number % 500]
    assert process.memory_info().rss - before < 4_000_000
    assert engine._ready().get_facts("0") == []


def test_memory_is_freed_with_the_rule_base():
    maker = Maker(vocabulary(), 6)
    rules = random_base(maker, 60)
    situation = maker.situation()
    process = psutil.Process()
    sizes = []
    for _ in range(60):
        DurableEngine(rules, vocabulary()).fire(situation)
        sizes.append(process.memory_info().rss)
    assert sizes[-1] - sizes[20] < 8_000_000
