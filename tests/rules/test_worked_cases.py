"""The shipped rule base: every worked case comes out right, and the cases leave nothing untested."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from kb.clauses.locate import default_rules
from kb.clauses.model import Case, Fact, Value
from kb.clauses.tree import Compare, FactRef, Literal, Node, atoms, facts_in, thresholds
from kb.compiler.build import inspect
from kb.compiler.knowledge import Knowledge
from kb.compiler.load import load
from kb.compiler.overrides import overriders
from kb.engine.answer import Answer
from kb.engine.ask import ask
from kb.engine.cases import run_case
from kb.findings import KbError

ENGINES = ("durable", "python")
RULES = load()
CASES = {case.id: case for case in RULES.rulebook.cases}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_case(case, engine):
    assert run_case(RULES, case, engine).differences == ()


def test_ids_of_cases_are_unique_and_each_file_holds_its_own_domain():
    assert len(CASES) == len(RULES.rulebook.cases)
    for case in CASES.values():
        assert RULES.service(case.service).domain == case.place.file.split("/")[1], case.place


def test_every_service_has_cases():
    assert {case.service for case in CASES.values()} == set(RULES.services)


@cache
def answers() -> tuple[tuple[Case, Answer], ...]:
    """Every case with its answer; the cases are known to pass or fail on their own."""
    found = []
    for case in CASES.values():
        try:
            answer = ask(RULES, case.service, case.facts, case.as_of, explain="all", engine="python")
        except KbError:  # a case that fails says so itself
            continue
        found.append((case, answer))
    return tuple(found)


def truths() -> dict[str, set[str]]:
    """What became of each rule over all cases."""
    found: dict[str, set[str]] = {rule.id: set() for rule in RULES.rulebook.rules}
    for _, answer in answers():
        for reason in answer.considered:
            found[reason.rule].add(reason.truth)
    return found


def test_every_rule_holds_in_some_case():
    never = [f"{rule} holds in no case" for rule, seen in truths().items() if "true" not in seen]
    assert not never, "\n".join(never)


def test_every_conditional_rule_does_not_hold_in_some_case():
    over, _ = overriders(RULES.rulebook.rules)
    seen = truths()
    always = [f"{rule.id} holds in every case" for rule in RULES.rulebook.rules
              if (facts_in(rule.condition) or rule.due or rule.until or over[rule.id])
              and not seen[rule.id] - {"true"}]
    assert not always, "\n".join(always)


@dataclass(frozen=True, order=True)
class Edge:
    """A value at which an answer can change: which services it is tested in, and by what."""

    fact: str
    value: Decimal | date
    services: tuple[str, ...]
    source: str

    def untested(self, tried: set[Value], fact: Fact) -> Iterator[str]:
        below_exists = not (isinstance(self.value, Decimal) and fact.minimum is not None
                            and self.value <= fact.minimum)
        sides = {"below": any(each < self.value for each in tried),  # type: ignore[operator]
                 "on": self.value in tried,
                 "above": any(each > self.value for each in tried)}  # type: ignore[operator]
        for side, tested in sides.items():
            if not tested and (side != "below" or below_exists):
                yield f"{self.source}: no case {side} {self.fact} = {self.value}"


def edges(knowledge: Knowledge) -> Iterator[Edge]:
    """Every numeric and date threshold of the rules, and every due date."""
    for rule in knowledge.rulebook.rules:
        for day in (rule.due, rule.until):
            if day is not None:
                yield Edge("as_of", day, rule.services, rule.id)
        yield from _constants(rule.condition, rule.services, rule.id)


def _constants(condition: Node | None, services: tuple[str, ...], source: str) -> Iterator[Edge]:
    for name, values in (thresholds(condition) if condition is not None else {}).items():
        for each in values:
            if isinstance(each, date):
                yield Edge(name, each, services, source)
            elif isinstance(each, int | Decimal) and not isinstance(each, bool):
                yield Edge(name, Decimal(each), services, source)


def values_tried(service: str) -> Mapping[str, set[Value]]:
    """The values the cases of a service give each fact, `as_of` included."""
    tried: dict[str, set[Value]] = {}
    for case, _ in answers():
        if case.service == service:
            for name, each in {**case.facts, "as_of": case.as_of}.items():
                tried.setdefault(name, set()).add(each)
    return tried


def test_every_threshold_and_due_date_has_cases_on_below_and_above():
    tried = {service: values_tried(service) for service in RULES.services}
    untested: set[str] = set()
    for edge in edges(RULES):
        known: set[Value] = set().union(*(tried[service].get(edge.fact, set()) for service in edge.services))
        fact = RULES.facts.get(edge.fact) or Fact("as_of", "date", "", "")
        untested |= set(edge.untested(known, fact))
    assert not untested, "\n".join(sorted(untested))


def test_numeric_thresholds_are_tried_where_the_answer_changes():
    """On the bound, and within one unit on the side where the answer is another."""
    far: list[str] = []
    for rule in RULES.rulebook.rules:
        tried: dict[str, set[Value]] = {}
        for service in rule.services:
            for name, each in values_tried(service).items():
                tried.setdefault(name, set()).update(each)
        for atom in atoms(rule.condition):
            match atom:
                case Compare(op=op, left=FactRef(name=name), right=Literal(value=int() | Decimal() as bound)):
                    sign = -1 if op in ("<", ">=") else 1
                    near = [each for each in tried.get(name, ()) if 0 < (each - bound) * sign <= 1]
                    if not near:
                        far.append(f"{rule.id}: nothing close to {name} {op} {bound} on the other side")
    assert not far, "\n".join(far)


@pytest.mark.parametrize(("capacity", "load", "shown"), [
    (100, 90, False), ("100.01", 100, True), ("100.01", "100.01", False), (160, 100, True), (160, 101, False),
    ("160.01", "100.01", True), ("160.01", 160, True), ("160.01", "160.01", False), (200, 160, True),
    ("200.01", 160, False), (200, None, True), ("200.01", None, False), (100, None, False),
])
def test_capacity_tension_at_its_bounds(capacity, load, shown):
    facts = {"voltage": "low", "external_line": False, "urban_area": True, "requested_load_kw": load,
             "requested_capacity_kva": str(capacity)}
    answer = ask(RULES, "power.connect", facts, date(2019, 1, 2))
    assert any(each["id"] == "power.capacity-unit" for each in answer.tensions) == shown


def test_the_rule_base_has_no_findings():
    _, findings = inspect(default_rules(), RULES.fingerprint, RULES.version)
    assert [str(each) for each in findings] == []


def test_encoded_clauses_are_cited_and_the_others_have_a_reason():
    rulebook = RULES.rulebook
    cited = {clause for rule in rulebook.rules for clause in (rule.clause, *rule.also)}
    cited |= {reading.clause for each in rulebook.tensions for reading in each.readings}
    for instrument in rulebook.instruments:
        for clause in instrument.clauses:
            name = f"{instrument.id}/{clause.locator}"
            assert clause.status != "encoded" or name in cited, f"{name}: encoded, never cited"
            assert clause.status in ("encoded", "heading") or clause.reason, f"{name} has no reason"
            assert len(clause.digest) == (0 if instrument.id != "feicheng-2018" else 64), name


def test_what_rules_cite_is_marked_encoded():
    status = {f"{each.id}/{clause.locator}": clause.status
              for each in RULES.rulebook.instruments for clause in each.clauses}
    wrong = sorted({f"{clause}: {status[clause]}, cited by {rule.id}" for rule in RULES.rulebook.rules
                    for clause in (rule.clause, *rule.also) if status[clause] != "encoded"})
    assert not wrong, "\n".join(wrong)


def test_every_tension_and_gap_is_shown_in_some_case_and_conditional_ones_not_in_another():
    rulebook = RULES.rulebook
    shown = [{each["id"] for each in answer.tensions} for _, answer in answers()]
    gaps = [{each["what"] for each in answer.unavailable} for _, answer in answers()]
    missing = [each.id for each in rulebook.tensions if not any(each.id in one for one in shown)]
    missing += [each.what for each in rulebook.unavailable if not any(each.what in one for one in gaps)]
    assert not missing, "shown in no case:\n" + "\n".join(missing)
    always = [each.id for each in rulebook.tensions if each.condition is not None
              and all(each.id in one for (case, _), one in zip(answers(), shown, strict=True)
                      if case.service in each.services)]
    assert not always, "shown in every case:\n" + "\n".join(always)
