"""What a document says a rule step takes: one stated step, or several that together are that step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kb.clauses.model import Limit, Step
from kb.findings import KbError
from kb.linter.document import StatedStep
from kb.linter.review import Review
from kb.schedule.network import Activity, plan


@dataclass(frozen=True, slots=True)
class Group:
    """The stated steps that are one rule step, and how long they take from the first to the last."""

    step: Step
    stated: tuple[StatedStep, ...]
    limit: Limit


def groups(review: Review) -> Iterator[Group]:
    """Each timed stated step with its rule step; several of one rule step in the same situation together.

    An average says nothing of a single case and is left out.
    """
    members: dict[tuple[str, str], list[StatedStep]] = {}
    for stated in review.in_order:
        step = review.rule_step(stated)
        if step is not None and stated.duration is not None and stated.duration.measure == "max":
            key = (_home(review, stated, step), repr((sorted(stated.situation.items()), stated.condition)))
            members.setdefault(key, []).append(stated)
    for (name, _), stated_steps in members.items():
        step = review.run.program.steps[name]
        working = [each for each in stated_steps if each.duration and each.duration.unit == "working_day"]
        for each in stated_steps:
            if each.duration is not None and (each not in working or len(working) == 1):
                yield Group(step, (each,), each.duration)
        if len(working) > 1:
            halves = _together(review, working)
            longest = max(working, key=lambda each: each.duration.halves or 0 if each.duration else 0)
            alone = longest.duration.halves or 0 if longest.duration else 0
            if halves is not None and halves > alone:
                yield Group(step, tuple(working), Limit(Decimal(halves) / 2, "working_day"))
            else:
                yield from (Group(step, (each,), each.duration) for each in working if each.duration)


def _home(review: Review, stated: StatedStep, step: Step) -> str:
    """The rule step whose limit counts: the one it is surely merged into, else itself."""
    judge = review.judge_of(stated)
    for index, into in review.run.frame.into.get(step.id, ()):
        if judge is not None and judge.of(judge.holds(index), stated.condition).truth == "always":
            return into
    return step.id


def _together(review: Review, stated: list[StatedStep]) -> int | None:
    """The halves that these steps take along the document's order; None when it runs in a circle."""
    durations = {each.id: each.duration.halves or 0 for each in stated if each.duration}
    activities = [Activity(each.id, durations.get(each.id, 0), tuple((name,) for name in each.after),
                           each.issue_after) for each in review.procedure.steps]
    try:
        return plan(activities, only=durations).total
    except KbError:
        return None
