"""Mutants: the rule base with one thing wrong in it.

What is made wrong is what decides: conditions, exceptions, days, time limits, orders, and effects on steps,
times, materials, fees and prohibitions. What a rule only announces (duties, rights, what is published or
reported) holds or not with its rule, and the rule's condition is mutated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any, Literal

from kb.clauses.keyword import keywords
from kb.clauses.model import Effect, Rule, Rulebook, Service, Step
from kb.compiler.overrides import overriders
from kb.engine.variants import variants
from kb.findings import Place

Part = Literal["rules", "implications", "services", "tensions", "unavailable"]
DECIDING = frozenset({
    "require", "waive", "abolish", "merge", "undetermined", "limit", "exclude", "precede", "issue_order", "material",
    "fetch", "defer", "waive_material", "forbid_material", "fee", "not_prerequisite", "closed_set", "forbid"})
HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One thing wrong: `part[index]` of the rulebook is `wrong` instead (None: left out)."""

    kind: str
    """condition, exception, date, limit, order or effect."""
    about: str
    place: Place
    what: str
    part: Part
    index: int
    wrong: Any
    keyword: str = ""
    """The keyword of the effect that is wrong, if any."""

    def apply(self, rulebook: Rulebook) -> Rulebook:
        """The rulebook with this thing wrong."""
        had = getattr(rulebook, self.part)
        new = () if self.wrong is None else (self.wrong,)
        changed: dict[str, Any] = {self.part: (*had[:self.index], *new, *had[self.index + 1:])}
        return replace(rulebook, **changed)


def mutants(rulebook: Rulebook) -> Iterator[Mutant]:
    """Every mutant of a rule base, in a fixed order."""
    over, _ = overriders(rulebook.rules)
    for index, rule in enumerate(rulebook.rules):
        yield from _rule(index, rule, [name for name, by in over.items() if rule.id in by])
    for part in ("implications", "tensions", "unavailable"):
        for index, each in enumerate(getattr(rulebook, part)):
            about = getattr(each, "id", "") or getattr(each, "what", "") or each.text
            if part == "implications":
                yield Mutant("effect", about, each.place, "去掉这条推断", part, index, None)
            for what, wrong in variants(each.condition) if each.condition is not None else ():
                yield Mutant("condition", about, each.place, what, part, index, replace(each, condition=wrong))
    for index, service in enumerate(rulebook.services):
        yield from _service(index, service)


def _rule(index: int, rule: Rule, suspended: list[str]) -> Iterator[Mutant]:
    def mutant(kind: str, what: str, place: Place = rule.place, keyword: str = "", **changes: Any) -> Mutant:
        return Mutant(kind, rule.id, place, what, "rules", index, replace(rule, **changes), keyword)

    for what, wrong in variants(rule.condition):
        yield mutant("condition", what, condition=wrong)
    for name in suspended:
        left = tuple(each for each in suspended if each != name)
        yield mutant("exception", f"去掉对 {name} 的例外", overrides=left)
    for field, word in (("start", "开始"), ("due", "改革期限"), ("until", "失效")):
        day = getattr(rule, field)
        # A rule that begins with its instrument has nothing to be told apart from on the day before.
        for shift in (-1, 1) if day is not None and field != "start" else ():
            moved = day + timedelta(days=shift)
            yield mutant("date", f"{word}日 {day} → {moved}", **{field: moved})
    for at, effect in enumerate(rule.effects):
        for kind, what, made in _effect(effect):
            new = () if made is None else (made,)
            effects = (*rule.effects[:at], *new, *rule.effects[at + 1:])
            yield mutant(kind, what, effect.place, effect.keyword, effects=effects)


def _effect(effect: Effect) -> Iterator[tuple[str, str, Effect | None]]:
    if effect.keyword not in DECIDING:
        return
    data = effect.data
    names = "、".join(dict.fromkeys(each.name for each in effect.refs))
    yield "effect", f"去掉 {effect.keyword}（{names}）" if names else f"去掉 {effect.keyword}", None
    if effect.keyword == "limit":
        value = Decimal(str(data["value"]))
        for moved in (value + 1, value - (1 if value > 1 else HALF)):
            if moved >= 0:
                yield "limit", f"{names} 的时限 {value} → {moved}", _with(effect, value=moved)
        other = "max" if data.get("measure") == "average" else "average"
        yield "limit", f"{names} 的时限改成{'平均值' if other == 'average' else '最长值'}", _with(effect, measure=other)
    elif effect.keyword in ("precede", "issue_order"):
        yield "order", f"{effect.keyword} 的先后对调（{names}）", _with(effect, first=data["then"], then=data["first"])


def _with(effect: Effect, **changes: Any) -> Effect:
    data = {**effect.data, **changes}
    return replace(effect, data=data, slots=keywords()[effect.keyword].slots(data))


def _service(index: int, service: Service) -> Iterator[Mutant]:
    def mutant(kind: str, what: str, place: Place, **changes: Any) -> Mutant:
        return Mutant(kind, service.id, place, what, "services", index, replace(service, **changes))

    for what, wrong in variants(service.covers) if service.covers is not None else ():
        yield mutant("condition", what, service.place, covers=wrong)
    for step in service.steps:
        for what, wrong_step in _orders(step):
            steps = tuple(wrong_step if each.id == step.id else each for each in service.steps)
            yield mutant("order", what, step.place, steps=steps)


def _orders(step: Step) -> Iterator[tuple[str, Step]]:
    for at, group in enumerate(step.after):
        yield f"{step.id} 不再等 {'或'.join(group)}", replace(step, after=step.after[:at] + step.after[at + 1:])
    for name in step.issue_after:
        left = tuple(each for each in step.issue_after if each != name)
        yield f"{step.id} 的结果不再等 {name}", replace(step, issue_after=left)
