"""Conditions as sums of products of simple checks: the only form durable-rules matches reliably.

A term is a set of checks that must all pass; a condition definitely holds when all checks of one of its terms
pass on the facts given. Negation is pushed into the checks first, so nothing turns on a fact being absent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import product
from math import prod

from kb.clauses.logic import value
from kb.clauses.model import Fact, Value
from kb.clauses.tree import (
    MIRRORED,
    OPPOSITE,
    And,
    Atom,
    Compare,
    CompareOp,
    FactRef,
    Literal,
    Node,
    Not,
    OneOf,
    Or,
    Within,
    atoms,
    facts_in,
)
from kb.findings import KbError, problem

MAX_TERMS = 64
MAX_PATTERNS = 16
PACKED = 25  # derived truths that share one property, so that properties stay few
LARGEST = 2**53

Plain = bool | int | str


@dataclass(frozen=True, slots=True)
class Check:
    """One test on one property: `test` is an operator and a normalised value, or `in` and several."""

    property: str
    op: str
    value: Plain | tuple[Plain, ...]


Term = frozenset[Check]


def derived(kind: str, number: int, truth: bool) -> Check:
    """The check on a truth that the engine or this adapter works out: kind `!` rule, `?` sum, `&` part."""
    return Check(f"{kind}{number // PACKED}", "=", 2 * (number % PACKED) + truth)


@dataclass
class Scale:
    """How a fact's values become values the engine compares correctly: booleans, whole numbers, ASCII ids."""

    fact: Fact
    places: int = 0

    def constant(self, given: Value) -> Plain:
        """A constant of a condition. Raises KbError when the engine could not hold it exactly."""
        plain = self.of(given)
        if isinstance(plain, int) and abs(plain) >= LARGEST:
            raise _too_large(f"`{self.fact.id}` 的常数 `{given}` 太大", "换一个更大的单位")
        return plain

    def of(self, given: Value) -> Plain:
        """A fact's value. Raises KbError when it is not of the fact's type."""
        kind = self.fact.type
        if kind == "boolean" and isinstance(given, bool):
            return given
        if kind == "date" and isinstance(given, date):
            return given.toordinal()
        if kind == "enum" and isinstance(given, str) and given.isascii():
            return given
        if kind == "number" and isinstance(given, int | Decimal) and not isinstance(given, bool):
            above, below = given.as_integer_ratio()
            whole, rest = divmod(above * 10**self.places, below)
            # Odd numbers stand between two that these decimals can write; the far ends fold together.
            return int(max(-(2**60), min(2**60, 2 * whole + (rest != 0))))
        raise KbError(problem("S203", "durable-rules", f"事实 `{self.fact.id}` 的值 `{given}` 类型不对"))


@dataclass
class Terms:
    """Turns conditions into terms over one vocabulary; collects what has to be worked out beside them.

    `sums` are the tests on several facts, computed before the engine runs. `parts` are sums of products that
    the engine derives as facts of their own, because multiplying them out would be too large.
    """

    facts: Mapping[str, Fact]
    sums: dict[Atom, int] = field(default_factory=dict)
    parts: dict[frozenset[Term], int] = field(default_factory=dict)
    scales: dict[str, Scale] = field(default_factory=dict)

    def measure(self, conditions: Sequence[Node]) -> None:
        """Learn how many decimals each number needs, before any condition is turned into terms."""
        for name in sorted({name for node in conditions for name in facts_in(node)}):
            if name not in self.facts:
                raise KbError(problem("S202", "durable-rules", f"没有名为 `{name}` 的事实"))
            fact = self.facts[name]
            self.scales[name] = Scale(fact, 0 if fact.integer else fact.decimals)
        for atom in (atom for node in conditions for atom in atoms(node)):
            for name, constant in _constants(atom):
                if isinstance(constant, Decimal):
                    exponent = constant.as_tuple().exponent
                    places = -exponent if isinstance(exponent, int) else 0
                    self.scales[name].places = max(self.scales[name].places, places)

    def of(self, node: Node) -> list[Term]:
        """The terms of a condition in negation normal form, none of them implied by another."""
        match node:
            case Literal(value=constant):
                return [frozenset()] if constant is True else []
            case Or(items=items):
                return _shortest([term for item in items for term in self.of(item)])
            case And(items=items):
                return self.multiplied([self.of(item) for item in items])
            case Not(item=FactRef(name=name)):
                return [frozenset((Check(name, "=", False),))]
            case Compare() | OneOf() | Within() | FactRef():
                return self.atom(node)
            case _:  # pragma: no cover - not in normal form
                raise TypeError(node)

    def multiplied(self, factors: list[list[Term]]) -> list[Term]:
        """All choices of one term per factor; the largest factors become parts when that is too many."""
        while prod(map(len, factors)) > MAX_TERMS:
            largest = max(range(len(factors)), key=lambda index: len(factors[index]))
            factors[largest] = [frozenset((self.part(factors[largest]),))]
        return _shortest([frozenset().union(*choice) for choice in product(*factors)])

    def part(self, terms: list[Term]) -> Check:
        """A check that passes when one of these terms does."""
        number = self.parts.setdefault(frozenset(terms), len(self.parts))
        return derived("&", number, True)

    def joinable(self, term: Term) -> Term:
        """The term with as few checks as one rule can join, the rest moved into a part."""
        while width(term) > MAX_PATTERNS:
            ordered = sorted(term, key=str)
            names = sorted({_pattern_key(check) for check in ordered})[:MAX_PATTERNS]
            moved = frozenset(check for check in ordered if _pattern_key(check) in names)
            term = (term - moved) | {self.part([moved])}
        return term

    def atom(self, atom: Atom) -> list[Term]:
        checks = self.checks(atom)
        return [] if checks is None else [frozenset(checks)]

    def checks(self, atom: Atom) -> list[Check] | None:
        """The checks that are together the same as a test; None for one that can never be true."""
        match atom:
            case FactRef(name=name):
                return [Check(name, "=", True)]
            case Compare(op=op, left=FactRef(name=name), right=Literal(value=constant)):
                return [self.check(name, op, constant)]
            case Compare(op=op, left=Literal(value=constant), right=FactRef(name=name)):
                return [self.check(name, MIRRORED[op], constant)]
            case OneOf(item=FactRef(name=name), options=options):
                values = sorted({self.scales[name].constant(option.value) for option in options}, key=str)
                return [Check(name, "in", tuple(values)) if len(values) > 1 else Check(name, "=", values[0])]
            case Within(item=FactRef()):
                return [check for part in atom.parts() for check in self.checks(part) or []]
        if not facts_in(atom):
            return [] if value(atom, {}) else None
        return [self.computed(atom)]

    def check(self, name: str, op: CompareOp, constant: Value) -> Check:
        plain = self.scales[name].constant(constant)
        if isinstance(plain, bool):
            return Check(name, "=", plain == (op == "="))
        return Check(name, op, plain)

    def computed(self, atom: Atom) -> Check:
        """The check on a test of several facts; a test and its opposite share one number."""
        truth = True
        if isinstance(atom, Compare) and atom.op in ("!=", ">", ">="):
            atom, truth = Compare(OPPOSITE[atom.op], atom.left, atom.right), False
        return derived("?", self.sums.setdefault(atom, len(self.sums)), truth)


def width(term: Term) -> int:
    """How many messages a rule for this term joins: one per fact, one per derived truth."""
    return len({_pattern_key(check) for check in term})


def _pattern_key(check: Check) -> str:
    return check.property if check.property[0] not in "!?&" else f"{check.property}={check.value}"


def _shortest(terms: list[Term]) -> list[Term]:
    unique = list(dict.fromkeys(terms))
    return [term for term in unique if not any(other < term for other in unique)]


def _constants(atom: Atom) -> list[tuple[str, Value]]:
    match atom:
        case Compare(left=FactRef(name=name), right=Literal(value=constant)):
            return [(name, constant)]
        case Compare(left=Literal(value=constant), right=FactRef(name=name)):
            return [(name, constant)]
        case OneOf(item=FactRef(name=name), options=options):
            return [(name, option.value) for option in options]
        case Within(item=FactRef(name=name), low=low, high=high):
            return [(name, low.value), (name, high.value)]
        case _:
            return []


def _too_large(message: str, hint: str) -> KbError:
    return KbError(problem("S206", "durable-rules", message, hint=hint))
