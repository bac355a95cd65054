"""Find a concrete case in which given conditions hold together.

Complete for conditions that compare facts with constants, which is what rules are written in: each fact is
tried at, below and above every constant it is compared with. Comparisons between facts are tried on the same
values, so there a missing witness proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from kb.clauses.logic import value
from kb.clauses.model import Fact, Implication, Value
from kb.clauses.tree import Node, facts_in, thresholds


def samples(fact: Fact, constants: Iterable[Value]) -> list[Value]:
    """Values of a fact that stand for all others, given the constants it is compared with."""
    if fact.type == "boolean":
        return [True, False]
    if fact.type == "enum":
        return [each.id for each in fact.values]
    if fact.type == "date":
        days = [each for each in constants if isinstance(each, date)]
        return sorted({day + timedelta(days=shift) for day in days for shift in (-1, 0, 1)})
    return list(_numbers(fact, [Decimal(str(each)) for each in constants if isinstance(each, int | Decimal)]))


def _numbers(fact: Fact, constants: list[Decimal]) -> Iterator[Decimal]:
    grain = Decimal(1) if fact.integer else Decimal(1).scaleb(-fact.decimals)
    tried = {each + shift for each in constants for shift in (-grain, Decimal(0), grain)}
    tried |= {each for each in (fact.minimum, fact.maximum) if each is not None} or {Decimal(0)}
    for each in sorted(tried):
        if (fact.minimum is None or each >= fact.minimum) and (fact.maximum is None or each <= fact.maximum):
            yield each


def all_thresholds(conditions: Iterable[Node]) -> dict[str, set[Value]]:
    """The constants each fact is compared with anywhere in these conditions."""
    found: dict[str, set[Value]] = {}
    for condition in conditions:
        for name, constants in thresholds(condition).items():
            found.setdefault(name, set()).update(constants)
    return found


def find_case(conditions: Sequence[Node], facts: Mapping[str, Fact],
              implications: Sequence[Implication] = (), budget: int = 20_000) -> dict[str, Value] | None:
    """A case in which all conditions are true and no plain implication is broken, or None.

    Gives up (None) after `budget` tried assignments.
    """
    rigid = [each for each in implications if not each.presume]
    constants = all_thresholds([*conditions, *(each.condition for each in rigid)])
    names = sorted(set().union(*(facts_in(each) for each in conditions)) if conditions else set())
    choices = {name: samples(facts[name], constants.get(name, ())) for name in names}
    left = budget

    def broken(case: Mapping[str, Value]) -> bool:
        if any(value(condition, case) is False for condition in conditions):
            return True
        return any(value(each.condition, case) is True
                   and any(case.get(name, wanted) != wanted for name, wanted in each.then) for each in rigid)

    def search(case: dict[str, Value], index: int) -> dict[str, Value] | None:
        nonlocal left
        left -= 1
        if left < 0 or broken(case):
            return None
        if all(value(condition, case) is True for condition in conditions):
            return case
        if index == len(names):
            return None
        for choice in choices[names[index]]:
            found = search({**case, names[index]: choice}, index + 1)
            if found is not None:
                return found
        return None

    return search({}, 0)
