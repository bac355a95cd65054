"""Ranges of totals equal brute force over every way to settle what is open.

BANSHI_LONG=1 tries more situations and larger spaces.
"""

from __future__ import annotations

import os
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from situations import DAYS, RULES, choices, completions, feasible, program_of, timing_facts

from kb.engine.ask import ask
from kb.engine.runner import runner
from kb.engine.situation import settle
from kb.engine.states import lay_out, states, untimed

LONG = bool(os.environ.get("BANSHI_LONG"))
MOST = 2000 if LONG else 250
POWER = "power.connect"
Totals = dict[str, int | None]


def totals(service, day, facts):
    """Each span's total in halves in a situation in which nothing that matters is open; None: it has none."""
    program = program_of(service, day)
    run = runner(RULES, program)
    verdict = run.verdict(settle(program, facts, day).values)
    steps = states(run, verdict)
    found: Totals = {}
    for span in program.service.spans:
        total = lay_out(run, verdict, steps, span, high=True).total
        assert total == lay_out(run, verdict, steps, span, high=False).total, (span.id, facts)
        found[span.id] = total if total or not untimed(steps, span) else None
    return found


@st.composite
def nearly_complete(draw):
    """A power situation in which few of the facts that time turns on are open."""
    day = draw(st.sampled_from(DAYS))
    names = sorted(timing_facts(POWER, day))
    left_open = set(draw(st.lists(st.sampled_from(names), max_size=6 if LONG else 4, unique=True)))
    facts = {}
    for name in draw(st.permutations([each for each in names if each not in left_open])):
        facts[name] = draw(st.sampled_from(feasible(POWER, day, facts, name)))
    return POWER, day, facts


def check(service, day, facts):
    """The ranges of an answer against every completion; returns how many there were."""
    program = program_of(service, day)
    names = sorted(timing_facts(service, day) - set(program.granted) | {"voltage"} & set(program.facts))
    found: dict[str, set[int | None]] = {span.id: set() for span in program.service.spans}
    count = 0
    for case in completions(service, day, facts, names):
        count += 1
        if count > MOST:
            return 0
        for span, total in totals(service, day, case).items():
            found[span].add(total)
    answer = ask(RULES, service, facts, day, engine="python")
    for span in answer.spans:
        known = {each for each in found[span.id] if each is not None}
        if not known:
            continue
        assert span.exact, span.id
        assert (span.low, span.high) == (min(known), max(known)), (span.id, facts)
        if span.low != span.high:  # the cases shown really have these totals
            ends = [{**facts, **each} for each in (span.shortest_case, span.longest_case)]
            for case, end in zip(ends, (min(known), max(known)), strict=True):
                again = ask(RULES, service, case, day, engine="python").span(span.id)
                assert (again.low, again.high) == (end, end), (span.id, case)
    return count


@settings(max_examples=400 if LONG else 60, deadline=None, derandomize=not LONG, database=None,
          phases=list(Phase) if LONG else [Phase.explicit, Phase.generate],
          suppress_health_check=list(HealthCheck))
@given(nearly_complete())
def test_ranges_are_those_of_all_completions(drawn):
    check(*drawn)


@pytest.mark.parametrize("facts", [
    {"voltage": "10kv", "occupies_green": True, "planning_exempt_other": False},
    {"voltage": "10kv", "external_line": False},
    {"voltage": "low", "digs_road": True, "user_works": False},
    {"voltage": "low", "line_length_m": 120},
    {"voltage": "10kv", "dual_source": True, "line_length_m": 150},
    {"external_line": False},
    {"line_length_m": 149, "civil_works": True, "user_works_finished_early": True},
], ids=str)
@pytest.mark.parametrize("day", [date(2018, 9, 14), date(2019, 1, 2)], ids=str)
def test_situations_people_ask_about(facts, day, monkeypatch):
    monkeypatch.setattr("test_ranges.MOST", 5000)
    assert check(POWER, day, facts)


@pytest.mark.parametrize("service", [each for each in RULES.services if each.startswith("utilities.")])
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_utilities(service, day):
    names = sorted(timing_facts(service, day))
    assert check(service, day, {})
    for name in names:
        for each in choices(service, day)[name]:
            assert check(service, day, {name: each})
