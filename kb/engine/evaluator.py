"""Many conditions decided at once: Python functions generated from the condition trees.

Every test on one fact is looked up, not computed: the constants a fact is compared with cut its values into
regions, and a table gives the truth of all its tests in each region. What remains per condition is two
expressions, the rails: one is true when the condition definitely holds, the other when it definitely does
not; neither means unknown.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kb.clauses.logic import value
from kb.clauses.model import Value
from kb.clauses.tree import And, Compare, FactRef, Literal, Node, Not, OneOf, Or, Within
from kb.engine.regions import Plan, Table, plan

CHUNK = 250  # conditions per generated function: keeps compiling linear and functions small

Facts = Mapping[str, Value]


@dataclass(slots=True, eq=False)
class Evaluator:
    """Decides its conditions for a situation. Call it; it is safe to share between threads and to pickle."""

    count: int
    sources: tuple[str, ...]
    constants: Mapping[str, object]
    _functions: tuple[Callable[..., Any], ...] = field(default=(), repr=False)

    def __call__(self, facts: Facts) -> tuple[list[int], list[int]]:
        """The indices of the conditions that definitely hold, and of those the facts do not decide."""
        regions, *deciders = self._functions or self._compiled()
        found = regions(facts)
        holds: list[int] = []
        open_: list[int] = []
        for decide in deciders:
            decide(found, holds.append, open_.append)
        return holds, open_

    def _compiled(self) -> tuple[Callable[..., Any], ...]:
        # Two threads may both get here; they build equal functions and either may stay.
        made: list[Callable[..., Any]] = []
        for source in self.sources:
            space: dict[str, Any] = {"bisect": bisect_left, **self.constants}
            # The source holds only numbered names of our own; ids and constants come in through the table.
            exec(compile(source, "<conditions>", "exec"), space)  # noqa: S102
            made.append(space["generated"])
        self._functions = tuple(made)
        return self._functions

    def __getstate__(self) -> tuple[object, ...]:
        return self.count, self.sources, self.constants

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        self.count, self.sources, self.constants = state
        self._functions = ()


def compile_conditions(conditions: Sequence[Node]) -> Evaluator:
    """An evaluator for these conditions, which have passed the type check."""
    made = plan(conditions)
    constants: dict[str, object] = dict(made.constants)
    sources = [made.source]
    for start in range(0, len(conditions), CHUNK):
        part = conditions[start:start + CHUNK]
        sources.append(_decider(part, start, made, constants))
    return Evaluator(len(conditions), tuple(sources), constants)


def _decider(conditions: Sequence[Node], start: int, made: Plan, constants: dict[str, object]) -> str:
    """The source of one function; the tables it looks up are added to `constants`."""
    rails = _Rails(made)
    body: list[str] = []
    for index, condition in enumerate(conditions, start=start):
        holds, fails = rails.of(condition)
        body += [f"    if {holds}: holds({index})", f"    elif not ({fails}): open_({index})"]
    head = ["def generated(regions, holds, open_):"]
    for table, used in rails.used.items():
        name = f"T{start}_{table.number}"
        constants[name] = table.rows(used)
        targets = "".join(f"t{table.number}_{test}, f{table.number}_{test}, " for test in used)
        head.append(f"    {targets}= {name}[regions[{table.number}]]")
    return "\n".join(head + body)


class _Rails:
    """Writes the two rails of conditions and notes which tests of which table they use."""

    def __init__(self, made: Plan) -> None:
        self.plan = made
        self.used: dict[Table, dict[int, None]] = {}

    def of(self, node: Node) -> tuple[str, str]:
        """Expressions for: definitely true, definitely false."""
        match node:
            case And(items=items) | Or(items=items):
                pairs = [self.of(item) for item in items]
                joins = (" and ", " or ") if isinstance(node, And) else (" or ", " and ")
                holds, fails = (f"({join.join(rail)})" for join, rail in zip(joins, zip(*pairs, strict=True),
                                                                             strict=True))
                return holds, fails
            case Not(item=item):
                holds, fails = self.of(item)
                return fails, holds
            case Compare() | OneOf() | Within() | FactRef():
                if place := self.plan.tests.get(node):
                    table, test = place
                    self.used.setdefault(table, {})[test] = None
                    return f"t{table.number}_{test}", f"f{table.number}_{test}"
        known = value(node, {}) if not isinstance(node, Literal) else bool(node.value)
        return str(known is True), str(known is False)
