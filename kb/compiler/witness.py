"""Find a concrete case in which given conditions hold together.

Complete for conditions that compare facts with constants, which is what rules are written in: each fact is
tried at, below and above every constant it is compared with. Facts that are compared with each other share their
values, and have as many as it takes to put them in any order. With arithmetic a missing witness proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from kb.clauses.logic import value
from kb.clauses.model import Fact, Implication, Value
from kb.clauses.tree import Arithmetic, Atom, FactRef, Node, atoms, children, facts_in, thresholds


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


def arithmetic(condition: Node) -> bool:
    """Whether something in a condition is reckoned, so that the samples do not stand for all values."""
    return any(isinstance(each, Arithmetic) for atom in atoms(condition) for each in children(atom))


def trials(facts: Mapping[str, Fact], conditions: Iterable[Node]) -> dict[str, list[Value]]:
    """For each fact the values that stand for all others in these conditions."""
    conditions = list(conditions)
    constants = all_thresholds(conditions)
    for group in _compared(conditions):
        shared = set().union(*(constants.get(name, set()) for name in group))
        kinds: set[str] = {facts[name].type for name in group if name in facts}
        for name in group:
            constants[name] = {*shared, *_spread(kinds, shared, len(group))}
    return {name: samples(fact, constants.get(name, ())) for name, fact in facts.items()}


def _compared(conditions: Iterable[Node]) -> Iterable[frozenset[str]]:
    """The groups of facts that are compared with each other, directly or through others."""
    groups: list[frozenset[str]] = []
    for atom in (each for condition in conditions for each in atoms(condition)):
        names = frozenset(facts_in(atom))
        if len(names) > 1:
            touched = [each for each in groups if each & names]
            groups = [*(each for each in groups if each not in touched), names.union(*touched)]
    return groups


def _spread(kinds: set[str], shared: set[Value], count: int) -> Iterator[Value]:
    """Values beyond the shared constants, so that `count` facts can all differ."""
    days = [each for each in shared if isinstance(each, date)]
    numbers = [Decimal(str(each)) for each in shared if isinstance(each, int | Decimal) and not isinstance(each, bool)]
    for step in range(1, count + 1):
        if "date" in kinds:
            yield max(days, default=date(2018, 9, 14)) + timedelta(days=3 * step)
        if "number" in kinds:
            yield max(numbers, default=Decimal(0)) + 3 * step


def find_case(conditions: Sequence[Node], facts: Mapping[str, Fact],
              implications: Sequence[Implication] = (), budget: int = 20_000) -> dict[str, Value] | None:
    """A case in which all conditions are true and no plain implication is broken, or None.

    Gives up (None) after `budget` tried assignments.
    """
    return _Search(conditions, facts, implications, budget).run({}, 0)


def impossible(condition: Node, facts: Mapping[str, Fact], implications: Sequence[Implication] = (),
               budget: int = 20_000) -> bool:
    """Whether a condition is sure to hold in no case. False when the search gave up or proves nothing."""
    if not all(isinstance(atom, FactRef) or _with_constants(atom) for atom in atoms(condition)):
        return False
    search = _Search([condition], facts, implications, budget)
    return search.run({}, 0) is None and search.left >= 0


def _with_constants(atom: Atom) -> bool:
    """Whether a test compares one fact with constants, so that the samples stand for all its values."""
    return bool(thresholds(atom)) and not arithmetic(atom)


class _Search:
    """Tries the samples of one fact after the other; leaves a branch as soon as something is broken."""

    def __init__(self, conditions: Sequence[Node], facts: Mapping[str, Fact],
                 implications: Sequence[Implication], budget: int) -> None:
        self.conditions = conditions
        self.rigid = [each for each in implications if not each.presume]
        table = trials(facts, [*conditions, *(each.condition for each in self.rigid)])
        self.names = sorted(set().union(*(facts_in(each) for each in conditions)) if conditions else set())
        self.choices = {name: table[name] for name in self.names}
        self.left = budget

    def run(self, case: dict[str, Value], index: int) -> dict[str, Value] | None:
        """The first case found below this branch; `left` is negative when the budget ran out."""
        self.left -= 1
        if self.left < 0 or self.broken(case):
            return None
        if all(value(condition, case) is True for condition in self.conditions):
            return case
        if index == len(self.names):
            return None
        for choice in self.choices[self.names[index]]:
            found = self.run({**case, self.names[index]: choice}, index + 1)
            if found is not None:
                return found
        return None

    def broken(self, case: Mapping[str, Value]) -> bool:
        """Whether a condition already fails, or a plain implication is already contradicted."""
        if any(value(condition, case) is False for condition in self.conditions):
            return True
        return any(value(each.condition, case) is True
                   and any(case.get(name, wanted) != wanted for name, wanted in each.then) for each in self.rigid)
