"""`fetch` of a whole kind of material, spelled out: which of the materials a service asks for are of that kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kb.clauses.keyword import keywords
from kb.clauses.model import Effect, Material, Rule, Rulebook, Service, Step

Demand = tuple[str, str]
"""A step and a material that some rule asks for with it."""


def spelled_out(rules: Sequence[Rule], service: Service, rulebook: Rulebook) -> list[Rule]:
    """The rules with each `fetch: {kind: …}` followed by one `fetch` per material of that kind that they ask for."""
    if not any(_is_kind(effect) for rule in rules for effect in rule.effects):
        return list(rules)
    demands = dict.fromkeys(
        (step, material) for rule in rules for effect in rule.effects for slot in effect.slots
        if slot.kind == "material" and slot.value == "bring"
        for step, _, material in (slot.target.partition("/"),) if step != "*")
    organs = frozenset(each.id for each in rulebook.authorities if each.kind == "government")
    holdings = _Holdings(service, {each.id: each for each in rulebook.materials}, organs, list(demands), rules)
    return [replace(rule, effects=tuple(_effects(rule, holdings))) if any(map(_is_kind, rule.effects)) else rule
            for rule in rules]


def _is_kind(effect: Effect) -> bool:
    return effect.keyword == "fetch" and "kind" in effect.data


def _effects(rule: Rule, holdings: _Holdings) -> Iterator[Effect]:
    for effect in rule.effects:
        yield effect
        if not _is_kind(effect):
            continue
        for step, material in holdings.of(str(effect.data["kind"]), str(effect.data.get("step") or "")):
            # The kind stays: it tells that the fetch counts only where the material is asked for at all.
            data = {**effect.data, "id": material, "step": step}
            yield replace(effect, data=data, slots=keywords()["fetch"].slots(data))


class _Holdings:
    """What authorities have of the materials that a service asks for."""

    def __init__(self, service: Service, materials: Mapping[str, Material], organs: frozenset[str],
                 demands: list[Demand], rules: Sequence[Rule]) -> None:
        self.steps = {step.id: step for step in service.steps}
        self.materials = materials
        self.organs = organs
        self.demands = demands
        self.before = {step.id: {each for group in step.after for each in group} for step in service.steps}
        for rule in rules:
            for effect in rule.effects:
                for slot in effect.slots:
                    if slot.kind == "order" and slot.target in self.before:
                        self.before[slot.target].add(str(slot.value))

    def of(self, kind: str, only: str) -> Iterator[Demand]:
        """The demands (of one step, or of all) for materials of a kind."""
        tests = {"own-issued": self._own, "reviewed": self._reviewed, "shared": self._shared,
                 "exchanged": self._exchanged}
        return (each for each in self.demands if (not only or each[0] == only) and tests[kind](*each))

    def _own(self, step: str, material: str) -> bool:
        authority = self.steps[step].authority
        makers = {each.authority for each in self.steps.values() if material in each.produces and each.id != step}
        return authority != "applicant" and (self.materials[material].issuer == authority or authority in makers)

    def _shared(self, step: str, material: str) -> bool:
        return self.materials[material].shared

    def _exchanged(self, step: str, material: str) -> bool:
        return (self.materials[material].shared and self.materials[material].issuer in self.organs
                and self.steps[step].authority in self.organs)

    def _reviewed(self, step: str, material: str) -> bool:
        earlier = self._earlier(self.steps[step])
        return any(other == material and name in earlier and self.steps[name].authority == self.steps[step].authority
                   for name, other in self.demands)

    def _earlier(self, step: Step) -> set[str]:
        found: set[str] = set()
        queue = list(self.before[step.id])
        while queue:
            name = queue.pop()
            if name not in found:
                found.add(name)
                queue += self.before.get(name, ())
        return found
