"""Programs: for every service and stretch of time, only the rules that can touch its answer."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date

from kb.clauses.build_rules import AS_OF
from kb.clauses.locator import cite
from kb.clauses.model import Fact, Implication, Instrument, Rule, Rulebook, Service
from kb.clauses.tree import FactRef, Node, both, facts_in
from kb.compiler.fetching import spelled_out
from kb.compiler.knowledge import Fired, Program
from kb.compiler.overrides import GRANTED, discretion_in, effective, overriders


def done_fact(rule: Rule) -> Fact:
    """The fact whether the reform of a rule's clause is already in place, asked before its due date."""
    where = cite(rule.clause)
    return Fact(done_name(rule), "boolean", f"{where}的改革已落地",
                f"{where}要求{rule.due}前完成的改革，现在已经落地了吗？", who="authority",
                yes=f"{where}的改革已落地", no=f"{where}的改革还没落地",
                note="期限未到的改革只是计划，是否已经实行由主管部门答复", place=rule.place)


def done_name(rule: Rule) -> str:
    """The name of that fact."""
    return "done_" + rule.clause.partition("/")[2].replace("/", "_").replace("-", "_").replace(".", "_")


def borders(rulebook: Rulebook, service: Service) -> tuple[date, ...]:
    """The days on which what is in force for a service changes, sorted."""
    days: set[date] = set()
    for each in _policies(rulebook, service):
        days |= {each.start} | ({each.until} if each.until else set())
    for rule in rulebook.rules:
        if service.id in rule.services:
            days |= {rule.start} | {day for day in (rule.until, rule.due) if day}
    return tuple(sorted(days))


def _policies(rulebook: Rulebook, service: Service) -> list[Instrument]:
    """The instruments of which one must be in force for the service to have an answer."""
    return [each for each in rulebook.instruments if not service.policies or each.id in service.policies]


def in_force(rule: Rule, day: date) -> bool:
    """Whether a rule is in force on a day; `until` is the first day it no longer is."""
    return rule.start <= day and (rule.until is None or day < rule.until)


def build(rulebook: Rulebook, days: Mapping[str, tuple[date, ...]]) -> dict[tuple[str, int], Program]:
    """All programs, by service id and index of the stretch that begins at `days[service][index]`."""
    over, _ = overriders(rulebook.rules)
    facts = {fact.id: fact for fact in rulebook.facts} | {AS_OF.id: AS_OF}
    programs: dict[tuple[str, int], Program] = {}
    for service in rulebook.services:
        for index, day in enumerate(days[service.id]):
            if any(each.holds(day) for each in _policies(rulebook, service)):
                programs[service.id, index] = program_on(rulebook, service, day, over, facts)
    return programs


def segment(days: tuple[date, ...], day: date) -> int:
    """Index of the stretch a day falls into."""
    return bisect_right(days, day) - 1


def program_on(rulebook: Rulebook, service: Service, day: date, over: Mapping[str, tuple[str, ...]],
               vocabulary: Mapping[str, Fact]) -> Program:
    """The program of a service on a day; `over` as from `overriders`, `vocabulary` all facts by id."""
    rules = spelled_out([rule for rule in rulebook.rules if service.id in rule.services and in_force(rule, day)],
                        service, rulebook)
    facts = dict(vocabulary)
    conditions: dict[str, Node] = {}
    for rule in rules:
        condition: Node = rule.condition
        if rule.due and day < rule.due:
            fact = done_fact(rule)
            facts[fact.id] = fact
            condition = both(condition, FactRef(fact.id))
        conditions[rule.id] = condition
    fired = tuple(
        Fired(rule, conditions[rule.id], effective(rule.id, conditions, over, facts),
              tuple(each for each in over[rule.id] if each in conditions),
              pending=bool(rule.due and day < rule.due))
        for rule in rules)
    tensions = tuple(each for each in rulebook.tensions if service.id in each.services)
    unavailable = tuple(each for each in rulebook.unavailable if service.id in each.services)
    used: set[str] = {"as_of"}
    for each in fired:
        used |= facts_in(each.condition) | facts_in(each.effective)
        if each.rule.overrides:  # its grant may stand in no condition, where it is overridden always
            used |= {name + GRANTED for name in discretion_in(each.condition, facts)}
    for about in (*(one.condition for one in tensions), *(one.condition for one in unavailable)):
        if about is not None:
            used |= facts_in(about)
    if service.covers is not None:
        used |= facts_in(service.covers)
    implications, used = _reachable(rulebook.implications, used)
    return Program(
        service=service, rules=fired,
        facts={name: facts[name] for name in sorted(used) if name in facts},
        implications=implications,
        granted=tuple(sorted(name.removesuffix(GRANTED) for name in used if name.endswith(GRANTED))),
        tensions=tensions, unavailable=unavailable,
        steps={step.id: step for step in service.steps},
    )


def _reachable(implications: tuple[Implication, ...],
               used: set[str]) -> tuple[tuple[Implication, ...], set[str]]:
    """The implications that touch facts in use, and the facts in use with what those need."""
    chosen: list[Implication] = []
    while True:
        more = [each for each in implications if each not in chosen
                and any(name.removesuffix(GRANTED) in used or name + GRANTED in used for name, _ in each.then)]
        if not more:
            break
        chosen += more
        for each in more:
            used = used | facts_in(each.condition)
    return tuple(each for each in implications if each in chosen), used
