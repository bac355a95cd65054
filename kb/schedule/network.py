"""When each activity can start and must be finished: the critical path of an AND/OR network.

Times are counted in half working days (halves) from the start of the whole. Everything is integer arithmetic.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kb.findings import Finding, KbError, nearest, problem
from kb.schedule.andor import AndOr


@dataclass(frozen=True, slots=True)
class Activity:
    """One thing to do.

    `duration`: halves; 0 = at once, or a contracted (waived) step.
    `needs`: a conjunction of any-of groups, one finished member satisfies its group; it starts when all are.
    `issue_after`: it may start, but is finished no earlier than these are (only the result waits).
    `counted=False`: it keeps its place in the order and takes no time on this clock.
    """

    id: str
    duration: int
    needs: tuple[tuple[str, ...], ...] = ()
    issue_after: tuple[str, ...] = ()
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Timing:
    """When one activity runs, in halves from the start of the whole.

    `weight` is the time that it takes on this clock. `slack` is `latest_start - start`: how much later it may
    start, or how much longer it may take, without making the total longer. The latest times and the slack are
    None for an activity that the plan does not use: an alternative not chosen, or something that only such an
    alternative needs.
    """

    weight: int
    start: int
    finish: int
    latest_start: int | None
    latest_finish: int | None
    slack: int | None


@dataclass(frozen=True, slots=True)
class Schedule:
    """A planned network.

    `total`: halves from the start until everything that the plan uses is finished.
    `times`: activity id -> Timing, in the order given.
    `critical_path`: ids along one longest path, first to last; only those that take time on it, so that their
    weights add up to `total`. Of several longest paths, the same one is always given.
    `chosen`: (activity id, position in its `needs`) -> the member used, for each group of several members.
    """

    total: int
    times: Mapping[str, Timing]
    critical_path: tuple[str, ...]
    chosen: Mapping[tuple[str, int], str]


class Network:
    """Activities linked once, to be planned with various durations and spans. Safe to share between threads.

    Raises KbError: C301 activities that wait for each other, one finding per circle (when planned); C302 an
    unknown id in `needs` or `issue_after`; C303 an id given twice; C304 a negative duration; C305 an empty
    any-of group. `names` gives titles for messages, by id.
    """

    def __init__(self, activities: Iterable[Activity], *, names: Mapping[str, str] | None = None) -> None:
        self.activities = tuple(activities)
        self._names = names or {}
        self._number, self._linked = _connect(self.activities)

    def plan(self, durations: Sequence[int] | None = None, *, only: Collection[str] | None = None) -> Schedule:
        """The schedule with these durations, in halves and in the order of the activities, or with their own.

        Within an any-of group the member that finishes first is used; of several, the first listed. `only`
        names the activities whose duration counts (a span); the others keep the order and weigh 0. Ids in
        `only` that are not in the network are ignored.
        """
        given = self.activities
        span = None if only is None else frozenset(only)
        lengths = durations or [each.duration for each in given]
        network = self._linked.weighed([
            length if each.counted and (span is None or each.id in span) else 0
            for each, length in zip(given, lengths, strict=True)])
        if not network.run():
            raise KbError([_circle([given[i].id for i in circle], self._names) for circle in network.circles()])
        network.choose()
        network.trim()
        network.delay()
        times = _Times(self._number, network.weight, network.start, network.finish, network.latest, network.used)
        chosen = {(given[i].id, group - network.needs[i].start): given[network.chosen[group]].id
                  for group, i in enumerate(network.owner) if len(network.groups[group]) > 1
                  } if network.alternatives else {}
        return Schedule(network.total, times, tuple(given[i].id for i in network.longest_path()), chosen)


def plan(activities: Iterable[Activity], *, only: Collection[str] | None = None,
         names: Mapping[str, str] | None = None) -> Schedule:
    """Earliest and latest times, slack and critical path of a network that is planned once: see `Network`."""
    return Network(activities, names=names).plan(only=only)


def _connect(given: Sequence[Activity]) -> tuple[dict[str, int], AndOr]:
    """The number of each activity, and the network by number. KbError with everything that is wrong."""
    number: dict[str, int] = {}
    wrong: list[Finding] = []
    for i, each in enumerate(given):
        if number.setdefault(each.id, i) != i:
            wrong.append(_problem("C303", "duplicate-activity", f"步骤 `{each.id}` 出现了不止一次", each.id))
        if each.duration < 0:
            wrong.append(_problem("C304", "negative-duration", f"步骤 `{each.id}` 的时长是负数", each.id))
    network = AndOr(len(given))
    for each in given:
        if not all(each.needs):
            wrong.append(_problem("C305", "empty-group", f"步骤 `{each.id}` 有空的前置组", each.id))
        try:
            groups = [_numbers(group, number) for group in each.needs]
            awaits = _numbers(each.issue_after, number)
        except KeyError:
            named = dict.fromkeys(name for group in (*each.needs, each.issue_after) for name in group)
            wrong += [_problem("C302", "unknown-activity", f"步骤 `{each.id}` 的前置 `{name}` 不存在",
                               each.id, hint=nearest(name, number)) for name in named if name not in number]
            continue
        network.add(groups, awaits)
    if wrong:
        raise KbError(wrong)
    return number, network


def _numbers(ids: tuple[str, ...], number: Mapping[str, int]) -> tuple[int, ...]:
    return tuple([number[name] for name in (dict.fromkeys(ids) if len(ids) > 1 else ids)])


@dataclass(frozen=True, slots=True)
class _Times(Mapping[str, Timing]):
    """Timings made when they are looked up: most plans are asked only for their total and path."""

    number: Mapping[str, int]
    weight: Sequence[int]
    start: Sequence[int]
    finish: Sequence[int]
    latest: Sequence[int]
    used: Sequence[bool]

    def __getitem__(self, name: str) -> Timing:
        i = self.number[name]
        weight, start = self.weight[i], self.start[i]
        if not self.used[i]:
            return Timing(weight, start, self.finish[i], None, None, None)
        latest = self.latest[i]
        return Timing(weight, start, self.finish[i], latest - weight, latest, latest - weight - start)

    def __iter__(self) -> Iterator[str]:
        return iter(self.number)

    def __len__(self) -> int:
        return len(self.number)


def _circle(ids: list[str], names: Mapping[str, str]) -> Finding:
    path = " → ".join(names.get(name, name) for name in (*ids, ids[0]))
    return _problem("C301", "circular-prerequisite", f"步骤互为前置，谁也无法先办：{path}", *ids,
                    hint="箭头从先办的指向后办的；去掉其中一个前置")


def _problem(code: str, name: str, message: str, *at: str, hint: str = "") -> Finding:
    return replace(problem(code, name, message, hint=hint), at=at)
