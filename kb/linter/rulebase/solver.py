"""Whether conditions can hold together, decided by an SMT solver (z3), with a case that shows it.

Every fact is known here, so a condition is true or false but for a division by zero, which makes it neither. Plain
implications are laws of the world; presumptions are not, because a fact that is given may go against them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from kb.clauses.model import Fact, Implication, Value
from kb.clauses.tree import And, Arithmetic, Compare, FactRef, Literal, Node, Not, OneOf, Or, Term, Within, facts_in
from kb.compiler.overrides import GRANTED
from kb.findings import KbError, problem

TIMEOUT_MS = 3_000
"""Milliseconds after which a question counts as undecided."""

UNDECIDED: Final = "undecided"


def z3() -> Any:
    """The solver's module. KbError with the line that installs it when it is missing."""
    try:
        import z3
    except ImportError as error:
        raise KbError(problem("S105", "no-solver", "没有安装求解器 z3，规则库的深层检查做不了",
                              hint="请运行：pip install 'banshi[check]'")) from error
    return z3


@dataclass(frozen=True, slots=True)
class Truth:
    """A condition as two formulas: when it is true, when it is false. Neither: undefined."""

    true: Any
    false: Any


class Solver:
    """Answers questions about conditions over these facts. Not for use by several threads."""

    def __init__(self, facts: Mapping[str, Fact], implications: Sequence[Implication]) -> None:
        self._z3 = z3()
        self._facts = facts
        self._solver = self._z3.Solver()
        self._solver.set("timeout", TIMEOUT_MS)
        self._variables: dict[str, Any] = {}
        self._made: dict[Node, Truth] = {}
        for law in (each for each in implications if not each.presume):
            if facts_in(law.condition) <= set(facts):
                then = [self._equals(name, value) for name, value in law.then if name in facts]
                self._solver.add(self._z3.Implies(self.truth(law.condition).true, self._z3.And(*then)))

    def case(self, true: Sequence[Node], false: Sequence[Node] = ()) -> dict[str, Value] | str | None:
        """A case in which the first conditions are true and the second false; None when there is none.

        `UNDECIDED` when the solver ran out of time. The case names the facts that the conditions mention.
        """
        # Made before the push: bounds of facts first met here must outlive this question.
        wanted = [*(self.truth(each).true for each in true), *(self.truth(each).false for each in false)]
        self._solver.push()
        try:
            self._solver.add(*wanted)
            result = self._solver.check()
            if result == self._z3.unsat:
                return None
            if result != self._z3.sat:
                return UNDECIDED
            model = self._solver.model()
            names = sorted({name.removesuffix(GRANTED) for each in (*true, *false) for name in facts_in(each)})
            return {name: self._read(model, name) for name in names}
        finally:
            self._solver.pop()

    def truth(self, node: Node) -> Truth:
        """A condition as formulas."""
        if node not in self._made:
            self._made[node] = self._truth(node)
        return self._made[node]

    def _truth(self, node: Node) -> Truth:
        z = self._z3
        match node:
            case And(items=items):
                parts = [self.truth(each) for each in items]
                return Truth(z.And(*(each.true for each in parts)), z.Or(*(each.false for each in parts)))
            case Or(items=items):
                parts = [self.truth(each) for each in items]
                return Truth(z.Or(*(each.true for each in parts)), z.And(*(each.false for each in parts)))
            case Not(item=item):
                inner = self.truth(item)
                return Truth(inner.false, inner.true)
            case Literal(value=held):
                return Truth(z.BoolVal(bool(held)), z.BoolVal(not held))
            case FactRef(name=name):
                variable = self._variable(name)
                return Truth(variable, z.Not(variable))
            case Within():
                low, high = (self.truth(each) for each in node.parts())
                return Truth(z.And(low.true, high.true), z.Or(low.false, high.false))
            case OneOf(item=item, options=options):
                return self._truth(Or(tuple(Compare("=", item, each) for each in options)))
            case Compare():
                return self._compare(node)
        raise TypeError(type(node).__name__)

    def _compare(self, node: Compare) -> Truth:
        z = self._z3
        enum = next((each.name for each in (node.left, node.right) if isinstance(each, FactRef)
                     and self._fact(each.name).type == "enum"), None)
        sides = [self._enum(enum, each) if enum else self._term(each) for each in (node.left, node.right)]
        (left, left_known), (right, right_known) = sides
        tests = {"=": lambda: left == right, "!=": lambda: left != right, "<": lambda: left < right,
                 "<=": lambda: left <= right, ">": lambda: left > right, ">=": lambda: left >= right}
        test, known = tests[node.op](), z.And(left_known, right_known)
        return Truth(z.And(known, test), z.And(known, z.Not(test)))

    def _enum(self, fact: str, term: Term) -> tuple[Any, Any]:
        ids = [each.id for each in self._fact(fact).values]
        if isinstance(term, Literal):
            return self._z3.IntVal(ids.index(str(term.value)) if term.value in ids else -1), True
        return self._term(term)

    def _term(self, term: Term) -> tuple[Any, Any]:
        """A term as a formula, and under which formula it has a value."""
        z = self._z3
        match term:
            case FactRef(name=name):
                fact, variable = self._fact(name), self._variable(name)
                return (z.ToReal(variable) / _scale(fact) if fact.type == "number" else variable), z.BoolVal(True)
            case Arithmetic(op=op, left=first, right=second):
                (left, left_known), (right, right_known) = self._term(first), self._term(second)
                known = z.And(left_known, right_known)
                if op == "/":
                    return left / right, z.And(known, right != 0)
                return {"+": left + right, "-": left - right, "*": left * right}[op], known
            case Literal(value=bool(held)):
                return z.BoolVal(held), z.BoolVal(True)
            case Literal(value=date() as day):
                return z.IntVal(day.toordinal()), z.BoolVal(True)
            case Literal(value=held):
                return z.RealVal(str(Fraction(str(held)))), z.BoolVal(True)
        raise TypeError(type(term).__name__)

    def _fact(self, name: str) -> Fact:
        return self._facts[name.removesuffix(GRANTED)]

    def _variable(self, name: str) -> Any:
        name = name.removesuffix(GRANTED)
        if name not in self._variables:
            self._variables[name] = self._declare(self._facts[name])
        return self._variables[name]

    def _declare(self, fact: Fact) -> Any:
        z = self._z3
        if fact.type == "boolean":
            return z.Bool(fact.id)
        variable = z.Int(fact.id)
        if fact.type == "enum":
            self._solver.add(variable >= 0, variable < len(fact.values))
        elif fact.type == "date":
            self._solver.add(variable >= 1, variable <= date.max.toordinal())
        else:
            for bound, side in ((fact.minimum, 1), (fact.maximum, -1)):
                if bound is not None:
                    self._solver.add(side * variable >= side * int(bound * _scale(fact)))
        return variable

    def _equals(self, name: str, held: Value) -> Any:
        return self.truth(FactRef(name) if held is True else Not(FactRef(name)) if held is False
                          else Compare("=", FactRef(name), Literal(held))).true

    def _read(self, model: Any, name: str) -> Value:
        fact = self._facts[name]
        found = model.eval(self._variable(name), model_completion=True)
        if fact.type == "boolean":
            return bool(self._z3.is_true(found))
        number = int(found.as_long())
        if fact.type == "enum":
            return fact.values[number].id
        if fact.type == "date":
            return date.fromordinal(number)
        return number if fact.integer else Decimal(number) / _scale(fact)


def _scale(fact: Fact) -> int:
    return 1 if fact.integer else 10 ** int(fact.decimals)
