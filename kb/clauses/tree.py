"""The condition tree: what `when:` means, as plain values. Every backend walks this one tree.

A `Term` has a value (fact, constant, arithmetic), a `Node` is true, false or unknown. A boolean fact and a
boolean constant are both. Equality ignores columns, so the same test written twice is one test.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal as Choice

from kb.clauses.model import Value

CompareOp = Choice["=", "!=", "<", "<=", ">", ">="]
ArithmeticOp = Choice["+", "-", "*", "/"]

OPPOSITE: dict[CompareOp, CompareOp] = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
MIRRORED: dict[CompareOp, CompareOp] = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}


@dataclass(frozen=True, slots=True, eq=False)
class Literal:
    """A constant. `true` and 1 are different constants, 1 and 1.0 the same."""

    value: Value
    column: int = 0

    def __eq__(self, other: object) -> bool:
        return (isinstance(other, Literal) and self.value == other.value
                and isinstance(self.value, bool) == isinstance(other.value, bool))

    def __hash__(self) -> int:
        return hash((isinstance(self.value, bool), self.value))


@dataclass(frozen=True, slots=True)
class FactRef:
    """The value of a fact. On its own it is the test that a boolean fact is true."""

    name: str
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Two numbers added, subtracted, multiplied or divided. Dividing by zero gives unknown."""

    op: ArithmeticOp
    left: Term
    right: Term
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Compare:
    """Two terms compared."""

    op: CompareOp
    left: Term
    right: Term
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class OneOf:
    """`item in (a, b)`: the item equals one of the constants."""

    item: Term
    options: tuple[Literal, ...]
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Within:
    """`item in [low..high]`: the item lies in an interval; an open end `(` or `)` leaves its bound out."""

    item: Term
    low: Literal
    high: Literal
    low_open: bool = False
    high_open: bool = False
    column: int = field(default=0, compare=False)

    def parts(self) -> tuple[Compare, Compare]:
        """The two comparisons that the interval stands for."""
        return (Compare(">" if self.low_open else ">=", self.item, self.low, self.column),
                Compare("<" if self.high_open else "<=", self.item, self.high, self.column))


@dataclass(frozen=True, slots=True)
class And:
    """All items hold."""

    items: tuple[Node, ...]
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Or:
    """At least one item holds."""

    items: tuple[Node, ...]
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """The item does not hold."""

    item: Node
    column: int = field(default=0, compare=False)


Term = Literal | FactRef | Arithmetic
Atom = Compare | OneOf | Within | FactRef
Node = Literal | FactRef | Arithmetic | Compare | OneOf | Within | And | Or | Not

ALWAYS = Literal(True)
NEVER = Literal(False)


def _flat(kind: type[And] | type[Or], items: Iterable[Node]) -> Iterator[Node]:
    for item in items:
        if isinstance(item, kind):
            yield from _flat(kind, item.items)
        else:
            yield item


def _joined(kind: type[And] | type[Or], items: Iterable[Node], empty: Literal, decided: Literal) -> Node:
    kept: dict[Node, None] = {}
    for item in _flat(kind, items):
        if item == decided:
            return decided
        if item != empty:
            kept[item] = None
    if len(kept) < 2:
        return next(iter(kept), empty)
    parts = tuple(kept)
    return kind(parts, parts[0].column)


def conjunction(items: Iterable[Node]) -> Node:
    """All of these, flattened, each once. Nothing given: always."""
    return _joined(And, items, ALWAYS, NEVER)


def disjunction(items: Iterable[Node]) -> Node:
    """At least one of these, flattened, each once. Nothing given: never."""
    return _joined(Or, items, NEVER, ALWAYS)


def both(left: Node, right: Node) -> Node:
    """Both conditions hold."""
    return conjunction((left, right))


def negate(node: Node) -> Node:
    """The condition does not hold: `not` around it, or the opposite comparison where that is as short."""
    match node:
        case Literal(value=bool(value)):
            return NEVER if value else ALWAYS
        case Not(item=item):
            return item
        case Compare():
            return Compare(OPPOSITE[node.op], node.left, node.right, node.column)
        case _:
            return Not(node, node.column)


def negation(node: Node) -> Node:
    """The opposite of the condition in negation normal form: `not` only in front of boolean facts."""
    return normal(node, positive=False)


def normal(node: Node, *, positive: bool = True) -> Node:
    """The condition (or its opposite) with `not` pushed in. Intervals and lists stay whole unless negated."""
    match node:
        case Not(item=item):
            return normal(item, positive=not positive)
        case And(items=items) | Or(items=items):
            parts = [normal(item, positive=positive) for item in items]
            return conjunction(parts) if isinstance(node, And) == positive else disjunction(parts)
    if positive:
        return node
    match node:
        case Within():
            return disjunction(negate(part) for part in node.parts())
        case OneOf(item=item):
            return conjunction(Compare("!=", item, option, node.column) for option in node.options)
        case _:
            return negate(node)


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below a node, in the order written."""
    match node:
        case And(items=items) | Or(items=items):
            return items
        case Not(item=item):
            return (item,)
        case Compare(left=left, right=right) | Arithmetic(left=left, right=right):
            return (left, right)
        case OneOf(item=item, options=options):
            return (item, *options)
        case Within(item=item, low=low, high=high):
            return (item, low, high)
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, in the order written."""
    yield node
    for child in children(node):
        yield from walk(child)


def facts_in(node: Node) -> frozenset[str]:
    """The ids of the facts a condition mentions."""
    return frozenset(each.name for each in walk(node) if isinstance(each, FactRef))


def atoms(node: Node) -> tuple[Atom, ...]:
    """The tests a condition is made of, each once, in the order written. Constants are none."""
    match node:
        case And() | Or() | Not():
            return tuple(dict.fromkeys(atom for child in children(node) for atom in atoms(child)))
        case Compare() | OneOf() | Within() | FactRef():
            return (node,)
        case _:
            return ()


def thresholds(node: Node) -> dict[str, set[Value]]:
    """The constants each fact is compared with directly: where an answer can change."""
    found: dict[str, set[Value]] = {}
    for atom in atoms(node):
        match atom:
            case Compare(left=FactRef(name=name), right=Literal(value=value)):
                found.setdefault(name, set()).add(value)
            case Compare(left=Literal(value=value), right=FactRef(name=name)):
                found.setdefault(name, set()).add(value)
            case OneOf(item=FactRef(name=name)):
                found.setdefault(name, set()).update(option.value for option in atom.options)
            case Within(item=FactRef(name=name)):
                found.setdefault(name, set()).update((atom.low.value, atom.high.value))
    return found
