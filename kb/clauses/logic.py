"""What a condition says about a situation: true, false or unknown. The reference for every other backend.

Strong Kleene logic, which is DMN's ternary logic: a test on a fact that is not given is unknown. Arithmetic
is exact (fractions); dividing by zero is unknown. Facts were validated before they get here.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from kb.clauses.model import Value
from kb.clauses.tree import (
    MIRRORED,
    And,
    Arithmetic,
    Compare,
    CompareOp,
    FactRef,
    Literal,
    Node,
    Not,
    OneOf,
    Or,
    Term,
    Within,
    conjunction,
    disjunction,
    negate,
)

Facts = Mapping[str, Value]
Exact = Value | Fraction
MAX_PLACES = 6
COMPARISONS: Mapping[CompareOp, Callable[[Any, Any], Any]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt,
    ">=": operator.ge,
}
UNDEFINED = Compare("=", Arithmetic("/", Literal(1), Literal(0)), Literal(0))
"""A test that stays unknown whatever is learnt: it divides by zero."""


def value(node: Node, facts: Facts) -> bool | None:
    """Whether the condition holds: True, False, or None when the facts given do not decide it."""
    # isinstance, most frequent first: this runs for every test of every rule, and `match` takes twice as long
    if isinstance(node, Compare):
        first, second = amount(node.left, facts), amount(node.right, facts)
        return None if first is None or second is None else _compare(node.op, first, second)
    if isinstance(node, And):
        return _any_decides(node.items, facts, decided=False)
    if isinstance(node, Or):
        return _any_decides(node.items, facts, decided=True)
    if isinstance(node, Not):
        inner = value(node.item, facts)
        return None if inner is None else not inner
    if isinstance(node, OneOf):
        found = amount(node.item, facts)
        return None if found is None else any(_compare("=", found, option.value) for option in node.options)
    if isinstance(node, Within):
        found = amount(node.item, facts)
        return None if found is None else (
            _compare("<" if node.low_open else "<=", node.low.value, found)
            and _compare("<" if node.high_open else "<=", found, node.high.value))
    plain = amount(node, facts)
    return None if plain is None else bool(plain)


def _any_decides(items: tuple[Node, ...], facts: Facts, *, decided: bool) -> bool | None:
    unknown = False
    for item in items:
        found = value(item, facts)
        if found is decided:
            return decided
        unknown = unknown or found is None
    return None if unknown else not decided


def amount(term: Term, facts: Facts) -> Exact | None:
    """The exact value of a term; None when a fact in it is unknown or it divides by zero."""
    if isinstance(term, FactRef):
        return facts.get(term.name)
    if isinstance(term, Literal):
        return term.value
    first, second = amount(term.left, facts), amount(term.right, facts)
    if first is None or second is None:
        return None
    return compute(term.op, Fraction(first), Fraction(second))  # type: ignore[arg-type]


def compute(op: str, left: Fraction, right: Fraction) -> Fraction | None:
    """One exact operation; None for a division by zero."""
    match op:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case _:
            return left / right if right else None


def _compare(op: CompareOp, left: Exact, right: Exact) -> bool:
    # Decimal and Fraction do not compare with each other both ways round.
    if isinstance(left, Fraction) != isinstance(right, Fraction):
        left, right = Fraction(left), Fraction(right)  # type: ignore[arg-type]
    return bool(COMPARISONS[op](left, right))


def residual(node: Node, facts: Facts) -> Node:
    """The condition with the known facts filled in, as short as it gets.

    A constant exactly when the facts decide it. Otherwise its facts are unknown ones that can still matter,
    and for any further facts its value is the value of the whole condition with all of them.
    """
    match node:
        case And(items=items):
            return _absorbed(conjunction(residual(item, facts) for item in items), And)
        case Or(items=items):
            return _absorbed(disjunction(residual(item, facts) for item in items), Or)
        case Not(item=item):
            inner = residual(item, facts)
            return UNDEFINED if inner == UNDEFINED else negate(inner)
    found = value(node, facts)
    if found is not None:
        return Literal(found, node.column)
    match node:
        case Compare(op=op, left=left, right=right):
            first, second = _filled(left, facts), _filled(right, facts)
            if first is None or second is None:
                return UNDEFINED
            if isinstance(first, Literal):
                return Compare(MIRRORED[op], second, first, node.column)
            return Compare(op, first, second, node.column)
        case OneOf(item=item, options=options):
            filled = _filled(item, facts)
            return UNDEFINED if filled is None else OneOf(filled, options, node.column)
        case Within(item=item):
            filled = _filled(item, facts)
            return UNDEFINED if filled is None else Within(
                filled, node.low, node.high, node.low_open, node.high_open, node.column)
        case _:
            return node


def _absorbed(node: Node, kind: type[And] | type[Or]) -> Node:
    """A conjunction or disjunction without the items that another one implies: a or (a and b) is a."""
    inner = Or if kind is And else And
    if not isinstance(node, And | Or) or isinstance(node, inner):
        return node
    if not any(isinstance(item, inner) for item in node.items):
        return node
    sets = [frozenset(item.items if isinstance(item, And | Or) else (item,)) for item in node.items]
    kept = [item for item, own in zip(node.items, sets, strict=True)
            if not any(other < own for other in sets)]
    return conjunction(kept) if kind is And else disjunction(kept)


def _filled(term: Term, facts: Facts) -> Term | None:
    """The term with known facts put in and known parts computed; None if it is sure to divide by zero."""
    if not isinstance(term, Arithmetic):
        known = amount(term, facts)
        return term if known is None or isinstance(known, Fraction) else Literal(known, term.column)
    left, right = _filled(term.left, facts), _filled(term.right, facts)
    if left is None or right is None:
        return None
    if term.op == "/" and isinstance(right, Literal) and not right.value:
        return None
    folded = Arithmetic(term.op, left, right, term.column)
    if isinstance(left, Literal) and isinstance(right, Literal):
        return _constant(amount(folded, {}), folded)
    return folded


def _constant(number: Exact | None, folded: Arithmetic) -> Term | None:
    """A computed number as a constant, if it has a finite decimal form; otherwise the sum as it stands."""
    if not isinstance(number, Fraction):
        return None
    rest, powers = number.denominator, {2: 0, 5: 0}
    for prime in powers:
        while rest % prime == 0:
            rest //= prime
            powers[prime] += 1
    places = max(powers.values())
    if rest != 1 or places > MAX_PLACES:
        return folded
    if not places:
        return Literal(number.numerator, folded.column)
    digits = number.numerator * 10**places // number.denominator
    # Built from text because Decimal's own operations round to the context's precision.
    return Literal(Decimal(f"{digits}E-{places}"), folded.column)
