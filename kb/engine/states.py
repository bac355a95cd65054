"""From the rules that hold to the state of every step: status, limit, order."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kb.clauses.model import Limit, Span, Step
from kb.engine.runner import Runner, Verdict
from kb.findings import KbError, problem
from kb.schedule.network import Activity, Network, Schedule


@dataclass(frozen=True, slots=True)
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
    true, unknown = verdict.true, verdict.unknown
    return {name: state_of(runner, name, rules & true, rules & unknown) for name, rules in runner.bearing.items()}


@lru_cache(maxsize=4096)
def state_of(runner: Runner, name: str, true: frozenset[int], unknown: frozenset[int]) -> StepState:
    """The state of one step, from the rules that bear on it and hold or are open: many situations agree in these."""
    step = runner.steps[name]
    effects = [each for each in runner.frame.statuses.get(step.id, ()) if each[0] in true or each[0] in unknown]
    if not effects:
        return StepState(step, "not_applicable", False, False, 0, 0, None, (), (), ())
    holding = [each for each in effects if each[0] in true]
    hanging = [each for each in effects if each[0] not in true]
    decided = {status for _, status in holding}
    if len(decided) > 1:
        names = "、".join(f"`{runner.program.rules[index].rule.id}`" for index, _ in holding)
        raise KbError(problem("S591", "conflicting-rules", f"规则对“{step.name}”的结论互相冲突：{names}",
                              hint="请规则维护者用 banshi check 查看并补上 overrides"))
    status = next(iter(decided)) if decided else ("depends" if hanging else "not_applicable")
    settled = bool(decided)
    limits = runner.limits[step.id]
    firm = [limit for index, limit in limits if index in true]
    loose = [limit for index, limit in limits if index in unknown]
    # Two firm limits on one step: the shorter one binds (a special rule may only shorten a promise).
    limit = min(firm, key=_length) if firm else None
    shorter = [each for each in loose if limit and _length(each) < _length(limit)]
    if limit and shorter:  # an open promise of less than the law allows: either may turn out to bind
        loose, limit = [*shorter, limit], None
    halves = [each.halves or 0 for each in ([limit] if limit else loose)]
    sure = status == "required"
    possible = sure or (not settled and any(each == "required" for _, each in hanging))
    merged = runner.frame.into.get(step.id)
    into = next((name for index, name in merged if index in true), None) if merged else None
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


def lay_out(runner: Runner, verdict: Verdict, steps: Mapping[str, StepState], span: Span, *,
            high: bool) -> Schedule:
    """The span's schedule with the shortest (`high=False`) or longest durations that are still possible."""
    return scheduled(runner, verdict, steps, counted(runner, verdict, span, high=high), high=high)


def scheduled(runner: Runner, verdict: Verdict, steps: Mapping[str, StepState], clock: Collection[str], *,
              high: bool) -> Schedule:
    """The service as a network in which these steps count. Contracted steps take no time but keep the order."""
    rules = verdict.true | verdict.unknown if high else verdict.true
    durations = tuple([state.high if high else state.low for state in steps.values()])
    return _schedule(runner, runner.linking & rules, durations, tuple(clock))


@lru_cache(maxsize=1024)
def _schedule(runner: Runner, rules: frozenset[int], durations: tuple[int, ...], clock: tuple[str, ...]) -> Schedule:
    # Many situations differ in nothing that takes time.
    return _network(runner, rules).plan(durations, only=clock)


@lru_cache(maxsize=256)
def _network(runner: Runner, rules: frozenset[int]) -> Network:
    before: dict[str, list[tuple[str, ...]]] = {}
    for index, first, then in runner.frame.orders:
        if index in rules:
            before.setdefault(then, []).append((first,))
    waits: dict[str, list[str]] = {}
    for index, first, then in runner.frame.issues:
        if index in rules:
            waits.setdefault(then, []).append(first)
    return Network(Activity(step.id, 0, (*step.after, *before.get(step.id, ())),
                            (*step.issue_after, *waits.get(step.id, ())))
                   for step in runner.program.service.steps)


def untimed(steps: dict[str, StepState], span: Span, *, surely: bool = True) -> bool:
    """Whether steps of a span take place (not `surely`: or may take place) that no rule gives a time."""
    return any(not each.timed and (each.sure if surely else each.possible or each.status == "depends")
               for each in (steps[name] for name in span.steps))


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
    after, upto = _reached(runner, span, forward=True), _reached(runner, span, forward=False)
    found |= {index for index, first, then in (*frame.orders, *frame.issues) if first in after and then in upto}
    return frozenset(found)


def _reached(runner: Runner, span: Span, *, forward: bool) -> set[str]:
    """The steps of a span with all that may come after them (or before them), under whatever rules."""
    edges = [(first, step.id) for step in runner.program.service.steps
             for first in (*(each for group in step.after for each in group), *step.issue_after)]
    edges += [(first, then) for _, first, then in (*runner.frame.orders, *runner.frame.issues)]
    onward: dict[str, list[str]] = {}
    for first, then in edges if forward else [(then, first) for first, then in edges]:
        onward.setdefault(first, []).append(then)
    reached = set(span.steps)
    queue = list(span.steps)
    while queue:
        more = [each for each in onward.get(queue.pop(), ()) if each not in reached]
        reached.update(more)
        queue += more
    return reached
