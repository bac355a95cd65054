"""Random situations of the shipped services: complete ones, and ones that leave facts open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from hypothesis import strategies as st

from kb.clauses.logic import value
from kb.clauses.model import Value
from kb.clauses.tree import facts_in
from kb.compiler.knowledge import Program
from kb.compiler.load import load
from kb.compiler.overrides import GRANTED
from kb.compiler.witness import trials
from kb.engine.runner import runner
from kb.engine.situation import consistent

RULES = load()
SERVICES = ("power.connect", *(each for each in RULES.services if each.startswith("utilities.")))
DAYS = (date(2018, 9, 14), date(2018, 9, 29), date(2018, 9, 30), date(2018, 12, 30), date(2019, 1, 2))
Facts = dict[str, Value]


@cache
def program_of(service: str, day: date) -> Program:
    return RULES.program(service, day)


@cache
def _choices(service: str, segment_day: date) -> dict[str, list[Value]]:
    program = program_of(service, segment_day)
    table = trials(program.facts, [*(each.effective for each in program.rules),
                                   *(each.condition for each in program.implications)])
    return {name: values for name, values in table.items() if name != "as_of"}


def choices(service: str, day: date) -> dict[str, list[Value]]:
    """For each fact, values that stand for all others: at, below and above every threshold."""
    first = next(each for each in reversed(RULES.borders[service]) if each <= day)
    return _choices(service, first)


def covered(program: Program, facts: Facts, day: date) -> bool:
    """Whether the facts are free of contradictions and the service covers them."""
    situation = consistent(program, facts, day)
    if situation is None:
        return False
    covers = program.service.covers
    return covers is None or value(covers, situation.values) is not False


def feasible(service: str, day: date, facts: Facts, name: str) -> list[Value]:
    """The values a fact can still take beside the others."""
    program = program_of(service, day)
    return [each for each in choices(service, day)[name] if covered(program, {**facts, name: each}, day)]


@st.composite
def complete(draw: st.DrawFn, services: Sequence[str] = SERVICES) -> tuple[str, date, Facts]:
    """A service, a day, and a value for every fact of the service."""
    service, day = draw(st.sampled_from(services)), draw(st.sampled_from(DAYS))
    names = draw(st.permutations(sorted(choices(service, day))))
    facts: Facts = {}
    for name in names:
        facts[name] = draw(st.sampled_from(feasible(service, day, facts, name)))
    return service, day, facts


@st.composite
def partial(draw: st.DrawFn, services: Sequence[str] = SERVICES) -> tuple[str, date, Facts]:
    """A service, a day, and values for some of its facts."""
    service, day = draw(st.sampled_from(services)), draw(st.sampled_from(DAYS))
    facts: Facts = {}
    for name in draw(st.permutations(sorted(choices(service, day)))):
        if draw(st.booleans()):
            facts[name] = draw(st.sampled_from(feasible(service, day, facts, name)))
    return service, day, facts


def timing_facts(service: str, day: date) -> frozenset[str]:
    """The facts that can change a span's total: those of rules that decide status, time or order."""
    program = program_of(service, day)
    frame = runner(RULES, program).frame
    rules = {index for table in (frame.statuses, frame.limits, frame.excludes) for rows in table.values()
             for index, _ in rows} | {index for index, *_ in (*frame.orders, *frame.issues)}
    return frozenset(name.removesuffix(GRANTED) for index in rules
                     for name in facts_in(program.rules[index].effective)) - {"as_of"}


def completions(service: str, day: date, facts: Facts, names: Sequence[str]) -> Iterator[Facts]:
    """All ways to settle these facts that the rest allows; what is presumed stays presumed."""
    program = program_of(service, day)
    presumable = {name for each in program.implications if each.presume for name, _ in each.then}

    def more(case: Facts) -> Iterator[Facts]:
        situation = consistent(program, case, day)
        if situation is None or not covered(program, case, day):
            return
        # What may be presumed is settled last: it is open only where no presumption speaks.
        open_ = sorted((name for name in names if name not in situation.values),
                       key=lambda name: (name in presumable, name))
        if not open_:
            yield case
            return
        for choice in choices(service, day)[open_[0]]:
            yield from more({**case, open_[0]: choice})

    return more(facts)
