"""Time limits of steps in words: what law sets and what the city promises are told apart."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from generator.content.desk import Desk
from generator.content.words import choices, when
from kb.engine.answer import StepAnswer

LABELS = {"law": "法定", "promise": "承诺", "plan": "计划", "kpi": "考核指标", "principle": "原则"}


def by_force(desk: Desk, step: StepAnswer) -> dict[str, list[Mapping[str, Any]]]:
    """A step's limits by the force of the rules that set them: law first, then promises, then the rest."""
    found: dict[str, list[Mapping[str, Any]]] = {"law": list(step.statutory)} if step.statutory else {}
    for each in step.limits:
        forces = (desk.rules[name].force for name in timing(desk, step.id) if _is(desk, name, step.id, each))
        for force in dict.fromkeys(forces):
            if force != "law":
                found.setdefault(force, []).append(each)
    return {force: found[force] for force in LABELS if force in found}


def _is(desk: Desk, rule: str, step: str, limit: Mapping[str, Any]) -> bool:
    return any(effect.keyword == "limit" and effect.data.get("step") == step
               and Decimal(str(effect.data["value"])) == limit["value"]
               and effect.data.get("unit", "working_day") == limit["unit"]
               for effect in desk.rules[rule].rule.effects)


def timing(desk: Desk, step: str) -> list[str]:
    """The rules that may give a step its limit, averages left out."""
    return [fired.rule.id for fired, effect in desk.effects("limit")
            if effect.data.get("step") == step and effect.data.get("measure") != "average"]


def said(desk: Desk, step: StepAnswer, wanted: list[str]) -> str:
    """All limits of a step: 承诺5个工作日；法定20个工作日. `wanted` are the rules that bring the step in.

    A limit that only some situations have says which, unless the step itself has the same condition.
    """
    parts = []
    for force, limits in by_force(desk, step).items():
        text = LABELS[force] + choices(limits)
        rules = [name for name in timing(desk, step.id)
                 if any(_is(desk, name, step.id, each) for each in limits) and desk.rules[name].force == force]
        if len(limits) > 1:
            text += "，看情形"
        elif rules and not set(rules) & set(wanted) and desk.condition(rules[0]):
            conditions = list(dict.fromkeys(desk.condition(name) for name in rules))
            text = when("；或者".join(conditions), text) if all(conditions) else text
        parts.append(text)
    return "；".join(parts)
