"""Where one mutant is tried: only the programs it touches are rebuilt, only the cases it can reach are asked.

A mutant can change the answer of a case only if it changes what a condition still says about the case's facts
(its residual), or if it is an effect of a rule that may hold there. Most mutants are found without asking:
the case says that a rule holds, and with the mutant it does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from kb.clauses.build_rules import AS_OF
from kb.clauses.logic import residual, value
from kb.clauses.model import Case, Fact, Rulebook, Value
from kb.clauses.tree import Literal, Node, both, conjunction, disjunction, negation
from kb.compiler.knowledge import Knowledge, Program
from kb.compiler.overrides import overriders, ungranted
from kb.compiler.programs import borders, program_on, segment
from kb.compiler.witness import find_case, impossible
from kb.engine.ask import check_facts
from kb.engine.cases import run_case
from kb.engine.equivalence import in_play, same_answers, same_in_force
from kb.engine.mutants import Mutant
from kb.engine.situation import settle
from kb.findings import KbError

EXPECTED = {"rules": True, "not_rules": False, "depends_rules": None}
BY_OPEN_FACTS = frozenset({"outcome", "missing", "not_missing", "spans", "critical_path", "tensions"})
"""What may differ in an answer when a rule stays open but for another reason."""
LISTED = frozenset({"fee", "not_prerequisite", "closed_set", "forbid"})
"""Effects that only put an item on a list of the answer."""
ORDERED = frozenset({"needs", "issue_after", "spans", "critical_path"})


@dataclass(frozen=True, slots=True)
class Change:
    """What a mutant makes of one program: the program, and the rules whose condition is another (old, new)."""

    program: Program
    conditions: Mapping[str, tuple[Node, Node]]
    elsewhere: bool
    """Whether something else than conditions of rules differs: effects, implications, steps, other tests."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a mutant. `case`: the id of the case that found it. `example`: facts that would."""

    state: str
    """killed, survived, or equivalent (proved: no situation tells it from the right one)."""
    case: str = ""
    example: Mapping[str, Value] | None = None
    service: str = ""


class Bench:
    """The cases of one service with their situations, ready for mutants."""

    def __init__(self, knowledge: Knowledge, service: str) -> None:
        self.knowledge = knowledge
        self.service = service
        self.facts = {**knowledge.facts, AS_OF.id: AS_OF}
        self.cases = tuple(each for each in knowledge.rulebook.cases if each.service == service)

    @cached_property
    def situations(self) -> dict[str, Mapping[str, Value]]:
        """The settled facts of each case, by its id."""
        return {each.id: self._settled(each, self.knowledge.program(self.service, each.as_of)) for each in self.cases}

    def _settled(self, case: Case, program: Program) -> Mapping[str, Value]:
        given, _ = check_facts(self.knowledge, self.knowledge.program(self.service, case.as_of), case.facts)
        return settle(program, given, case.as_of).values

    def try_out(self, mutant: Mutant, first: Iterable[str] = ()) -> Tried:
        """Whether a case of this service finds the mutant; cases named `first` are tried before the others."""
        wrong = self._rulebook(mutant)
        days = self._days(wrong) if mutant.kind == "date" else self.knowledge.borders[self.service]
        early = set(first)
        by_stretch: dict[tuple[int, int], list[Case]] = {}
        for case in self.cases:
            stretches = segment(days, case.as_of), segment(self.knowledge.borders[self.service], case.as_of)
            by_stretch.setdefault(stretches, []).append(case)
        for (stretch, _), cases in by_stretch.items():
            change = self._change(wrong, cases[0].as_of)
            reached = [each for each in cases if may_tell(mutant, each) and self._reaches(mutant, change, each)]
            found = next((each for each in reached if self._expects_otherwise(change, each)), None)
            if found is None:
                broken = self._broken(change.program, days, stretch)
                flipped = {each.id for each in reached if self._flips(change, each)}
                found = next((each for each in closest(mutant, reached, early, flipped)
                              if not _passes(broken, each)), None)
            if found is not None:
                return Tried("killed", found.id)
        return self._survivor(mutant, wrong)

    def _days(self, wrong: Rulebook) -> tuple[date, ...]:
        return borders(wrong, self.knowledge.services[self.service])

    def _rulebook(self, mutant: Mutant) -> Rulebook:
        """The mutated rulebook with only this service's rules: programs are built from it in no time."""
        wrong = mutant.apply(self.knowledge.rulebook)
        return replace(wrong, rules=tuple(each for each in wrong.rules if self.service in each.services))

    def _change(self, wrong: Rulebook, day: date) -> Change:
        right = self.knowledge.program(self.service, day)
        over, _ = overriders(wrong.rules)
        service = next(each for each in wrong.services if each.id == self.service)
        program = program_on(wrong, service, day, over, self.facts)
        old = {each.rule.id: each for each in right.rules}
        new = {each.rule.id: each for each in program.rules}
        conditions = {name: (old[name].effective, new[name].effective) for name in old.keys() & new.keys()
                      if old[name].effective != new[name].effective}
        elsewhere = (old.keys() != new.keys() or any(
            old[name].rule.effects != new[name].rule.effects or old[name].pending != new[name].pending for name in old)
            or any(getattr(program, part) != getattr(right, part)
                   for part in ("service", "implications", "tensions", "unavailable")))
        return Change(program, conditions, elsewhere)

    def _reaches(self, mutant: Mutant, change: Change, case: Case) -> bool:
        """Whether the case's answer can differ."""
        values = self.situations[case.id]
        if self._decides_otherwise(change, case, values):
            return True
        if not change.elsewhere:
            return False
        if mutant.part == "rules":
            return mutant.kind == "date" or any(
                _shows(mutant, case, value(each.effective, values))
                for each in change.program.rules if each.rule.id == mutant.about)
        if mutant.part == "services" and mutant.kind == "order":
            return True
        if mutant.wrong is None:
            return value(getattr(self.knowledge.rulebook, mutant.part)[mutant.index].condition, values) is not False
        old, new = self._tests(mutant)
        return residual(old, values) != residual(new, values) or (
            mutant.part == "implications" and self._settles_otherwise(change.program, case))

    def _flips(self, change: Change, case: Case) -> bool:
        values = self.situations[case.id]
        return any(value(old, values) is not value(new, values) for old, new in change.conditions.values())

    def _decides_otherwise(self, change: Change, case: Case, values: Mapping[str, Value]) -> bool:
        """Whether a changed condition is decided otherwise, or is open for other reasons where that may show."""
        shows = not BY_OPEN_FACTS.isdisjoint(case.expect)
        for old, new in change.conditions.values():
            left, right = residual(old, values), residual(new, values)
            if left != right and (shows or isinstance(left, Literal) or isinstance(right, Literal)):
                return True
        return False

    def _settles_otherwise(self, program: Program, case: Case) -> bool:
        try:
            return self._settled(case, program) != self.situations[case.id]
        except KbError:
            return True

    def _expects_otherwise(self, change: Change, case: Case) -> bool:
        """Whether the case says of a rule that it holds, does not or may, and now it is otherwise for sure."""
        if change.elsewhere:
            return False
        values = self.situations[case.id]
        for key, wanted in EXPECTED.items():
            for name in case.expect.get(key, ()):  # type: ignore[attr-defined]
                if name in change.conditions:
                    found = value(change.conditions[name][1], values)
                    # What is open may yet be impossible, which the full answer finds out.
                    if found is not wanted and (found is not None or wanted is True):
                        return True
        return False

    def _broken(self, program: Program, days: tuple[date, ...], stretch: int) -> Knowledge:
        """The Knowledge with this program in its place. The others stay, so that all facts are known."""
        programs = dict(self.knowledge.programs)
        if days != self.knowledge.borders[self.service]:
            programs = {(name, -1 - index): each for (name, index), each in programs.items()}
        programs[self.service, stretch] = program
        return replace(self.knowledge, borders={**self.knowledge.borders, self.service: days}, programs=programs)

    def _survivor(self, mutant: Mutant, wrong: Rulebook) -> Tried:
        """Equivalent if no situation on any day tells the two apart; else a survivor, with a situation that does."""
        survived = Tried("survived", service=self.service)
        pairs = [(self.knowledge.program(self.service, day), self._change(wrong, day))
                 for day in self._stretches(wrong)]
        if mutant.kind == "date":
            proved = all(same_in_force(right, change.program, mutant.about) for right, change in pairs)
            return Tried("equivalent") if proved else survived
        about_rules = mutant.part == "rules" or mutant.kind != "condition" or mutant.wrong is None
        if about_rules and any(change.elsewhere for _, change in pairs):
            proved = all(same_answers(right, change.program) for right, change in pairs)
            return Tried("equivalent") if proved else survived
        apart = ([(change.program, pair) for _, change in pairs for pair in change.conditions.values()] if about_rules
                 else [(change.program, self._tests(mutant)) for _, change in pairs])
        return self._told_apart(mutant, apart)

    def _stretches(self, wrong: Rulebook) -> list[date]:
        """The first day of every stretch on which the service has an answer, in the right or the wrong rule base."""
        days = self.knowledge.borders[self.service]
        return [each for each in sorted({*days, *self._days(wrong)})
                if (self.service, segment(days, each)) in self.knowledge.programs]

    def _told_apart(self, mutant: Mutant, apart: list[tuple[Program, tuple[Node, Node]]]) -> Tried:
        proved = True  # where no condition differs on any day, nothing does
        touched = getattr(mutant.wrong, "touches", ())
        for program, (old, new) in apart:
            differs = ungranted(disjunction((both(old, negation(new)), both(negation(old), new))))
            covers = program.service.covers if mutant.part != "services" else None
            wanted = [differs, ungranted(in_play(program, touched)), *([] if covers is None else [covers])]
            laws = tuple(each for each in program.implications if each is not mutant.wrong)
            example = find_case(wanted, self._known(program), laws)
            if example is not None:
                return Tried("survived", example=example, service=self.service)
            proved = proved and impossible(conjunction(wanted), self._known(program), laws)
        return Tried("equivalent" if proved else "survived", service=self.service)

    def _known(self, program: Program) -> Mapping[str, Fact]:
        return {**self.facts, **program.facts}

    def _tests(self, mutant: Mutant) -> tuple[Node, Node]:
        """The right and the wrong condition of anything but a rule."""
        name = "covers" if mutant.part == "services" else "condition"
        return (getattr(getattr(self.knowledge.rulebook, mutant.part)[mutant.index], name), getattr(mutant.wrong, name))


def _passes(knowledge: Knowledge, case: Case) -> bool:
    try:
        return run_case(knowledge, case, "python", whole=False).passed
    except RecursionError:  # an order turned round made steps wait for each other: there is no answer
        return False


def may_tell(mutant: Mutant, case: Case) -> bool:
    """Whether the case expects anything that the mutant can change."""
    expect = case.expect
    if mutant.part == "tensions":
        return any(mutant.about in each for each in (expect.get("tensions", ()), expect.get("not_tensions", ())))  # type: ignore[operator]
    if mutant.part == "unavailable":
        named = (*expect.get("unavailable", ()), *expect.get("not_unavailable", ()))  # type: ignore[misc]
        return any(mutant.about.startswith(each) for each in named)
    if mutant.part == "services" and mutant.kind == "order":
        return not ORDERED.isdisjoint(expect)
    return True


def _shows(mutant: Mutant, case: Case, truth: bool | None) -> bool:
    """Whether a wrong effect of a rule can show in a case, given whether the rule holds there."""
    if truth is True and mutant.keyword in LISTED:
        return any(mutant.about in each for each in case.expect.get("items", {}).values())  # type: ignore[attr-defined]
    return truth is not False


def closest(mutant: Mutant, cases: list[Case], early: set[str], flipped: set[str]) -> list[Case]:
    """The cases in the order in which they are likely to find the mutant.

    First those in which a rule is decided otherwise, that found other mutants of the same rule, or that speak of
    what this one changes.
    """
    words = {mutant.about, *(ref.name for each in getattr(mutant.wrong, "effects", ()) for ref in each.refs)}

    def near(case: Case) -> tuple[bool, bool, int]:
        said = repr(case.expect)
        return case.id not in flipped, case.id not in early, -sum(f"'{each}'" in said for each in words)

    return sorted(cases, key=near)


def services_of(knowledge: Knowledge, mutant: Mutant) -> Iterator[str]:
    """The services whose answers a mutant can change."""
    right = getattr(knowledge.rulebook, mutant.part)[mutant.index]
    if mutant.part == "services":
        yield right.id
    elif mutant.part == "implications":
        yield from sorted({name for (name, _), each in knowledge.programs.items() if right in each.implications})
    elif mutant.part == "rules":
        yield from right.services
    else:
        yield from (name for name in right.services if not right.touches or _touched(knowledge, name, right.touches))


def _touched(knowledge: Knowledge, service: str, touches: tuple[str, ...]) -> bool:
    """Whether a service has any of what a contradiction or gap touches."""
    program = [each for (name, _), each in knowledge.programs.items() if name == service]
    return any(not {*each.steps, *each.facts, *(span.id for span in each.service.spans),
                    *(fired.rule.id for fired in each.rules)}.isdisjoint(touches) for each in program)
