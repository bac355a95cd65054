"""A condition written slightly wrong, in every way that a person might: for testing the worked cases.

Each variant is one change: a comparison flipped at its bound, a number or a day shifted, a part dropped, a test
turned round, an end of an interval opened or closed, an option left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from kb.clauses.tree import (
    ALWAYS,
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
)
from kb.clauses.unparse import unparse

Variants = Iterator[tuple[str, Node]]
FLIPPED: dict[CompareOp, CompareOp] = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "=": "!=", "!=": "="}


def variants(condition: Node) -> Variants:
    """Every variant of a condition with what was changed, in words. None for a condition that always holds."""
    if condition == ALWAYS:
        return
    if not isinstance(condition, And | Or):
        yield f"去掉条件 {unparse(condition)}", ALWAYS
    yield from _changed(condition)


def _changed(node: Node) -> Variants:
    match node:
        case And(items=items) | Or(items=items):
            joined = conjunction if isinstance(node, And) else disjunction
            for index, item in enumerate(items):
                before, after = items[:index], items[index + 1:]
                yield f"去掉{'条件' if isinstance(node, And) else '情形'} {unparse(item)}", joined((*before, *after))
                yield from ((what, joined((*before, each, *after))) for what, each in _changed(item))
        case Not(item=item):
            yield _said(node, item)
            if not isinstance(item, FactRef):
                yield from ((what, Not(each)) for what, each in _changed(item))
        case FactRef():
            yield _said(node, Not(node))
        case Compare(op=op, left=left, right=right):
            changed = [Compare(FLIPPED[op], left, right), *(Compare(op, each, right) for each in _shifted(left)),
                       *(Compare(op, left, each) for each in _shifted(right))]
            yield from (_said(node, each) for each in changed)
        case OneOf(options=options):
            for index in range(len(options) if len(options) > 1 else 0):
                yield _said(node, OneOf(node.item, options[:index] + options[index + 1:]))
        case Within():
            yield from (_said(node, each) for each in _intervals(node))


def _said(old: Node, new: Node) -> tuple[str, Node]:
    return f"{unparse(old)} → {unparse(new)}", new


def _intervals(node: Within) -> Iterator[Node]:
    item, low, high = node.item, node.low, node.high
    yield Within(item, low, high, not node.low_open, node.high_open)
    yield Within(item, low, high, node.low_open, not node.high_open)
    yield from (Within(item, each, high, node.low_open, node.high_open) for each in _literals(low))
    yield from (Within(item, low, each, node.low_open, node.high_open) for each in _literals(high))


def _shifted(term: Term) -> Iterator[Term]:
    """The term with one of its constants shifted."""
    if isinstance(term, Literal):
        yield from _literals(term)
    elif isinstance(term, Arithmetic):
        yield from (Arithmetic(term.op, each, term.right) for each in _shifted(term.left))
        yield from (Arithmetic(term.op, term.left, each) for each in _shifted(term.right))


def _literals(literal: Literal) -> Iterator[Literal]:
    """The constant a little less and a little more: one unit or one day, and a tenth of what is below one."""
    found = literal.value
    if isinstance(found, date):
        yield from (Literal(found + timedelta(days=shift)) for shift in (-1, 1))
    elif isinstance(found, int | Decimal) and not isinstance(found, bool):
        size = Decimal(found)
        step = Decimal(1) if size == 0 or abs(size) >= 1 else Decimal("0.1")
        yield from (Literal(size + shift) for shift in (-step, step))
