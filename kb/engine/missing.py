"""Which facts are missing, ranked by how much of the answer hangs on each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kb.clauses.logic import residual, value
from kb.clauses.model import Fact, Value
from kb.clauses.tree import Node, facts_in
from kb.compiler.overrides import GRANTED
from kb.engine.runner import Runner, Verdict
from kb.engine.states import StepState, touches


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that is not known, and the parts of the answer that turn on it (`step:x`, `span:y`, rule ids).

    `open` is False when the answer stands without it: only an authority's grant would change it.
    """

    fact: Fact
    affects: tuple[str, ...]
    open: bool = True

    @property
    def decides(self) -> bool:
        """Whether steps, materials or times turn on it, and not only duties, rights or fees."""
        return self.open and any(":" in each or each == "service" for each in self.affects)

    def to_json(self, who: str) -> dict[str, object]:
        """The contract's `missing` entry; `who_name` is the Chinese name of who can answer."""
        return {"fact": self.fact.id, "question": self.fact.question, "who": self.fact.who, "who_name": who,
                "discretion": self.fact.discretion, "affects": list(self.affects), "open": self.open,
                "decides": self.decides}


def missing(runner: Runner, values: Mapping[str, Value], verdict: Verdict,
            steps: Mapping[str, StepState]) -> list[Missing]:
    """The missing facts, most decisive first; what only an authority can decide comes last."""
    affects: dict[str, set[str]] = {}
    if runner.program.service.covers is not None:
        _add(affects, runner.program.service.covers, values, {"service"})
    for index in verdict.unknown:
        parts = _parts(runner, index, steps)
        if parts:
            _add(affects, runner.program.rules[index].effective, values, parts)
    if not affects and not verdict.grantable:
        return []
    for name in affects:
        affects[name] |= {f"span:{span}" for span in _spans(runner, name, values, verdict)}
    _pass_on(runner, values, affects)
    grants: dict[str, set[str]] = {}
    for index in verdict.grantable:
        _add(grants, runner.program.rules[index].condition, values, _targets(runner, index))
    for index in verdict.unknown:  # what waits for other facts first, and then for a grant
        for name in facts_in(residual(runner.program.rules[index].condition, values)):
            if name in runner.program.granted and name in affects:
                affects[name] |= _targets(runner, index)
    order = {name: position for position, name in enumerate(runner.program.facts)}
    facts = runner.program.facts
    ranked = sorted((each for each in affects if each in facts), key=lambda name: (
        not any(":" in each or each == "service" for each in affects[name]), facts[name].discretion,
        facts[name].who not in ("applicant", "register"), -len(affects[name]), order[name]))
    found = [Missing(facts[name], tuple(sorted(affects[name]))) for name in ranked]
    found += [Missing(facts[name], tuple(sorted(grants[name])), open=False)
              for name in sorted(grants) if name in facts and name not in affects]
    return found


def _add(affects: dict[str, set[str]], condition: Node, values: Mapping[str, Value], parts: set[str]) -> None:
    for name in facts_in(residual(condition, values)):
        affects.setdefault(name.removesuffix(GRANTED), set()).update(parts)


def _targets(runner: Runner, index: int) -> set[str]:
    """The steps that a rule, or a rule that it overrides, decides, and the spans they are in."""
    granted = runner.program.rules[index].rule
    rules = [granted, *(each.rule for each in runner.program.rules if granted.id in each.overridden_by)]
    steps = {slot.target for rule in rules for effect in rule.effects for slot in effect.slots if slot.kind == "step"}
    spans = {f"span:{span.id}" for span in runner.program.service.spans if not steps.isdisjoint(span.steps)}
    return {f"step:{each}" for each in steps} | spans or {granted.id}


def _parts(runner: Runner, index: int, steps: Mapping[str, StepState]) -> set[str]:
    """The parts of the answer that an open rule can still change."""
    rule = runner.program.rules[index].rule
    parts: set[str] = set()
    for effect in rule.effects:
        for slot in effect.slots:
            if slot.kind in ("step", "into"):
                if steps[slot.target].open:
                    parts.add(f"step:{slot.target}")
            elif slot.kind == "limit":
                kind, name, _ = slot.target.split(":")
                if kind == "span" or (steps[name].possible and steps[name].limit is None):
                    parts.add(f"{kind}:{name}")
            elif slot.kind in ("order", "issue", "exclude"):
                if steps[slot.target].possible:
                    parts.add(f"step:{slot.target}")
            elif slot.kind == "material":
                step = slot.target.partition("/")[0]
                if step == "*" or steps[step].possible:
                    parts.add(f"material:{slot.target.partition('/')[2]}")
            else:
                parts.add(rule.id)
        if not effect.slots:
            parts.add(rule.id)
    return parts


def _spans(runner: Runner, name: str, values: Mapping[str, Value], verdict: Verdict) -> list[str]:
    found = []
    for span in runner.program.service.spans:
        for index in touches(runner, span) & verdict.unknown:
            if name in facts_in(residual(runner.program.rules[index].effective, values)):
                found.append(span.id)
                break
    return found


def _pass_on(runner: Runner, values: Mapping[str, Value], affects: dict[str, set[str]]) -> None:
    """What would settle a missing fact by implication matters at least as much as that fact."""
    for implication in runner.program.implications:
        condition = implication.condition
        if value(condition, values) is not None:
            continue
        inherited = set().union(*(affects.get(name, set()) for name, _ in implication.then))
        if inherited:
            for name in facts_in(residual(condition, values)):
                if name in affects:
                    affects[name] |= inherited
