"""Hypothesis strategies for well-typed conditions and situations over a small vocabulary."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from kb.clauses.tree import And, Arithmetic, Compare, FactRef, Literal, Node, Not, OneOf, Or, Within

ORDERS = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
SAMENESS = st.sampled_from(["=", "!="])
NUMBERS = st.one_of(st.integers(-3, 6), st.decimals(-3, 6, places=1))
DATES = st.dates(date(2018, 9, 1), date(2018, 9, 6))
CHOICES = st.sampled_from(["low", "10kv", "35kv"])
BOOLEAN_FACTS, NUMBER_FACTS = ["green", "road", "dual"], ["line", "cable", "depth"]
ENUM_FACTS, DATE_FACTS = ["voltage", "grade"], ["as_of", "built"]
VALUES = (dict.fromkeys(BOOLEAN_FACTS, st.booleans()) | dict.fromkeys(NUMBER_FACTS, NUMBERS)
          | dict.fromkeys(ENUM_FACTS, CHOICES) | dict.fromkeys(DATE_FACTS, DATES))

situations = st.fixed_dictionaries({}, optional=VALUES)
full_situations = st.fixed_dictionaries(VALUES)


def facts_named(names: list[str]) -> st.SearchStrategy[FactRef]:
    return st.sampled_from(names).map(FactRef)


sums = st.recursive(
    st.one_of(facts_named(NUMBER_FACTS), NUMBERS.map(Literal)),
    lambda inner: st.builds(Arithmetic, st.sampled_from(["+", "-", "*", "/"]), inner, inner), max_leaves=4)


def tests_of(names: list[str], values: st.SearchStrategy,
             orders: st.SearchStrategy[str]) -> st.SearchStrategy[Node]:
    item, constant = facts_named(names), values.map(Literal)
    listed = st.lists(constant, min_size=1, max_size=3).map(tuple)
    return st.one_of(st.builds(Compare, orders, item, constant), st.builds(Compare, orders, constant, item),
                     st.builds(Compare, orders, item, item), st.builds(OneOf, item, listed))


def intervals(item: st.SearchStrategy, values: st.SearchStrategy) -> st.SearchStrategy[Node]:
    bounds = st.tuples(values, values).map(lambda pair: tuple(map(Literal, sorted(pair))))
    return st.builds(lambda item, pair, *ends: Within(item, *pair, *ends),
                     item, bounds, st.booleans(), st.booleans())


atoms = st.one_of(
    facts_named(BOOLEAN_FACTS),
    st.builds(Compare, SAMENESS, facts_named(BOOLEAN_FACTS), st.booleans().map(Literal)),
    tests_of(NUMBER_FACTS, NUMBERS, ORDERS), tests_of(DATE_FACTS, DATES, ORDERS),
    tests_of(ENUM_FACTS, CHOICES, SAMENESS),
    intervals(facts_named(NUMBER_FACTS), NUMBERS), intervals(facts_named(DATE_FACTS), DATES),
    st.builds(Compare, ORDERS, sums, sums), intervals(sums, NUMBERS),
)


def several(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    items = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(items.map(And), items.map(Or), inner.map(Not))


conditions = st.recursive(st.one_of(atoms, st.booleans().map(Literal)), several, max_leaves=8)
