"""The document's own critical path through a span, against the total that the rules declare for it.

A total is compared only with declared maxima, never with averages; an average of the document's own adds nothing to
it. Where the rules' own step limits add up to more than the declared total (a contradiction of the text), the document
may use what the steps allow: it is contrary only when it is longer than both.

Everything is counted in halves of the declared total's unit. A time in another unit counts with what it takes at least.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache

from kb.clauses.logic import residual, value
from kb.clauses.model import Limit, Span, Value
from kb.clauses.tree import ALWAYS, NEVER, Compare, FactRef, Literal, Node, Not, conjunction, disjunction, facts_in
from kb.engine.situation import consistent
from kb.engine.states import lay_out, states, touches
from kb.linter.document import StatedStep
from kb.linter.judge import forced
from kb.linter.review import BINDING, Review
from kb.linter.times import surely, usually
from kb.schedule.network import Activity, Network, Schedule

BUDGET = 400


@dataclass
class SpanTotal:
    """One span of the service held against a document.

    `extra` are steps inside it that the rule base lacks; `uncounted`: whether steps count that the document says
    do not, though the rules count them. `usual`: times of another unit count as when no holiday falls into them.
    `stated`: a total that the document itself promises, to be held against the rules instead of its steps.
    """

    review: Review
    span: Span
    extra: frozenset[str] = frozenset()
    uncounted: bool = False
    unit: str = "working_day"
    usual: bool = False
    stated: Limit | None = None
    left: int = field(default=BUDGET)
    plans: dict[tuple[int, ...], Schedule] = field(default_factory=dict)

    @property
    def caps(self) -> list[tuple[int, Limit]]:
        """The declared maxima that bind, by rule."""
        rules = self.review.run.program.rules
        return [(index, limit) for index, limit in self.review.run.frame.limits.get(f"span:{self.span.id}:max", ())
                if limit.unit == self.unit and rules[index].rule.force in BINDING and not rules[index].pending]

    def condition(self) -> Node:
        """When the document's total is contrary to the rules: NEVER, ALWAYS or a condition on open facts."""
        least = min((int(limit.value * 2) for _, limit in self.caps), default=0)
        if self.longest() <= least:
            return NEVER
        start = forced(residual(self.assuming, self.review.judge.values))
        return self._explore(start) or NEVER

    @cached_property
    def assuming(self) -> Node:
        """That the steps of the span which the document lists without a condition take place."""
        return self.review.together(each for each in self.review.procedure.steps if each.id in self.members
                                    and each.condition == ALWAYS and not each.vague)

    def longest(self) -> int:
        """The halves that the document's plan may take, all steps included that may take place."""
        return self._total(self.review.judge.values, high=True)

    def surely(self) -> Schedule:
        """The document's plan with only the steps that take place for sure."""
        return self._plan(self.review.judge.values, high=False)

    def schedule(self, case: Mapping[str, Value]) -> Schedule:
        """The document's plan in a case, all steps that may take place in it."""
        situation = consistent(self.review.run.program, {**self.review.procedure.situation, **case},
                               self.review.procedure.as_of)
        return self._plan(situation.values if situation else self.review.judge.values, high=True)

    @cached_property
    def members(self) -> frozenset[str]:
        """The document's steps whose time counts in the span."""
        return frozenset(each.id for each in self.review.procedure.steps
                         if each.id in self.extra or self._is_member(each))

    def _is_member(self, stated: StatedStep) -> bool:
        step = self.review.rule_step(stated)
        if step is None or not (stated.counted or self.uncounted):
            return False
        run, values = self.review.run, self.review.judge.values
        homes = {step.id, *(into for index, into in run.frame.into.get(step.id, ()) if self.review.judge.live(index))}
        if not homes & set(self.span.steps):
            return False
        return not any(spans == () or self.span.id in spans for home in homes
                       for index, spans in run.frame.excludes.get(home, ())
                       if residual(run.program.rules[index].effective, values) != NEVER)

    def _plan(self, values: Mapping[str, Value], *, high: bool) -> Schedule:
        durations = tuple([self._halves(each.duration) if self._takes(each, values, high) else 0
                           for each in self.review.by_name])
        if durations not in self.plans:
            self.plans[durations] = _network(self.review).plan(durations, only=self.members)
        return self.plans[durations]

    def _takes(self, stated: StatedStep, values: Mapping[str, Value], high: bool) -> bool:
        """Whether a step takes its time: surely, or (`high`) perhaps."""
        if stated.id not in self.members or stated.duration is None:
            return False
        active = value(stated.condition, values)
        return active is not False and (high or (active is not None and not stated.vague))

    def _total(self, values: Mapping[str, Value], *, high: bool) -> int:
        return self._halves(self.stated) if self.stated else self._plan(values, high=high).total

    def _halves(self, time: Limit | None) -> int:
        if time is None or time.measure == "average":
            return 0
        return int(2 * (usually if self.usual else surely)(time, self.unit))

    def _explore(self, case: dict[str, Value]) -> Node | None:
        """When this part of the cases is contrary; None where no such case can occur."""
        self.left -= 1
        review, run = self.review, self.review.run
        situation = consistent(run.program, {**review.procedure.situation, **case}, review.procedure.as_of)
        if situation is None or False in (value(review.judge.covers, situation.values),
                                          value(self.assuming, situation.values)):
            return None
        values = situation.values
        verdict = run.verdict(values)
        firm = [int(limit.value * 2) for index, limit in self.caps if index in verdict.true]
        loose = [int(limit.value * 2) for index, limit in self.caps if index in verdict.unknown]
        most = self._total(values, high=True)
        if not firm + loose or most <= min(firm + loose):
            return NEVER
        least = self._total(values, high=False)
        steps = states(run, verdict)
        if most <= lay_out(run, verdict, steps, self.span, high=False).total:
            return NEVER
        allowed = lay_out(run, verdict, steps, self.span, high=True).total
        if firm and least > max(min(firm), allowed):
            return ALWAYS
        name = self._open(values, verdict.unknown)
        if name is None or self.left < 0:
            return NEVER
        tried = [(each, self._explore({**case, name: each})) for each in review.judge.table[name]]
        return _joined(name, [(each, found) for each, found in tried if found is not None])

    def _open(self, values: Mapping[str, Value], unknown: frozenset[int]) -> str | None:
        """The open fact to tell cases apart by: one the declared total turns on, else the commonest."""
        run = self.review.run
        caps = [index for index, _ in self.caps if index in unknown]
        for indices in (caps, touches(run, self.span) & unknown):
            counts: dict[str, int] = {}
            nodes = [run.program.rules[index].effective for index in indices]
            nodes += [each.condition for each in self.review.procedure.steps if each.id in self.members]
            for node in nodes:
                for name in facts_in(residual(node, values)):
                    if name not in run.program.granted:
                        counts[name] = counts.get(name, 0) + 1
            if counts:
                return max(sorted(counts), key=lambda name: counts[name])
        return None


@lru_cache(maxsize=4)
def _network(review: Review) -> Network:
    """The document's steps by name; KbError when they wait for each other."""
    return Network(Activity(each.id, 0, tuple((name,) for name in review.names_first(each.after)),
                            tuple(review.names_first(each.issue_after))) for each in review.by_name)


def _joined(name: str, tried: list[tuple[Value, Node]]) -> Node | None:
    """The cases of one fact put together: neighbouring values with the same outcome are one range."""
    if not tried:
        return None
    if all(node == tried[0][1] for _, node in tried):
        return tried[0][1]
    runs: list[tuple[list[Value], Node]] = []
    for each, node in tried:
        if runs and runs[-1][1] == node and isinstance(each, int | Decimal) and not isinstance(each, bool):
            runs[-1][0].append(each)
        else:
            runs.append(([each], node))
    parts = []
    for position, (values, node) in enumerate(runs):
        following = runs[position + 1][0][0] if position + 1 < len(runs) else None
        parts.append(conjunction((_within(name, values[0], position > 0, following), node)))
    return disjunction(parts)


def _within(name: str, first: Value, bounded: bool, following: Value | None) -> Node:
    fact = FactRef(name)
    if isinstance(first, bool):
        return fact if first else Not(fact)
    if isinstance(first, str):
        return Compare("=", fact, Literal(first))
    low: Iterable[Node] = (Compare(">=", fact, Literal(first)),) if bounded else ()
    high: Iterable[Node] = (Compare("<", fact, Literal(following)),) if following is not None else ()
    return conjunction((*low, *high))
