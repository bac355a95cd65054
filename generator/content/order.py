"""The order of the steps: none stands before what it needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.content.desk import Desk
from kb.clauses.keyword import listed
from kb.engine.answer import StepAnswer


def shown(desk: Desk) -> list[StepAnswer]:
    """The steps that take place or may, in an order that can be followed.

    A step that open rules only merge into others, waive or abolish is none of them.
    """
    named = {str(effect.data.get("it") or effect.data["step"]) for _, effect in desk.effects("require", "undetermined")}
    found = {each.id: each for each in desk.answer.steps
             if each.status == "required" or (each.status == "depends" and each.id in named)}
    needs = before(desk, found)
    done: dict[str, StepAnswer] = {}
    while len(done) < len(found):
        ready = [each for name, each in found.items() if name not in done and needs[name] <= done.keys()]
        step = ready[0] if ready else next(each for name, each in found.items() if name not in done)
        done[step.id] = step
    return list(done.values())


def before(desk: Desk, steps: Mapping[str, StepAnswer]) -> dict[str, set[str]]:
    """For each of the steps, those of them that come first: by nature, by the policy, or in some situations."""
    found: dict[str, set[str]] = {name: set() for name in steps}
    for name, step in steps.items():
        for group in (*step.needs, *step.issue_after):
            found[name] |= set(group.split("|")) & steps.keys()
    for _, effect in desk.effects("precede"):
        for then in listed(effect.data["then"]):
            if then in steps:
                found[then] |= set(listed(effect.data["first"])) & steps.keys()
    return found


def stages(desk: Desk) -> list[list[StepAnswer]]:
    """The shown steps as stages: each stands in the stage after the last step it waits for."""
    steps = {each.id: each for each in shown(desk)}
    needs = before(desk, steps)
    level: dict[str, int] = {}
    for name in steps:
        level[name] = 1 + max((level.get(each, -1) for each in needs[name]), default=-1)
    return [[each for name, each in steps.items() if level[name] == stage]
            for stage in sorted(set(level.values()))]


def position(desk: Desk) -> dict[str, int]:
    """Where each step of the service stands: in the order shown, the contracted ones after."""
    names = [each.id for each in shown(desk)]
    rest: Iterable[str] = (each.id for each in desk.service.steps if each.id not in names)
    return {name: place for place, name in enumerate([*names, *rest])}
