"""Other engines on the same conditions: zen-engine (GoRules) and common-expression-language (CEL), both in Rust.

Both get all conditions in one expression, which is their fastest way, and both only answer for situations in
which every fact is known: they have no third value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kb.clauses.model import Value
from kb.clauses.tree import And, Compare, FactRef, Literal, Node, Not, OneOf, Or, Within

Decide = Callable[[Mapping[str, Value]], list[int]]


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a language writes what ours says."""

    conjunction: str
    disjunction: str
    negation: str
    equal: str


CEL = Dialect(" && ", " || ", "!", "==")
ZEN = Dialect(" and ", " or ", "not", "==")


def cel(conditions: Sequence[Node]) -> Decide:
    """The indices of the conditions that hold, by CEL."""
    import cel as engine

    program = engine.compile(_list(conditions, CEL))
    return lambda facts: _true(program.execute(plain(facts)))


def zen(conditions: Sequence[Node]) -> Decide:
    """The indices of the conditions that hold, by ZEN."""
    import zen as engine

    program = engine.compile_expression(_list(conditions, ZEN))
    return lambda facts: _true(program.evaluate(plain(facts)))


def plain(facts: Mapping[str, Value]) -> dict[str, object]:
    """Facts as both engines want them: numbers as floats."""
    return {name: float(each) if isinstance(each, int | Decimal) and not isinstance(each, bool) else each
            for name, each in facts.items()}


def _true(found: list[bool]) -> list[int]:
    return [index for index, each in enumerate(found) if each]


def _list(conditions: Sequence[Node], dialect: Dialect) -> str:
    return f"[{', '.join(_write(each, dialect) for each in conditions)}]"


def _write(node: object, to: Dialect) -> str:
    match node:
        case And(items=items):
            return f"({to.conjunction.join(_write(each, to) for each in items)})"
        case Or(items=items):
            return f"({to.disjunction.join(_write(each, to) for each in items)})"
        case Not(item=item):
            return f"{to.negation}({_write(item, to)})"
        case Compare(op=op, left=left, right=right):
            return f"({_write(left, to)} {to.equal if op == '=' else op} {_write(right, to)})"
        case OneOf(item=item, options=options):
            return f"({_write(item, to)} in [{', '.join(_write(each, to) for each in options)}])"
        case Within():
            return f"({to.conjunction.join(_write(each, to) for each in node.parts())})"
        case FactRef(name=name):
            return name
        case Literal(value=value):
            return _constant(value)
    raise TypeError(node)


def _constant(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{value}'" if isinstance(value, str) else f"{float(value):.6f}"  # type: ignore[arg-type]
