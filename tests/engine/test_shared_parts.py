"""Parts of answers that situations share say what they would say if each were worked out for itself."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from situations import DAYS, RULES, complete, partial, program_of

from kb.clauses.model import Span
from kb.engine import spans, states
from kb.engine.ask import ask
from kb.engine.runner import runner
from kb.engine.states import touches


class Always(frozenset):
    """A set of rules of which some are said to be open: nothing that rests on it is shared."""

    def isdisjoint(self, other: object) -> bool:
        return False


@given(st.one_of(partial(), complete()))
@settings(max_examples=60, deadline=None)
def test_sharing_changes_nothing(situation):
    service, day, facts = situation
    program = program_of(service, day)
    shared = ask(RULES, service, facts, day, engine="python").to_json()
    run = runner(RULES, program)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "bearing", {name: Always(rules) for name, rules in run.bearing.items()})
        patch.setattr(spans, "_touches", lambda run, span: Always())
        patch.setattr(states, "state_of", states.state_of.__wrapped__)
        patch.setattr(states, "_schedule", states._schedule.__wrapped__)
        alone = ask(RULES, service, facts, day, engine="python").to_json()
    assert alone == shared


def test_an_order_between_steps_outside_a_span_can_touch_it():
    """apply → … → scheme-reply inside; what links the two may lie outside."""
    run = runner(RULES, program_of("power.connect", DAYS[-1]))
    frame = run.frame
    steps = run.program.service.steps
    outer = Span("outer", "首尾", (steps[0].id, steps[-1].id))
    linked = {index for index, first, then in frame.orders if {first, then}.isdisjoint(outer.steps)}
    assert linked & touches(run, outer)
