"""Demands on worked cases: the number of every time limit is expected by some case in which its rule holds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from kb.clauses.model import Limit, Rule
from kb.clauses.quantity import show_limit
from kb.compiler.knowledge import Knowledge
from kb.engine.demands import Demand
from kb.engine.played import Played

EXPECTED = {"step:max": ("limits", "statutory"), "span:max": ("declared",), "span:average": ("averages",)}
"""Under which keys a case expects a limit of a step or a span."""


def limits(knowledge: Knowledge) -> Iterator[Demand]:
    """One demand for each limit of a rule."""
    for rule in knowledge.rulebook.rules:
        for effect in rule.effects:
            for slot in effect.slots:
                if slot.kind == "limit" and isinstance(slot.value, Limit):
                    kind, name, measure = slot.target.split(":")
                    keys = EXPECTED.get(f"{kind}:{measure}", ())
                    if keys:
                        yield Demand(
                            "limit", rule.id, rule.place, rule.services,
                            f"`{rule.id}`：没有算例期望 `{name}` 的时限是{show_limit(slot.value)}（{'或'.join(keys)}）",
                            partial(_expected, rule, name, slot.value, keys), name, slot.value.value)


def _expected(rule: Rule, name: str, limit: Limit, keys: tuple[str, ...], played: Played) -> bool:
    if played.truths.get(rule.id) != "true":
        return False
    said = [wanted.get(name) for key in keys if isinstance(wanted := played.case.expect.get(key), dict)]
    return limit.value in said
