"""What the checks of the rule base look at: every program with its solver, and findings with a case and a key."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kb.clauses.model import Rule, Slot, Value
from kb.clauses.tree import ALWAYS, Compare, FactRef, Literal, Node, conjunction, disjunction
from kb.clauses.wording import say_value
from kb.compiler.knowledge import Fired, Knowledge, Program
from kb.compiler.overrides import ungranted
from kb.findings import Finding, Place, Severity
from kb.linter.rulebase.solver import UNDECIDED, Solver

Case = Mapping[str, Value]


@dataclass(eq=False)
class Stretch:
    """A program from the first day on which it applies to the day before `ends`, ready to be asked about."""

    program: Program
    day: date
    ends: date | None = None
    solver: Solver = field(init=False)

    def __post_init__(self) -> None:
        self.solver = Solver(self.program.facts, self.program.implications)

    @property
    def covered(self) -> Node:
        """The situations that the service is for."""
        return self.program.service.covers or ALWAYS

    @property
    def within(self) -> Node:
        """The days of the stretch."""
        begun = Compare(">=", FactRef("as_of"), Literal(self.day))
        return conjunction([begun, Compare("<", FactRef("as_of"), Literal(self.ends))] if self.ends else [begun])

    def deciding(self, kind: str, target: str, value: object = None) -> list[Fired]:
        """The rules that decide a slot (in one way, if `value` is given)."""
        return [each for each in self.program.rules
                if any(slot.kind == kind and slot.target == target and value in (None, slot.value)
                       for slot in slots_of(each))]

    def either(self, rules: Iterable[Fired]) -> Node:
        """At least one of these rules holds."""
        return disjunction(ungranted(each.effective) for each in rules)

    def found(self, true: Sequence[Node], false: Sequence[Node] = ()) -> Case | None:
        """A covered case in which the first are true and the second false; None when none is found."""
        case = self.solver.case([self.covered, self.within, *true], false)
        return None if case is None or isinstance(case, str) else case

    def never(self, *conditions: Node) -> bool:
        """Whether these conditions are sure never to hold together, covered or not."""
        return self.solver.case(conditions) is None

    def undecided(self, *conditions: Node) -> bool:
        """Whether the solver could not tell if these conditions can hold together."""
        return self.solver.case(conditions) == UNDECIDED


def slots_of(fired: Fired) -> Iterator[Slot]:
    """What a rule decides."""
    return (slot for effect in fired.rule.effects for slot in effect.slots)


class Base:
    """The rule base under review. Findings are told once, however many stretches of time show them."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.stretches = [
            Stretch(program, *knowledge.borders[service][index:index + 2])
            for (service, index), program in sorted(knowledge.programs.items(), key=lambda each: each[0])]

    def say(self, stretch: Stretch, case: Case) -> str:
        """A case in words, with its day."""
        facts = stretch.program.facts
        shown = "、".join(f"{facts[name].title}：{say_value(facts[name], value)}" for name, value in case.items()
                         if name != "as_of")
        return f"{stretch.day}起，{shown or '任何情形'}"

    def finding(self, code: str, name: str, place: Place, message: str, hint: str, *, severity: Severity = "warning",
                rules: Iterable[Rule] = (), about: str = "", stretch: Stretch | None = None,
                case: Case | None = None) -> Finding:
        """A finding with its key and, if a case shows it, the case as data."""
        involved = tuple(rules)
        fix: dict[str, object] = {"op": "accept", "key": key(code, about, involved)}
        if stretch is not None and case is not None:
            fix["case"] = {
                "service": stretch.program.service.id, "as_of": stretch.day.isoformat(),
                "facts": {name: plain(value) for name, value in case.items() if name != "as_of"}}
        return Finding(code, name, severity, place, message, hint, clauses=tuple(dict.fromkeys(
            each.clause for each in involved)), rules=tuple(each.id for each in involved), fix=fix)


def plain(value: Value) -> object:
    """A value as JSON and YAML write it; numbers keep their digits."""
    return value if isinstance(value, bool | int) else str(value)


def key(code: str, about: str, rules: Iterable[Rule]) -> str:
    """What marks a finding as accepted: it changes when a rule it is about changes, so that the mark falls away."""
    said = [code, about]
    for rule in rules:
        said += [rule.id, rule.when, str(rule.start), str(rule.until), str(rule.due), " ".join(rule.overrides)]
        said += [f"{effect.keyword} {sorted((name, str(each)) for name, each in effect.data.items())}"
                 for effect in rule.effects]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:12]
