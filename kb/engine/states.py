"""From the rules that hold to the state of every step: status, limit, order."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kb.clauses.model import Limit, Span, Step
from kb.engine.runner import Runner, Verdict
from kb.findings import KbError, problem
from kb.schedule.network import Activity, Schedule, plan, plans


@dataclass(slots=True)
class StepState:
    """What is settled about one step. `sure` and `possible`: whether it takes place at least / at most.

    `low` and `high` bound its duration in half working days; `limits` are all limits that may hold;
    `limit` is the settled one. `timed` is False when it takes place and no rule gives it a time.
    """

    step: Step
    status: str
    sure: bool
    possible: bool
    low: int
    high: int
    limit: Limit | None
    limits: tuple[Limit, ...]
    because: tuple[int, ...]
    open: tuple[int, ...]
    into: str | None = None

    @property
    def timed(self) -> bool:
        return bool(self.limits)


def states(runner: Runner, verdict: Verdict) -> dict[str, StepState]:
    """The state of each step of the service under a verdict."""
    return {step.id: _state(runner, verdict, step) for step in runner.program.service.steps}


def _state(runner: Runner, verdict: Verdict, step: Step) -> StepState:
    effects = [each for each in runner.frame.statuses.get(step.id, ())
               if each[0] in verdict.true or each[0] in verdict.unknown]
    if not effects:
        return StepState(step, "not_applicable", False, False, 0, 0, None, (), (), ())
    holding = [each for each in effects if each[0] in verdict.true]
    hanging = [each for each in effects if each[0] not in verdict.true]
    decided = {status for _, status in holding}
    if len(decided) > 1:
        names = "、".join(f"`{runner.program.rules[index].rule.id}`" for index, _ in holding)
        raise KbError(problem("S591", "conflicting-rules", f"规则对“{step.name}”的结论互相冲突：{names}",
                              hint="请规则维护者用 banshi check 查看并补上 overrides"))
    status = next(iter(decided)) if decided else ("depends" if hanging else "not_applicable")
    settled = bool(decided)
    limits = runner.limits[step.id]
    firm = [limit for index, limit in limits if index in verdict.true]
    loose = [limit for index, limit in limits if index in verdict.unknown]
    # Two firm limits on one step: the shorter one binds (a special rule may only shorten a promise).
    limit = min(firm, key=_length) if firm else None
    shorter = [each for each in loose if limit and _length(each) < _length(limit)]
    if limit and shorter:  # an open promise of less than the law allows: either may turn out to bind
        loose, limit = [*shorter, limit], None
    halves = [each.halves or 0 for each in ([limit] if limit else loose)]
    sure = status == "required"
    possible = sure or (not settled and any(each == "required" for _, each in hanging))
    merged = runner.frame.into.get(step.id)
    into = next((name for index, name in merged if index in verdict.true), None) if merged else None
    return StepState(
        step, status, sure, possible,
        low=(min(halves) if firm else 0) if sure and halves else 0,
        high=max(halves) if possible and halves else 0,
        limit=limit, limits=(limit,) if limit else tuple(loose),
        because=tuple(index for index, _ in holding), open=() if settled else tuple(index for index, _ in hanging),
        into=into)


def _length(limit: Limit) -> tuple[int, object]:
    return (0 if limit.unit == "working_day" else 1, limit.value)


def counted(runner: Runner, verdict: Verdict, span: Span, *, high: bool) -> tuple[str, ...]:
    """The steps of a span whose time its clock counts; open exclusions count only on the `high` side."""
    rules = verdict.true if high else verdict.true | verdict.unknown
    excludes = runner.frame.excludes
    return tuple(
        each for each in span.steps
        if each not in excludes or not any(index in rules and (not spans or span.id in spans)
                   for index, spans in excludes[each]))


def activities(runner: Runner, verdict: Verdict, steps: dict[str, StepState], *, high: bool) -> list[Activity]:
    """The service as a network: contracted steps take no time but keep the order."""
    rules = verdict.true | verdict.unknown if high else verdict.true
    before: dict[str, list[tuple[str, ...]]] = {}
    for index, first, then in runner.frame.orders:
        if index in rules:
            before.setdefault(then, []).append((first,))
    waits: dict[str, list[str]] = {}
    for index, first, then in runner.frame.issues:
        if index in rules:
            waits.setdefault(then, []).append(first)
    return [Activity(name, state.high if high else state.low,
                     (*state.step.after, *before.get(name, ())),
                     (*state.step.issue_after, *waits.get(name, ())))
            for name, state in steps.items()]


def lay_out(runner: Runner, verdict: Verdict, steps: dict[str, StepState], span: Span, *, high: bool) -> Schedule:
    """The span's schedule with the shortest (`high=False`) or longest durations that are still possible."""
    return plan(activities(runner, verdict, steps, high=high), only=counted(runner, verdict, span, high=high))


def lay_out_all(runner: Runner, verdict: Verdict, steps: dict[str, StepState]) -> dict[str, Schedule]:
    """Every span's schedule with the longest durations that are still possible."""
    return plans(activities(runner, verdict, steps, high=True),
                 {span.id: counted(runner, verdict, span, high=True) for span in runner.program.service.spans})


def untimed(steps: dict[str, StepState], span: Span) -> bool:
    """Whether steps of a span take place, or may, that no rule gives a time."""
    return any(steps[name].sure and not steps[name].timed for name in span.steps)


def covered(steps: Mapping[str, StepState], name: str, clock: Collection[str]) -> bool:
    """Whether a step is a stage of another that takes place, has a time and counts on the same clock."""
    whole = steps[name].step.part_of
    return whole in clock and steps[whole].possible and steps[whole].timed


@lru_cache(maxsize=256)
def touches(runner: Runner, span: Span) -> frozenset[int]:
    """The rules that can change a span's total: they decide status, time or order of one of its steps."""
    frame = runner.frame
    found: set[int] = set()
    for name in span.steps:
        found |= {index for index, _ in frame.statuses.get(name, ())}
        found |= {index for index, _ in frame.limits.get(f"step:{name}:max", ())}
        found |= {index for index, spans in frame.excludes.get(name, ()) if not spans or span.id in spans}
    found |= {index for index, first, then in (*frame.orders, *frame.issues)
              if then in span.steps or first in span.steps}
    return frozenset(found)
