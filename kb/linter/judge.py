"""Whether something contrary to the rules is so always, sometimes or never, given what a document leaves open.

What is contrary is a condition over facts (`violation`); a document's situation settles part of it. The rest is
searched: a case in which it holds, and one in which it does not. So a finding is an error only if no open fact
could excuse it, and a warning names the facts and says the condition in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kb.clauses import tree
from kb.clauses.logic import residual, value
from kb.clauses.model import Fact, Value
from kb.clauses.tree import (
    ALWAYS,
    NEVER,
    And,
    Compare,
    FactRef,
    Node,
    Not,
    both,
    conjunction,
    disjunction,
    facts_in,
    negate,
)
from kb.clauses.wording import say
from kb.compiler.overrides import GRANTED, granted, shadows
from kb.compiler.witness import all_thresholds, samples
from kb.engine.runner import Runner
from kb.engine.situation import Situation, consistent, settle

BUDGET = 2000
"""How many cases are tried before a condition counts as open."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """How often a violation holds; for `sometimes` the facts it turns on and the condition in words."""

    truth: Literal["always", "sometimes", "never"]
    depends_on: tuple[str, ...] = ()
    words: str = ""


NO = Ruling("never")
_tables: dict[int, tuple[Runner, dict[str, list[Value]]]] = {}


class Judge:
    """The situation a document (or one step of it) claims to cover."""

    def __init__(self, run: Runner, as_of: date, given: Mapping[str, Value]) -> None:
        self.run = run
        self.as_of = as_of
        self.given = dict(given)
        self.situation: Situation = settle(run.program, self.given, as_of)
        self.values = self.situation.values
        self.covers = run.program.service.covers or ALWAYS
        self._facts = shadows(run.program.facts, run.program.granted)
        self._rulings: dict[tuple[Node, Node], Ruling] = {}

    @property
    def shown(self) -> Mapping[str, Fact]:
        """The facts by which conditions are said in words, what may be granted included."""
        return self._facts

    @property
    def covered(self) -> bool:
        """Whether the service's rules can apply at all."""
        return value(self.covers, self.values) is not False

    def under(self, more: Mapping[str, Value]) -> Judge | None:
        """The same with further facts; None when they contradict what is given."""
        if all(self.given.get(name) == each for name, each in more.items()):
            return self
        if any(self.values.get(name, each) != each for name, each in more.items() if name in self.given):
            return None
        given = {**self.given, **more}
        if consistent(self.run.program, given, self.as_of) is None:
            return None
        return Judge(self.run, self.as_of, given)

    def holds(self, index: int) -> Node:
        """When a rule holds. What only an authority may grant does not hold before it is granted."""
        fired = self.run.program.rules[index]
        if fired.rule.overrides and any(
                name in self._facts and self._facts[name].discretion for name in facts_in(fired.condition)):
            return granted(fired.effective, self.run.program.facts)
        return fired.effective

    def any_of(self, indices: Iterable[int]) -> Node:
        """When at least one of these rules holds."""
        return disjunction(self.holds(index) for index in indices)

    def live(self, index: int) -> bool:
        """Whether a rule may hold in this situation."""
        return residual(self.holds(index), self.values) != NEVER

    def of(self, violation: Node, assuming: Node = ALWAYS) -> Ruling:
        """How often a violation holds among the cases in which `assuming` does."""
        key = (violation, assuming)
        if key not in self._rulings:
            self._rulings[key] = self._of(violation, assuming)
        return self._rulings[key]

    def _of(self, violation: Node, assuming: Node) -> Ruling:
        left = residual(violation, self.values)
        frame = residual(both(self.covers, assuming), self.values)
        if NEVER in (left, frame) or self.find(both(frame, left)) is None:
            return NO
        if left == ALWAYS or self.find(both(frame, negate(left))) is None:
            return Ruling("always")
        closer = self.under(forced(frame))
        if closer is not None:
            closer_left = residual(left, closer.values)
            left = left if closer_left in (ALWAYS, NEVER) else closer_left
        left = shortened(self._trimmed(left, frame))
        names = sorted({name.removesuffix(GRANTED) for name in facts_in(left)} - {"as_of"})
        return Ruling("sometimes", tuple(names), say(left, self._facts))

    def find(self, node: Node) -> dict[str, Value] | None:
        """Open facts with which a condition holds, or None when there are none."""
        table = self.table
        stack: list[dict[str, Value]] = [{}]
        for _ in range(BUDGET):
            if not stack:
                return None
            case = stack.pop()
            values = self.values
            if case:
                situation = consistent(self.run.program, {**self.given, **case}, self.as_of)
                if situation is None:
                    continue
                values = situation.values
            left = residual(node, values)
            if left == ALWAYS:
                return case
            names = sorted(facts_in(left))
            if left != NEVER and names:
                stack.extend({**case, names[0]: each} for each in reversed(table[names[0]]))
        return {}

    def _trimmed(self, left: Node, frame: Node) -> Node:
        """The condition without alternatives that cannot occur."""
        if not isinstance(left, tree.Or):
            return left
        return disjunction(each for each in left.items if self.find(both(frame, each)) is not None)

    @property
    def table(self) -> dict[str, list[Value]]:
        """Values of each fact that stand for all others."""
        known = _tables.get(id(self.run))
        if known is None or known[0] is not self.run:
            program = self.run.program
            constants = all_thresholds([*(each.effective for each in program.rules), self.covers,
                                        *(each.condition for each in program.implications)])
            rows = {name: samples(fact, constants.get(name, ())) for name, fact in program.facts.items()}
            known = _tables[id(self.run)] = (self.run, rows)
        return known[1]


def shortened(node: Node) -> Node:
    """A condition without what its plain members already settle: a and (not a or b) is a and b."""
    if isinstance(node, tree.Or):
        return disjunction(map(shortened, node.items))
    if not isinstance(node, And):
        return node
    settled = forced(node)
    plain = [each for each in node.items if forced(each)]
    return conjunction([*plain, *(shortened(residual(each, settled)) for each in node.items if each not in plain)])


def forced(node: Node) -> dict[str, Value]:
    """The facts that a condition fixes outright."""
    found: dict[str, Value] = {}
    for each in node.items if isinstance(node, And) else (node,):
        match each:
            case FactRef(name=name):
                found[name] = True
            case Not(item=FactRef(name=name)):
                found[name] = False
            case Compare(op="=", left=FactRef(name=name), right=tree.Literal(value=constant)):
                found[name] = constant
    return {name: each for name, each in found.items() if not name.endswith(GRANTED)}
