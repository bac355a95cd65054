"""Condition trees back to text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kb.clauses.model import Value
from kb.clauses.tree import And, Arithmetic, Compare, FactRef, Literal, Node, Not, OneOf, Or, Within


def unparse(node: Node) -> str:
    """The condition as text that parses to an equal tree."""
    match node:
        case Literal(value=value):
            return _constant(value)
        case FactRef(name=name):
            return name
        case Compare(op=op, left=left, right=right):
            return f"{unparse(left)} {op} {unparse(right)}"
        case OneOf(item=item, options=options):
            return f"{unparse(item)} in ({', '.join(map(unparse, options))})"
        case Within(item=item, low=low, high=high):
            opening, closing = "(" if node.low_open else "[", ")" if node.high_open else "]"
            return f"{unparse(item)} in {opening}{unparse(low)}..{unparse(high)}{closing}"
        case Not(item=item):
            return f"not({unparse(item)})"
        case And(items=items):
            return " and ".join(_wrapped(item, And | Or) for item in items)
        case Or(items=items):
            return " or ".join(_wrapped(item, Or) for item in items)
        case Arithmetic(op=op, left=left, right=right):
            below = node.op in "*/"
            first = isinstance(left, Arithmetic) and below and left.op in "+-"
            second = isinstance(right, Arithmetic) and (below or right.op in "+-")
            return f"{_bracketed(left, first)} {op} {_bracketed(right, second)}"


def _bracketed(node: Node, needed: bool) -> str:
    return f"({unparse(node)})" if needed else unparse(node)


def _wrapped(node: Node, kinds: object) -> str:
    return _bracketed(node, isinstance(node, kinds))  # type: ignore[arg-type]


def _constant(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return f'date("{value.isoformat()}")'
    if isinstance(value, str):
        return f'"{value}"'
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
