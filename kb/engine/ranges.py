"""Exact ranges of a span's total when facts are open: the shortest and the longest case, with the case.

Branch and bound over the open facts: the durations that are still possible bound the total from both sides;
a branch that cannot beat the best case found is left. Beyond the budget the bounds themselves are given and
the range is marked as not exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kb.clauses.logic import residual, value
from kb.clauses.model import Span, Value
from kb.clauses.tree import facts_in
from kb.compiler.witness import trials
from kb.engine.runner import Runner, Verdict
from kb.engine.situation import consistent
from kb.engine.states import StepState, lay_out, states, touches, untimed
from kb.schedule.network import Schedule

BUDGET = 1500


@dataclass(frozen=True, slots=True)
class Range:
    """A span's total in half working days, with a case and a schedule for either end."""

    low: int
    high: int
    longest: Schedule
    shortest_case: Mapping[str, Value]
    longest_case: Mapping[str, Value]
    exact: bool = True
    known: bool = True
    """False when steps take place but no rule times any of them: there is no total to give."""


@dataclass(slots=True)
class _Search:
    runner: Runner
    as_of: date
    span: Span
    samples: Mapping[str, list[Value]]
    left: int = BUDGET

    def extreme(self, given: Mapping[str, Value], high: bool) -> tuple[int, dict[str, Value], Schedule] | None:
        best: tuple[int, dict[str, Value], Schedule] | None = None
        stack: list[dict[str, Value]] = [dict(given)]
        while stack:
            case = stack.pop()
            self.left -= 1
            if self.left < 0:
                return None
            situation = consistent(self.runner.program, case, self.as_of)
            covers = self.runner.program.service.covers
            if situation is None or (covers is not None and value(covers, situation.values) is False):
                continue
            verdict = self.runner.verdict(situation.values)
            steps = states(self.runner, verdict)
            schedule = lay_out(self.runner, verdict, steps, self.span, high=high)
            if not schedule.total and untimed(steps, self.span) and (
                    high or not lay_out(self.runner, verdict, steps, self.span, high=True).total):
                continue  # here nothing is timed, however the rest turns out
            if best is not None and (schedule.total <= best[0] if high else schedule.total >= best[0]):
                continue
            fact = self._open(situation.values, verdict)
            if fact is None:
                if schedule.total or not untimed(steps, self.span):
                    best = (schedule.total, case, schedule)
                continue
            stack.extend({**case, fact: choice} for choice in self.samples[fact])
        return best

    def _open(self, values: Mapping[str, Value], verdict: Verdict) -> str | None:
        counts: dict[str, int] = {}
        for index in touches(self.runner, self.span) & verdict.unknown:
            for name in facts_in(residual(self.runner.program.rules[index].effective, values)):
                if name not in self.runner.program.granted:  # what nobody has granted shortens no total
                    counts[name] = counts.get(name, 0) + 1
        return max(sorted(counts), key=lambda name: counts[name]) if counts else None


def span_range(runner: Runner, as_of: date, span: Span, given: Mapping[str, Value], verdict: Verdict,
               steps: dict[str, StepState], longest: Schedule) -> Range:
    """The range of a span's total over all situations that the given facts leave open.

    `longest`: the span's schedule with the longest durations still possible.
    """
    # Nothing is longer than the longest: where that is nothing, no open fact can make the total anything else.
    if not longest.total or touches(runner, span).isdisjoint(verdict.unknown):
        known = bool(longest.total) or not untimed(steps, span, surely=False)
        return Range(longest.total, longest.total, longest, given, given, known=known)
    program = runner.program
    table = trials(program.facts, [each.effective for each in program.rules]
                   + [each.condition for each in program.implications])
    search = _Search(runner, as_of, span, table)
    top = search.extreme(given, high=True)
    bottom = search.extreme(given, high=False)
    if top is None or bottom is None:
        shortest = lay_out(runner, verdict, steps, span, high=False)
        known = bool(longest.total) or not untimed(steps, span, surely=False)
        return Range(shortest.total, longest.total, longest, given, given, exact=False, known=known)
    return Range(bottom[0], top[0], top[2], bottom[1], top[1])
