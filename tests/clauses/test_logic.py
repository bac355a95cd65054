"""The reference semantics: ternary tables, exact arithmetic, and the laws of residuals."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest
from condition_strategies import conditions, full_situations, situations
from hypothesis import given, settings

from kb.clauses.expression import (
    FactRef,
    Literal,
    atoms,
    conjunction,
    disjunction,
    facts_in,
    negate,
    negation,
    normal,
    parse,
    unparse,
)
from kb.clauses.logic import UNDEFINED, residual, value


def test_the_ternary_tables_of_dmn():
    for a, b in product((True, False, None), repeat=2):
        facts = {name: given for name, given in (("a", a), ("b", b)) if given is not None}
        least = False if False in (a, b) else None if None in (a, b) else True
        most = True if True in (a, b) else None if None in (a, b) else False
        assert value(parse("a and b"), facts) is least
        assert value(parse("a or b"), facts) is most
        assert value(parse("not(a)"), facts) is (None if a is None else not a)


@pytest.mark.parametrize(("text", "facts", "truth"), [
    ("n < 150", {}, None),
    ("n < 150", {"n": 149}, True),
    ("n < 150", {"n": Decimal("149.99")}, True),
    ("n < 150", {"n": Decimal("150.00")}, False),
    ("n * 3 = m", {"n": Decimal("0.1"), "m": Decimal("0.3")}, True),
    ("n / 3 * 3 = 1", {"n": 1}, True),
    ("n / m > 1", {"n": 1, "m": 0}, None),
    ("n / m > 1 or a", {"n": 1, "m": 0, "a": True}, True),
    ("n + m > 3", {"n": 5}, None),
    ("n in (1..3]", {"n": 1}, False),
    ("n in (1..3]", {"n": 3}, True),
    ('v in ("x", "y")', {"v": "y"}, True),
    ('not(v in ("x", "y"))', {}, None),
    # exact beyond the 28 digits that Decimal keeps by default
    ("n * n > m", {"n": Decimal(10**20) + 1, "m": Decimal(10**40 + 2 * 10**20)}, True),
    ("n * n > m", {"n": Decimal(10**20) + 1, "m": Decimal(10**40 + 2 * 10**20 + 1)}, False),
])
def test_values(text, facts, truth):
    assert value(parse(text), facts) is truth


@given(conditions, situations, full_situations)
@settings(max_examples=500, deadline=None)
def test_residual_laws(node, facts, others):
    rest = residual(node, facts)
    known = value(node, facts)
    assert (known is None) != isinstance(rest, Literal)
    if known is not None:
        assert rest == Literal(known)
    assert not facts_in(rest) & set(facts)
    assert facts_in(rest) <= facts_in(node)
    full = {**others, **facts}
    assert value(rest, full) == value(rest, others) == value(node, full)
    assert residual(rest, {}) == rest


@given(conditions, situations)
@settings(max_examples=300, deadline=None)
def test_negation_means_the_opposite(node, facts):
    truth = value(node, facts)
    opposite = None if truth is None else not truth
    assert value(negation(node), facts) is value(negate(node), facts) is opposite
    assert value(normal(node), facts) is truth


@given(conditions, conditions, situations)
@settings(max_examples=200, deadline=None)
def test_constructors_keep_the_meaning(left, right, facts):
    for word, joined in (("and", conjunction((left, right))), ("or", disjunction((left, right)))):
        written = parse(f"({unparse(left)}) {word} ({unparse(right)})")
        assert value(joined, facts) is value(written, facts)


@pytest.mark.parametrize(("text", "facts", "rest"), [
    ("a and n < 150", {"a": True}, "n < 150"),
    ("a and n < 150", {"a": False}, "false"),
    ("a or (b and (c or d))", {"b": True}, "a or c or d"),
    ("a and b or a", {}, "a"),
    ("a and (a or b) and a", {}, "a"),
    ("n + m > 10", {"n": 4}, "4 + m > 10"),
    ("n < m", {"n": 4}, "m > 4"),
    ("n * 2 + m > 10", {"n": Decimal("1.25")}, "2.5 + m > 10"),
    ("n / m > 3 or a", {"m": 0}, "1 / 0 = 0 or a"),
    ("not(a and n > 3)", {"a": True}, "n <= 3"),
])
def test_residuals(text, facts, rest):
    assert unparse(residual(parse(text), facts)) == rest


def test_undefined_hangs_on_nothing():
    assert value(UNDEFINED, {}) is None
    assert facts_in(UNDEFINED) == frozenset()
    assert atoms(FactRef("a")) == (FactRef("a"),)
