"""Laws of every answer, on random situations of the shipped services.

BANSHI_LONG=1 tries ten times as many.
"""

from __future__ import annotations

import os
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from situations import RULES, SERVICES, complete, covered, feasible, partial, program_of

from kb.engine.answer import Answer
from kb.engine.ask import ask
from kb.engine.runner import runner
from kb.engine.situation import consistent, settle

LONG = bool(os.environ.get("BANSHI_LONG"))
DAY = date(2019, 1, 2)


def tries(count):
    phases = list(Phase) if LONG else [Phase.explicit, Phase.generate]  # shrinking takes minutes: run it long
    return settings(max_examples=count * (10 if LONG else 1), deadline=None, derandomize=not LONG, phases=phases,
                    database=None, suppress_health_check=list(HealthCheck))


def decided(answer: Answer) -> dict[str, object]:
    """Everything an applicant acts on: steps, materials, times."""
    found: dict[str, object] = {"outcome": answer.outcome == "not_covered"}
    for step in answer.steps:
        found[f"step:{step.id}"] = (step.status, step.limit, step.limits, step.needs, step.issue_after, step.into)
    for each in answer.materials:
        found[f"material:{each.step}/{each.id}"] = (each.status, each.any_of, each.source, each.form, each.copies)
    for span in answer.spans:
        found[f"span:{span.id}"] = (span.low, span.high, span.known, span.critical_path, span.untimed, span.excluded,
                                    span.declared)
    return found


def open_facts(answer: Answer) -> set[str]:
    return {each["fact"] for each in answer.missing}


@tries(500)
@given(complete())
def test_complete_situations(drawn):
    """Both engines agree, nothing is asked for, and every total is one number."""
    service, day, facts = drawn
    answer = ask(RULES, service, facts, day)  # durable-rules checks every answer of ours
    assert answer.missing == ()
    for span in answer.spans:
        assert span.exact
        assert span.low == span.high
    undecided = {step.id for step in answer.steps if step.status == "depends"}
    left_open = {each["what"] for each in answer.unavailable}
    assert not undecided or left_open
    assert answer.outcome == ("depends" if undecided else "determined")


@tries(500)
@given(partial())
def test_engines_agree_on_incomplete_situations(drawn):
    service, day, facts = drawn
    program = program_of(service, day)
    values = settle(program, facts, day).values
    run = runner(RULES, program)
    run.check(values, run.verdict(values))  # raises S590 where they differ


@tries(40)
@given(partial(), st.data())
def test_order_and_spelling_of_facts_change_nothing(drawn, data):
    service, day, facts = drawn
    shuffled = dict(data.draw(st.permutations(list(facts.items()))))
    answer = ask(RULES, service, facts, day, engine="python")
    assert ask(RULES, service, shuffled, day, engine="python") == answer
    typed = {name: {True: "true", False: "false"}[each] if isinstance(each, bool) else str(each)
             for name, each in facts.items()}
    assert decided(ask(RULES, service, typed, day, engine="python")) == decided(answer)


def learn(data, service, day, facts, names):
    """The facts with one more of these known."""
    assume(names)
    name = data.draw(st.sampled_from(sorted(names)), label="learnt")
    values = feasible(service, day, facts, name)
    assume(values)
    return {**facts, name: data.draw(st.sampled_from(values), label="as")}


@tries(80)
@given(partial(), st.data())
def test_learning_never_widens_a_range_or_changes_what_is_determined(drawn, data):
    service, day, facts = drawn
    before = ask(RULES, service, facts, day, engine="python")
    more = learn(data, service, day, facts, {each["fact"] for each in before.missing if each["open"]})
    after = ask(RULES, service, more, day, engine="python")
    for old, new in zip(before.spans, after.spans, strict=True):
        if old.known and new.known:
            assert old.low <= new.low <= new.high <= old.high, old.id
    for old, new in zip(before.steps, after.steps, strict=True):
        assert old.status in ("depends", new.status), old.id
        if old.limit is not None and new.status == "required" and old.status == "required":
            assert new.limit == old.limit, old.id
        for limit in new.limits:
            assert old.status == "depends" or limit in old.limits, old.id
    was = {(each.step, each.id): each.status for each in before.materials}
    for each in after.materials:
        assert was[each.step, each.id] in ("depends", each.status), each.id


@tries(120)
@given(partial(), st.data())
def test_what_is_not_missing_changes_nothing(drawn, data):
    """`missing` is complete: any other fact may be set as one likes."""
    service, day, facts = drawn
    answer = ask(RULES, service, facts, day, engine="python")
    known = {*facts, *(each["fact"] for each in answer.derived), "as_of"}
    names = program_of(service, day).facts.keys() - known - open_facts(answer)
    more = learn(data, service, day, facts, names)
    follows = {each.fact for each in consistent(program_of(service, day), more, day).derived}
    assume(follows.isdisjoint(open_facts(answer)))  # what decides a missing fact decides with it
    assert decided(ask(RULES, service, more, day, engine="python")) == decided(answer)


@tries(25)
@given(partial(), st.data())
def test_answering_what_is_missing_settles_the_answer(drawn, data):
    """Asking for the first missing fact again and again ends, and then nothing is left to learn."""
    service, day, facts = drawn
    for _ in range(len(program_of(service, day).facts) + 1):
        answer = ask(RULES, service, facts, day, engine="python")
        deciding = [each["fact"] for each in answer.missing if each["decides"]]
        if not deciding:
            break
        values = feasible(service, day, facts, deciding[0])
        assert values, f"{deciding[0]} is asked for and can be nothing"
        facts = {**facts, deciding[0]: data.draw(st.sampled_from(values))}
    else:
        raise AssertionError("asks without end")
    assert all(span.low == span.high for span in answer.spans if span.known)
    rest = {name for name in program_of(service, day).facts if name not in facts} - {"as_of"}
    rest -= open_facts(answer) | {each["fact"] for each in answer.derived}
    if rest:
        more = learn(data, service, day, facts, rest)
        assert decided(ask(RULES, service, more, day, engine="python")) == decided(answer)


@tries(60)
@given(partial(("power.connect",)), st.data())
def test_a_missing_fact_names_the_steps_it_changes(drawn, data):
    """A step that one missing fact alone can change is among what that fact says it affects."""
    service, day, facts = drawn
    before = ask(RULES, service, facts, day, engine="python")
    asked = {each["fact"]: each["affects"] for each in before.missing}
    more = learn(data, service, day, facts, set(asked))
    [name] = more.keys() - facts.keys()
    follows = {each.fact for each in consistent(program_of(service, day), more, day).derived}
    touched = set(asked[name]).union(*(asked[each] for each in follows if each in asked))
    after = ask(RULES, service, more, day, engine="python")
    for old, new in zip(before.steps, after.steps, strict=True):
        if old.status != new.status:
            assert f"step:{old.id}" in touched or "service" in touched, old.id
    for old_span, new_span in zip(before.spans, after.spans, strict=True):
        if (old_span.low, old_span.high) != (new_span.low, new_span.high):
            assert f"span:{old_span.id}" in touched or "service" in touched, old_span.id


@pytest.mark.parametrize("service", SERVICES)
def test_every_single_fact_alone(service):
    """Each value of each fact, given alone, is answered by both engines or refused in words."""
    program = program_of(service, DAY)
    for name in program.facts:
        if name != "as_of":
            for each in feasible(service, DAY, {}, name):
                answer = ask(RULES, service, {name: each}, DAY)
                assert answer.facts == {name: each}
                assert covered(program, {name: each}, DAY) == (answer.outcome != "not_covered")
