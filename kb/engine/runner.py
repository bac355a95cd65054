"""Runs one program: which rules hold, which are open, checked against durable-rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock
from typing import Any, Literal

from kb.clauses.keyword import Say, keywords
from kb.clauses.logic import residual
from kb.clauses.model import Effect, Limit, Value
from kb.clauses.tree import ALWAYS, FactRef, Node, conjunction, disjunction, facts_in, negation, walk
from kb.clauses.wording import say
from kb.compiler.knowledge import Fired, Knowledge, Program
from kb.compiler.overrides import GRANTED, discretion_in, granted, shadows, ungranted
from kb.compiler.witness import impossible
from kb.engine.answer import ItemAnswer, Reason, StepAnswer, Truth
from kb.engine.durable import DurableEngine, DurableRule
from kb.engine.evaluator import Evaluator, compile_conditions
from kb.findings import KbError, problem

EngineName = Literal["durable", "python"]


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of an Answer's list (duties, entitlements, …) that a rule brings in."""

    rule: int
    section: str
    applies: ItemAnswer
    """The entry as it stands when the rule holds."""


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """What one rule says about one material at one step (`*` = any)."""

    rule: int
    step: str
    material: str
    status: str
    data: Mapping[str, object]


@dataclass(slots=True)
class Frame:
    """A program's effects sorted by what they decide. Rules are named by their index in the program."""

    statuses: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    into: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    limits: dict[str, list[tuple[int, Limit]]] = field(default_factory=dict)
    excludes: dict[str, list[tuple[int, tuple[str, ...]]]] = field(default_factory=dict)
    pauses: list[tuple[int, str, tuple[str, ...]]] = field(default_factory=list)
    orders: list[tuple[int, str, str]] = field(default_factory=list)
    issues: list[tuple[int, str, str]] = field(default_factory=list)
    materials: list[MaterialRow] = field(default_factory=list)
    bans: list[tuple[int, str, tuple[str, object]]] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    undetermined: list[tuple[int, Mapping[str, object]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Indices of the rules that hold, that are open, and that only an authority's grant would make hold."""

    true: frozenset[int]
    unknown: frozenset[int]
    grantable: frozenset[int] = frozenset()


class Runner:
    """A program made ready to run: evaluator, frame, sentences; durable-rules built when first asked for."""

    def __init__(self, knowledge: Knowledge, program: Program) -> None:
        self.knowledge = knowledge
        self.program = program
        self.names = knowledge.say(program.service)
        self.evaluate: Evaluator = compile_conditions([each.effective for each in program.rules])
        self.homes = {step.id: [span.id for span in program.service.spans if step.id in span.steps]
                      for step in program.service.steps}
        self.idle = {step.id: StepAnswer(step.id, step.name, step.authority, knowledge.who(step.authority),
                                         "not_applicable", step.kind, note=step.note)
                     for step in program.service.steps}
        self.cited = _cited(program)
        self.sentences = [_sentence(each, program) for each in program.rules]
        self.held = [reason_of(each, self.sentences[index]) for index, each in enumerate(program.rules)]
        self.frame = _frame(program, self.names, self.held)
        self.limits = {step.id: self.frame.limits.get(f"step:{step.id}:max", []) for step in program.service.steps}
        self.steps = {step.id: step for step in program.service.steps}
        self.bearing = {step.id: _bearing(self.frame, step.id) for step in program.service.steps}
        self.linking = frozenset(index for index, _, _ in (*self.frame.orders, *self.frame.issues))
        self._granting = {
            index for index, each in enumerate(program.rules)
            if each.rule.overrides and discretion_in(each.condition, program.facts)}
        # A rule that names a fact twice may be open to Kleene logic and yet impossible (x and not x).
        self._twice = {index: tuple(sorted(facts_in(each.effective))) for index, each in enumerate(program.rules)
                       if _names_twice(each.effective)}
        # Ranges and lint ask for hundreds of verdicts that differ in one or two facts.
        self._can_hold = lru_cache(maxsize=16_384)(self._left_possible)
        self._holds: dict[Node, bool] = {}
        self._durable: DurableEngine | None = None
        self._lock = Lock()

    def verdict(self, values: Mapping[str, Value]) -> Verdict:
        """Which rules hold and which are open for these (settled) facts."""
        true, unknown = self.evaluate(values)
        if not self._twice.keys().isdisjoint(unknown):
            unknown = [index for index in unknown if index not in self._twice
                       or self._can_hold(index, tuple(map(values.get, self._twice[index])))]
        if not self._granting or self._granting.isdisjoint(unknown):
            return Verdict(frozenset(true), frozenset(unknown))
        open_grants = self._granting.intersection(unknown)
        grantable = frozenset(index for index in open_grants if self._only_grant(index, values))
        return Verdict(frozenset(true), frozenset(unknown) - grantable, grantable)

    def check(self, values: Mapping[str, Value], verdict: Verdict) -> None:
        """Fire durable-rules on the same facts; KbError S590 with both sets when they disagree."""
        with self._lock:
            if self._durable is None:
                self._durable = _durable(self.program)
            fired = self._durable.fire(values)
        ours = {self.program.rules[index].rule.id for index in verdict.true}
        theirs = {name for name in fired if not name.endswith("!")}
        if ours != theirs:
            raise KbError(problem(
                "S590", "engines-disagree",
                f"内部错误：两个引擎结论不同；求值器独有 {sorted(ours - theirs)}，"
                f"durable-rules 独有 {sorted(theirs - ours)}",
                hint="请把完整命令发给维护者；在查明之前不要使用这个答复"))

    def always_timed(self, step: str, values: Mapping[str, Value], verdict: Verdict) -> bool:
        """Whether a limit in working days holds for a step in every open case in which it takes place."""
        limits = [index for index, limit in self.limits[step] if limit.halves is not None]
        if not verdict.true.isdisjoint(limits):
            return True
        rules = self.program.rules
        needing = [index for index, status in self.frame.statuses.get(step, ()) if status == "required"]
        needed = disjunction(ALWAYS if index in verdict.true else residual(rules[index].effective, values)
                             for index in needing if index in verdict.true | verdict.unknown)
        covers = self.program.service.covers or ALWAYS
        gap = conjunction([needed, residual(covers, values), *(
            negation(residual(rules[index].effective, values)) for index in limits if index in verdict.unknown)])
        return not self._possible(ungranted(gap))

    def _left_possible(self, index: int, said: tuple[Value | None, ...]) -> bool:
        """Whether a rule that names facts twice can hold; `said`: the values of its facts, None where unknown."""
        values = {name: each for name, each in zip(self._twice[index], said, strict=True) if each is not None}
        return self._possible(ungranted(residual(self.program.rules[index].effective, values)))

    def _possible(self, left: Node) -> bool:
        if left not in self._holds:
            names = facts_in(left)
            laws = [each for each in self.program.implications if facts_in(each.condition) <= names]
            self._holds[left] = not impossible(left, self.program.facts, laws, budget=400)
        return self._holds[left]

    def _only_grant(self, index: int, values: Mapping[str, Value]) -> bool:
        rule = self.program.rules[index]
        assumed = dict(values) | {name: True for name in discretion_in(rule.condition, self.program.facts)
                                  if name not in values}
        return bool(self.evaluate_one(index, assumed))

    def evaluate_one(self, index: int, values: Mapping[str, Value]) -> bool:
        """Whether one rule definitely holds for these facts."""
        return index in self.evaluate(values)[0]


def _bearing(frame: Frame, step: str) -> frozenset[int]:
    """The rules that decide a step's status, time, or whether a clock counts it."""
    tables: tuple[Mapping[str, list[tuple[int, Any]]], ...] = (frame.statuses, frame.into, frame.excludes)
    rows = [row for table in tables for row in table.get(step, ())] + frame.limits.get(f"step:{step}:max", [])
    return frozenset(index for index, _ in rows)


@lru_cache(maxsize=64)
def runner(knowledge: Knowledge, program: Program) -> Runner:
    """The runner of a program, made once per process and program."""
    return Runner(knowledge, program)


def _cited(program: Program) -> frozenset[str]:
    """The instruments that the program's rules, tensions and gaps stand on, and those the service cannot do without."""
    clauses = [clause for each in program.rules for clause in (each.rule.clause, *each.rule.also)]
    clauses += [each.clause for tension in program.tensions for each in tension.readings]
    clauses += [clause for gap in program.unavailable for clause in gap.clauses]
    return frozenset(clause.partition("/")[0] for clause in clauses).union(program.service.policies)


def _names_twice(condition: Node) -> bool:
    names = [each.name.removesuffix(GRANTED) for each in walk(condition) if isinstance(each, FactRef)]
    return len(names) > len(set(names))


def reason_of(fired: Fired, condition: str, truth: Truth = "true", depends_on: tuple[str, ...] = (),
              why_not: str = "") -> Reason:
    """The reason a rule gives: its clause and force, and in words when it holds."""
    rule = fired.rule
    return Reason(rule.id, rule.title, rule.clause, rule.clause.partition("/")[0], fired.force, condition, truth,
                  depends_on, why_not, rule.also)


def _sentence(fired: Fired, program: Program) -> str:
    return say(fired.condition, program.facts) if facts_in(fired.condition) else ""


def _durable(program: Program) -> DurableEngine:
    rules: list[DurableRule] = []
    for each in program.rules:
        names = tuple(name + "!" if _grants(program, name) else name for name in each.overridden_by)
        rules.append(DurableRule(each.rule.id, each.condition, names))
        if _grants(program, each.rule.id):
            rules.append(DurableRule(each.rule.id + "!", granted(each.condition, program.facts), names))
    return DurableEngine(rules, shadows(program.facts, program.granted))


def _grants(program: Program, name: str) -> bool:
    return any(each.rule.id == name and each.rule.overrides and discretion_in(each.condition, program.facts)
               for each in program.rules)


def _frame(program: Program, names: Say, held: Sequence[Reason]) -> Frame:
    frame = Frame()
    for index, fired in enumerate(program.rules):
        for effect in fired.rule.effects:
            _sort(frame, index, effect)
            if effect.keyword == "undetermined":
                frame.undetermined.append((index, effect.data))
            keyword = keywords()[effect.keyword]
            if keyword.section:
                frame.items.append(Item(index, keyword.section, ItemAnswer(
                    fired.rule.id, effect.keyword, keyword.say(effect.data, names), "applies", effect.data,
                    (held[index],))))
    return frame


def _sort(frame: Frame, index: int, effect: Effect) -> None:
    for slot in effect.slots:
        value: Any = slot.value
        if slot.kind == "step":
            frame.statuses.setdefault(slot.target, []).append((index, str(value)))
        elif slot.kind == "into":
            frame.into.setdefault(slot.target, []).append((index, str(value)))
        elif slot.kind == "limit" and isinstance(value, Limit):
            frame.limits.setdefault(slot.target, []).append((index, value))
        elif slot.kind == "exclude":
            frame.excludes.setdefault(slot.target, []).append((index, value))
        elif slot.kind == "pause":
            frame.pauses.append((index, slot.target, value))
        elif slot.kind == "order":
            frame.orders.append((index, str(value), slot.target))
        elif slot.kind == "issue":
            frame.issues.append((index, str(value), slot.target))
        elif slot.kind == "material":
            step, _, material = slot.target.partition("/")
            frame.materials.append(MaterialRow(index, step, material, str(value), effect.data))
        elif slot.kind == "ban":
            frame.bans.append((index, slot.target, value))
