"""The generated evaluator: what it is made of, and what it gives on its own."""

from __future__ import annotations

import pickle
import re
from datetime import date
from decimal import Decimal

import pytest
from random_rules import Maker, vocabulary

from kb.clauses.expression import ALWAYS, NEVER, FactRef, Literal, parse
from kb.clauses.logic import UNDEFINED, value
from kb.clauses.tree import Compare
from kb.engine.evaluator import CHUNK, compile_conditions

TEXTS = ("n < 150", "n in [150..160)", "a and (n > 0 or a)", 'not(a) or v in ("x", "y")', "n / m > 1",
         'v = "x"', 'd > date("2018-09-30")')


@pytest.mark.parametrize(("facts", "holds", "unknown"), [
    ({}, [], [0, 1, 2, 3, 4, 5, 6]),
    ({"n": 150}, [1], [2, 3, 4, 5, 6]),
    ({"n": Decimal("149.99"), "a": True}, [0, 2], [3, 4, 5, 6]),
    ({"n": 150, "m": 0}, [1], [2, 3, 4, 5, 6]),
    ({"n": 150, "m": Decimal("0.1")}, [1, 4], [2, 3, 5, 6]),
    ({"n": -5, "a": True, "v": "z"}, [0, 2], [4, 6]),
    ({"v": "z", "a": False}, [3], [0, 1, 4, 6]),
    ({"d": date(2018, 9, 30), "v": "x"}, [3, 5], [0, 1, 2, 4]),
])
def test_decides(facts, holds, unknown):
    assert compile_conditions([parse(text) for text in TEXTS])(facts) == (holds, unknown)


def test_nothing_to_decide_and_constants():
    assert compile_conditions([])({"a": True}) == ([], [])
    assert compile_conditions([ALWAYS, NEVER, UNDEFINED])({}) == ([0], [2])


def test_no_name_or_constant_reaches_the_source():
    evil = "__import__('os').abort()"
    evaluator = compile_conditions([FactRef(evil), Compare("=", FactRef("x" + evil), Literal(evil)),
                                    Compare("<", FactRef("a"), FactRef(evil))])
    assert all("import" not in source and re.fullmatch(r"[\w\s,.:()\[\]<>=*+-]*", source)
               for source in evaluator.sources)
    assert evaluator({evil: True, "x" + evil: evil, "a": False}) == ([0, 1, 2], [])


def test_pickles_before_and_after_use():
    maker = Maker(vocabulary(), 5)
    conditions = [maker.condition(2, 0.2) for _ in range(30)]
    fresh = compile_conditions(conditions)
    copy = pickle.loads(pickle.dumps(fresh))  # noqa: S301
    situation = maker.situation()
    expected = fresh(situation)
    assert copy(situation) == expected
    assert pickle.loads(pickle.dumps(fresh))(situation) == expected  # noqa: S301


def test_large_bases_are_split_into_several_functions():
    maker = Maker(vocabulary(), 6)
    conditions = [maker.condition(1) for _ in range(3 * CHUNK + 1)]
    evaluator = compile_conditions(conditions)
    assert len(evaluator.sources) == 5  # regions, and four parts
    situation = maker.situation()
    holds, unknown = evaluator(situation)
    assert holds == [i for i, node in enumerate(conditions) if value(node, situation) is True]
    assert unknown == [i for i, node in enumerate(conditions) if value(node, situation) is None]
