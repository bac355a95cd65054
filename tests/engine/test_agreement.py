"""Three implementations, one answer: reference logic, generated evaluator, durable-rules; random rule bases.

BANSHI_LONG=1 runs ten times as many cases.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from random import Random

import pytest
from random_rules import Maker, vocabulary

from kb.clauses.logic import residual, value
from kb.clauses.model import Value
from kb.clauses.tree import Literal
from kb.engine.durable import DurableEngine, DurableRule
from kb.engine.evaluator import compile_conditions

FACTS = vocabulary()
LONG = bool(os.environ.get("BANSHI_LONG"))
BASES = 500 if LONG else 50
CASES = 200


def random_base(maker: Maker, count: int, depth: int = 2, sums: float = 0.12) -> list[DurableRule]:
    """Rules of which many override earlier ones, exceptions to exceptions included."""
    rules: list[DurableRule] = []
    for number in range(count):
        overridden = number > 0 and maker.random.random() < 0.4
        earlier = {f"r{maker.random.randrange(number)}" for _ in range(maker.random.randrange(1, 4))} \
            if overridden else ()
        rules.append(DurableRule(f"r{number}", maker.condition(depth, sums), tuple(sorted(earlier))))
    return rules


def holding(rules: Sequence[DurableRule], truths: dict[str, bool | None]) -> dict[str, bool | None]:
    """Whether each rule holds, by the definition: its condition does, and no rule that overrides it holds."""
    found: dict[str, bool | None] = {}
    for rule in rules:  # only earlier rules override
        parts = [truths[rule.id]]
        parts += [None if found[name] is None else not found[name] for name in rule.overridden_by]
        found[rule.id] = False if False in parts else None if None in parts else True
    return found


@pytest.mark.parametrize("first", range(0, BASES, 10))
def test_all_three_agree(first):
    for seed in range(first, first + 10):
        maker = Maker(FACTS, seed)
        rules = random_base(maker, 12, depth=2 + seed % 2)
        conditions = [rule.condition for rule in rules]
        evaluate, engine = compile_conditions(conditions), DurableEngine(rules, FACTS)
        for _ in range(CASES):
            situation: dict[str, Value] = maker.situation(maker.random.random())
            truths = [value(condition, situation) for condition in conditions]
            assert evaluate(situation) == (
                [number for number, truth in enumerate(truths) if truth],
                [number for number, truth in enumerate(truths) if truth is None])
            states = holding(rules, {rule.id: truth for rule, truth in zip(rules, truths, strict=True)})
            assert engine.fire(situation) == {name for name, state in states.items() if state}
        engine.close()


@pytest.mark.parametrize("seed", range(5))
def test_large_bases_agree(seed):
    maker = Maker(FACTS, 1000 + seed)
    rules = random_base(maker, 300)
    evaluate, engine = compile_conditions([rule.condition for rule in rules]), DurableEngine(rules, FACTS)
    for _ in range(20):
        situation = maker.situation(maker.random.random())
        holds, unknown = evaluate(situation)
        truths = {rule.id: number in holds or (None if number in unknown else False)
                  for number, rule in enumerate(rules)}
        states = holding(rules, truths)
        assert engine.fire(situation) == {name for name, state in states.items() if state}
    engine.close()


def test_supporting_facts_are_given_and_suffice():
    maker = Maker(FACTS, 77)
    rules = random_base(maker, 60)
    engine = DurableEngine(rules, FACTS)
    for _ in range(50):
        situation = maker.situation(maker.random.random())
        for rule, names in engine.support(situation).items():
            assert names <= situation.keys()
            assert rule in engine.fire({name: situation[name] for name in names})


def test_residuals_agree_with_what_is_learnt_later():
    maker = Maker(FACTS, 88)
    for _ in range(300):
        condition, situation = maker.condition(3, 0.2), maker.situation(maker.random.random())
        rest = residual(condition, situation)
        assert isinstance(rest, Literal) == (value(condition, situation) is not None)
        for share in (0.3, 1.0):
            more = {**maker.situation(share), **situation}
            assert value(rest, more) is value(condition, more)


def test_order_of_facts_changes_nothing():
    maker = Maker(FACTS, 99)
    rules = random_base(maker, 40)
    engine, shuffle = DurableEngine(rules, FACTS), Random(1)  # noqa: S311
    for _ in range(40):
        situation = maker.situation()
        items = list(situation.items())
        shuffle.shuffle(items)
        assert engine.fire(dict(items)) == engine.fire(situation)
