"""Tests grouped by what they test: a table of truths per fact, a computation per comparison of several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from typing import Literal as Choice

from kb.clauses.logic import value
from kb.clauses.model import Value
from kb.clauses.tree import (
    Atom,
    Compare,
    FactRef,
    Literal,
    Node,
    OneOf,
    Term,
    Within,
    atoms,
    facts_in,
    thresholds,
)
from kb.engine.exact import comparison

Kind = Choice["ordered", "choices", "several"]
UNKNOWN = (False, False)
OTHER = "\0"
"""Stands for every value that no test names; no id contains it."""


@dataclass(eq=False)
class Table:
    """The tests that are looked up together, and the regions that decide them. Region 0 is: unknown.

    `ordered`: region 2i+2 is the constant `known[i]`, odd regions lie below, between and above the constants.
    `choices`: region i+1 is the value `known[i]`, the last region any other. `several`: one test on
    several facts or a sum; region 1 is true, 2 false.
    """

    number: int
    fact: str
    kind: Kind
    tests: list[Atom] = field(default_factory=list)
    known: tuple[Value, ...] = ()

    def rows(self, used: Iterable[int]) -> tuple[tuple[bool, ...], ...]:
        """Per region the pair (definitely true, definitely false) of each test used, as one flat tuple."""
        chosen = [self.tests[number] for number in used]
        if self.kind == "several":
            return (UNKNOWN * len(chosen), (True, False) * len(chosen), (False, True) * len(chosen))
        points: Sequence[Value] = (*self.known, OTHER)
        if self.kind == "ordered":
            ranks = {each: 2 * place + 2 for place, each in enumerate(self.known)}
            chosen = [_ranked(test, ranks) for test in chosen]
            points = range(1, 2 * len(self.known) + 2)
        # Neighbouring regions mostly look alike; sharing equal rows keeps large bases small.
        shared: dict[tuple[bool, ...], tuple[bool, ...]] = {}
        found = [UNKNOWN * len(chosen)]
        for point in points:
            truths = (value(test, {self.fact: point}) is True for test in chosen)
            row = tuple(rail for truth in truths for rail in (truth, not truth))
            found.append(shared.setdefault(row, row))
        return tuple(found)


def _ranked(test: Atom, ranks: Mapping[Value, int]) -> Atom:
    """The test with each constant replaced by its region, so that regions can be compared with it."""

    def rank(term: Term) -> Term:
        return Literal(ranks[term.value]) if isinstance(term, Literal) else term

    match test:
        case Compare(op=op, left=left, right=right):
            return Compare(op, rank(left), rank(right))
        case OneOf(item=item, options=options):
            return OneOf(item, tuple(Literal(ranks[option.value]) for option in options))
        case Within(item=item, low=low, high=high):
            bounds = Literal(ranks[low.value]), Literal(ranks[high.value])
            return Within(item, *bounds, test.low_open, test.high_open)
        case FactRef():
            return test


@dataclass
class Plan:
    """Where each test is looked up, and the source of the function that finds the regions of a situation."""

    tests: dict[Atom, tuple[Table, int]]
    source: str
    constants: dict[str, object]


def plan(conditions: Sequence[Node]) -> Plan:
    """Sort the tests of all conditions into tables and write the function that looks facts up."""
    tests: dict[Atom, tuple[Table, int]] = {}
    tables: dict[object, Table] = {}
    for condition in conditions:
        for atom in atoms(condition):
            names = facts_in(atom)
            if atom in tests or not names:
                continue
            fact = _single(atom)
            kind: Kind = "choices" if fact else "several"  # until its constants show an order
            table = tables.setdefault(fact or atom, Table(len(tables), fact or "", kind))
            table.tests.append(atom)
            tests[atom] = table, len(table.tests) - 1
    writer = _Writer()
    for table in tables.values():
        if table.kind == "several":
            writer.several(table)
        else:
            writer.single(table)
    return Plan(tests, writer.source(), writer.constants)


def _in_order(constant: Value) -> Any:
    """The constants of one fact are all numbers or all dates, so they can be sorted."""
    return constant


def _single(atom: Atom) -> str | None:
    """The one fact a test compares with constants, or None when it compares facts or computes."""
    match atom:
        case FactRef(name=name):
            return name
        case Compare(left=FactRef(name=name), right=Literal()):
            return name
        case Compare(left=Literal(), right=FactRef(name=name)):
            return name
        case Compare():
            return None
        case _:
            return atom.item.name if isinstance(atom.item, FactRef) else None


class _Writer:
    """Writes `generated(facts)`, which gives the region of every table."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.constants: dict[str, object] = {}
        self.facts: dict[str, str] = {}
        self.results: list[str] = []

    def fact(self, name: str) -> str:
        """The variable that holds a fact's value."""
        if name not in self.facts:
            number = len(self.facts)
            self.constants[f"N{number}"] = name
            self.facts[name] = f"x{number}"
            self.lines.append(f"    x{number} = get(N{number})")
        return self.facts[name]

    def single(self, table: Table) -> None:
        variable, result, number = self.fact(table.fact), f"r{table.number}", table.number
        found: set[Value] = set()
        for test in table.tests:
            found |= thresholds(test).get(table.fact, set())
        self.results.append(result)
        if found and not any(isinstance(each, bool | str) for each in found):
            table.kind, table.known = "ordered", tuple(sorted(found, key=_in_order))
            self.constants[f"C{number}"] = table.known
            exact = f"i < {len(table.known)} and C{number}[i] == {variable}"
            self.lines += [
                f"    if {variable} is None: {result} = 0",
                "    else:",
                f"        i = bisect(C{number}, {variable})",
                f"        {result} = 2 * i + (2 if {exact} else 1)",
            ]
            return
        if not found or True in found or False in found:
            found |= {True, False}
        table.known = tuple(sorted(found, key=str))
        regions = {each: region for region, each in enumerate(table.known, start=1)}
        self.constants[f"M{number}"] = regions
        self.lines.append(
            f"    {result} = 0 if {variable} is None else M{number}.get({variable}, {len(regions) + 1})")

    def several(self, table: Table) -> None:
        number = table.number
        names = sorted(facts_in(table.tests[0]))
        variables = {name: self.fact(name) for name in names}
        self.lines.append(f"    r{number} = 0")
        self.lines.append(f"    if {' and '.join(f'{each} is not None' for each in variables.values())}:")
        self.lines += comparison(table.tests[0], f"r{number}", variables, self.constants)
        self.results.append(f"r{number}")

    def source(self) -> str:
        found = "".join(f"{result}, " for result in self.results)
        head = ["def generated(facts):", "    get = facts.get"]
        return "\n".join([*head, *self.lines, f"    return ({found})"])
