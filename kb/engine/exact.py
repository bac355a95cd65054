"""Comparisons of several facts as Python source: exact, on whole numbers only.

A number is a ratio of whole numbers; sums and products of ratios are whole-number arithmetic, which Python
does exactly and faster than Fraction or Decimal would.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from kb.clauses.tree import Arithmetic, Atom, Compare, FactRef, Literal, OneOf, Term, Within

SYMBOLS = {"=": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}

Ratio = tuple[str, str]
"""Expressions of a numerator and a denominator; the denominator is positive."""


def comparison(atom: Atom, result: str, variables: Mapping[str, str],
               constants: dict[str, object]) -> list[str]:
    """Lines that set `result` to 1 (true) or 2 (false), or leave it at 0 when they divide by zero.

    They stand where all facts of the atom are known. Constants that are not numbers are added to `constants`.
    """
    match atom:
        case Compare(left=FactRef() | Literal(), right=FactRef() | Literal()):
            first, second = (_plain(side, variables, constants) for side in (atom.left, atom.right))
            return [f"        {result} = 1 if {first} {SYMBOLS[atom.op]} {second} else 2"]
    writer = _Writer(variables)
    match atom:
        case Compare(op=op, left=left, right=right):
            test = writer.test(op, writer.ratio(left), writer.ratio(right))
        case Within(item=item, low=low, high=high):
            ratio = writer.ratio(item)
            test = " and ".join(writer.test(part.op, ratio, writer.ratio(bound))
                                for part, bound in zip(atom.parts(), (low, high), strict=True))
        case OneOf(item=item, options=options):
            ratio = writer.ratio(item)
            test = " or ".join(writer.test("=", ratio, writer.ratio(option)) for option in options)
        case FactRef():  # pragma: no cover - a fact alone is looked up in its own table
            raise TypeError(atom)
    writer.line(f"{result} = 1 if {test} else 2")
    return writer.lines


def _plain(term: Term, variables: Mapping[str, str], constants: dict[str, object]) -> str:
    if isinstance(term, FactRef):
        return variables[term.name]
    assert isinstance(term, Literal)  # noqa: S101  sums are ratios
    name = f"V{len(constants)}"
    constants[name] = term.value
    return name


@dataclass
class _Writer:
    variables: Mapping[str, str]
    lines: list[str] = field(default_factory=list)
    depth: int = 2
    ratios: dict[str, Ratio] = field(default_factory=dict)

    def line(self, text: str) -> None:
        self.lines.append("    " * self.depth + text)

    def ratio(self, term: Term) -> Ratio:
        match term:
            case Literal(value=int() | Decimal() as number):
                above, below = number.as_integer_ratio()
                return f"({above})", str(below)
            case Literal():  # pragma: no cover - refused by the type check
                raise TypeError(term)
            case FactRef(name=name):
                if name not in self.ratios:
                    variable = self.variables[name]
                    self.ratios[name] = f"n{variable}", f"d{variable}"
                    self.line(f"n{variable}, d{variable} = {variable}.as_integer_ratio()")
                return self.ratios[name]
            case Arithmetic(op=op, left=left, right=right):
                return self.computed(op, self.ratio(left), self.ratio(right))

    def computed(self, op: str, left: Ratio, right: Ratio) -> Ratio:
        number = len(self.lines)
        above, below = f"a{number}", f"b{number}"
        if op == "/":
            # Everything after a division stands below this line: a zero leaves the result unknown.
            self.line(f"if {right[0]}:")
            self.depth += 1
            self.line(f"{above} = {left[0]} * {right[1]} if {right[0]} > 0 else -{left[0]} * {right[1]}")
            self.line(f"{below} = {left[1]} * abs({right[0]})")
        elif op == "*":
            self.line(f"{above}, {below} = {left[0]} * {right[0]}, {left[1]} * {right[1]}")
        else:
            self.line(f"{above}, {below} = {left[0]} * {right[1]} {op} {right[0]} * {left[1]}, "
                      f"{left[1]} * {right[1]}")
        return above, below

    def test(self, op: str, left: Ratio, right: Ratio) -> str:
        return f"{left[0]} * {right[1]} {SYMBOLS[op]} {right[0]} * {left[1]}"
