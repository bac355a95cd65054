"""Conditions from text to tree, by `grammar.lark`. The way in for all that is about conditions."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kb.clauses.mistakes import Mistake, oversize, slip, syntax
from kb.clauses.spelling import Source, normalise
from kb.clauses.tree import (
    ALWAYS,
    NEVER,
    And,
    Arithmetic,
    Atom,
    Compare,
    FactRef,
    Literal,
    Node,
    Not,
    OneOf,
    Or,
    Term,
    Within,
    atoms,
    both,
    conjunction,
    disjunction,
    facts_in,
    negate,
    negation,
    normal,
    thresholds,
    walk,
)
from kb.clauses.unparse import unparse
from kb.findings import KbError, Place, problem

if TYPE_CHECKING:
    from lark import Lark

__all__ = [
    "ALWAYS", "NEVER", "And", "Arithmetic", "Atom", "Compare", "FactRef", "Literal", "Node", "Not", "OneOf",
    "Or", "Term", "Within", "atoms", "both", "conjunction", "disjunction", "facts_in", "negate", "negation",
    "normal", "parse", "thresholds", "unparse", "walk",
]


def parse(text: str, place: Place | None = None) -> Node:
    """The tree of a condition such as `voltage = "10kv" and line_length_m >= 150`.

    Columns in the tree are 1-based offsets in `text`. Raises KbError with one finding, placed at the exact
    column: S201 syntax, S203 a condition where a value is needed, S206 too large.
    """
    where = place or Place()
    if not text.strip():
        raise _failure("S201", where, 1, "条件是空的", "写一个条件，或者去掉 `when`")
    source = normalise(text)
    if large := oversize(source.text):
        raise _mistake("S206", where, source, large)
    if found := slip(source.text):
        raise _mistake("S201", where, source, found)
    from lark.exceptions import UnexpectedInput

    try:
        tree = _parser().parse(source.text)
    except UnexpectedInput as error:
        raise _mistake("S201", where, source, syntax(error, source.text)) from None
    return _Builder(source, where).node(tree)


@cache
def _parser() -> Lark:
    from lark import Lark

    grammar = Path(__file__).with_name("grammar.lark").read_text(encoding="utf-8")
    # The basic lexer keeps keywords keywords everywhere; the contextual one would read `x = and` as a fact.
    return Lark(grammar, parser="lalr", lexer="basic", propagate_positions=True)


def _failure(code: str, place: Place, column: int, message: str, hint: str) -> KbError:
    return KbError(problem(code, "expression", message, place.shifted(column - 1), hint))


def _mistake(code: str, place: Place, source: Source, found: Mistake) -> KbError:
    return _failure(code, place, source.column(found.position), found.message, found.hint)


class _Builder:
    """Our own nodes from lark's tree: one method per rule of the grammar. `oversize` bounded the depth."""

    def __init__(self, source: Source, place: Place) -> None:
        self.source = source
        self.place = place

    def node(self, tree: Any) -> Node:
        column = self.source.column(tree.meta.start_pos)
        built: Node = getattr(self, f"build_{tree.data}")(column, *tree.children)
        return built

    def term(self, tree: Any) -> Term:
        found = self.node(tree)
        if isinstance(found, Literal | FactRef | Arithmetic):
            return found
        raise _failure("S203", self.place, found.column, f"`{unparse(found)}` 是条件，不能拿来比较或计算",
                       "比较的两边写事实、常数或算式")

    def constant(self, tree: Any) -> Literal:
        found = self.node(tree)
        assert isinstance(found, Literal)  # noqa: S101  the grammar allows only constants here
        return found

    def build_or_(self, column: int, *items: Any) -> Node:
        return Or(tuple(map(self.node, items)), column)

    def build_and_(self, column: int, *items: Any) -> Node:
        return And(tuple(map(self.node, items)), column)

    def build_not_(self, column: int, _: Any, item: Any) -> Node:
        return Not(self.node(item), column)

    def build_compare(self, column: int, left: Any, op: Any, right: Any) -> Node:
        return Compare(op.value, self.term(left), self.term(right), column)

    def build_arithmetic(self, column: int, left: Any, op: Any, right: Any) -> Node:
        return Arithmetic(op.value, self.term(left), self.term(right), column)

    def build_one_of(self, column: int, item: Any, options: Any) -> Node:
        return OneOf(self.term(item), tuple(map(self.constant, options.children)), column)

    def interval(self, column: int, item: Any, low: Any, high: Any, from_open: bool,
                 to_open: bool) -> Node:
        return Within(self.term(item), self.constant(low), self.constant(high), from_open, to_open, column)

    def build_within(self, column: int, item: Any, _: Any, low: Any, high: Any, __: Any) -> Node:
        return self.interval(column, item, low, high, False, False)

    def build_within_from(self, column: int, item: Any, low: Any, high: Any, _: Any) -> Node:
        return self.interval(column, item, low, high, True, False)

    def build_within_to(self, column: int, item: Any, _: Any, low: Any, high: Any) -> Node:
        return self.interval(column, item, low, high, False, True)

    def build_within_both(self, column: int, item: Any, low: Any, high: Any) -> Node:
        return self.interval(column, item, low, high, True, True)

    def build_fact(self, column: int, name: Any) -> Node:
        return FactRef(name.value, column)

    def build_number(self, column: int, number: Any) -> Node:
        return Literal(_number(number.value), column)

    def build_negative(self, column: int, _: Any, number: Any) -> Node:
        return Literal(-_number(number.value), column)

    def build_string(self, column: int, text: Any) -> Node:
        return Literal(text.value[1:-1], column)

    def build_true(self, column: int, _: Any) -> Node:
        return Literal(True, column)

    def build_false(self, column: int, _: Any) -> Node:
        return Literal(False, column)

    def build_day(self, column: int, _: Any, text: Any) -> Node:
        written = text.value[1:-1]
        try:
            if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
                raise ValueError
            return Literal(date.fromisoformat(written), column)
        except ValueError:
            raise _failure("S201", self.place, self.source.column(text.start_pos), f"`{written}` 不是日期",
                           '写成 `date("2018-09-14")`，月日都是两位') from None


def _number(text: str) -> int | Decimal:
    return Decimal(text) if "." in text else int(text)
