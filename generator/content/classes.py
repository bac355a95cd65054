"""Classes of a fact's values that no condition of a service can tell apart, each with one value that stands for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from generator.content.desk import Desk
from kb.clauses.logic import value
from kb.clauses.model import Fact, Value
from kb.clauses.tree import MIRRORED, Compare, FactRef, Literal, Node, OneOf, Within, atoms, facts_in
from kb.clauses.wording import say_value

Cut = tuple[Decimal, bool]
"""A border and whether the cut lies above it (`True`) or below it."""


@dataclass(frozen=True)
class Choice:
    """One value of a fact that stands for a class of situations, and how the class is said."""

    fact: str
    value: Value
    text: str


def classes(desk: Desk, fact: Fact) -> list[Choice]:
    """The classes, those outside the service's range left out; none for dates, or numbers held against other facts."""
    if fact.type == "boolean":
        return [Choice(fact.id, each, say_value(fact, each)) for each in (True, False)]
    if fact.type == "enum":
        return [Choice(fact.id, each.id, each.name) for each in fact.values if _inside(desk, fact, each.id)]
    return _numbers(desk, fact) if fact.type == "number" else []


def _inside(desk: Desk, fact: Fact, choice: Value) -> bool:
    covers = desk.service.covers
    return covers is None or value(covers, {fact.id: choice}) is not False


def _numbers(desk: Desk, fact: Fact) -> list[Choice]:
    conditions = _conditions(desk)
    if not all(_plain(atom) for node in conditions for atom in atoms(node) if fact.id in facts_in(atom)):
        return []
    cuts: set[Cut] = set()
    for node in conditions:
        for sign, bound in tests(node, fact.id):
            cuts |= {(bound, False)} if sign in ("<", ">=") else {(bound, True)} if sign in (">", "<=") \
                else {(bound, False), (bound, True)}
    ordered: list[Cut | None] = [None, *sorted(cuts), None]
    found = (_class(fact, low, high) for low, high in pairwise(ordered)) if cuts else ()
    return [each for each in found if each is not None]


def _conditions(desk: Desk) -> list[Node]:
    """All conditions that an answer of the service can turn on."""
    program = desk.program
    doubts = [*(each.condition for each in program.tensions), *(each.condition for each in program.unavailable)]
    found = [*(each.effective for each in program.rules), *(each.condition for each in program.rules),
             *(each.condition for each in program.implications), *doubts, desk.service.covers]
    return [each for each in found if each is not None]


def _plain(atom: Node) -> bool:
    """Whether a test holds a fact against constants only."""
    match atom:
        case Compare(left=FactRef(), right=Literal()) | Compare(left=Literal(), right=FactRef()):
            return True
        case OneOf(item=FactRef()) | Within(item=FactRef()):
            return True
        case _:
            return False


def tests(node: Node, fact: str) -> Iterator[tuple[str, Decimal]]:
    """The comparisons of a number with constants in a condition: the sign, the fact standing left, and the constant."""
    for atom in atoms(node):
        match atom:
            case Compare(op=op, left=FactRef(name=name), right=Literal(value=bound)) if name == fact:
                yield op, Decimal(str(bound))
            case Compare(op=op, left=Literal(value=bound), right=FactRef(name=name)) if name == fact:
                yield MIRRORED[op], Decimal(str(bound))
            case OneOf(item=FactRef(name=name), options=options) if name == fact:
                yield from (("=", Decimal(str(each.value))) for each in options)
            case Within(item=FactRef(name=name)) if name == fact:
                yield from ((part.op, Decimal(str(part.right.value))) for part in atom.parts()
                            if isinstance(part.right, Literal))
            case _:
                pass


def _class(fact: Fact, low: Cut | None, high: Cut | None) -> Choice | None:
    """The class between two cuts; None when no value of the fact lies there."""
    grain = Decimal(1) if fact.integer else Decimal(1).scaleb(-fact.decimals)
    least = low[0] + (grain if low[1] else 0) if low else fact.minimum
    most = high[0] - (0 if high[1] else grain) if high else fact.maximum
    if fact.minimum is not None and least is not None:
        least = max(least, fact.minimum)
    if least is not None and most is not None and least > most:
        return None
    stands = most if most is not None else least
    if stands is None:
        return None
    if least == most:
        return Choice(fact.id, stands, f"{fact.title}正好{say_value(fact, stands)}")
    above = f"{'超过' if low[1] else '达到或超过'}{say_value(fact, low[0])}" if low else ""
    below = f"{'不超过' if high[1] else '小于'}{say_value(fact, high[0])}" if high else ""
    return Choice(fact.id, stands, fact.title + "、".join(each for each in (above, below) if each))
