"""What a worked case says of orders: a step that starts too early or a certificate issued too early is a difference."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb.compiler.load import load
from kb.engine.cases import run_case

RULES = load()
GRANTED = next(each for each in RULES.rulebook.cases if each.id == "construction.land-bidding")
RIGHT = {
    "needs": {"construction-works": ["construction-permit", "evaluations"]},
    "issue_after": {"drawing-review": ["project-planning-permit"]},
}


def _differences(**expect):
    return run_case(RULES, replace(GRANTED, expect=expect)).differences


@pytest.mark.parametrize("key", RIGHT)
def test_the_order_as_it_is_passes(key):
    assert _differences(**{key: RIGHT[key]}) == ()


@pytest.mark.parametrize(("key", "wrong"), [
    (key, wrong) for key, each in RIGHT.items() for names in each.values() for wrong in ([], [*names, "fee-payment"])])
def test_a_wait_left_out_or_added_is_told(key, wrong):
    (step,) = RIGHT[key]
    (told,) = _differences(**{key: {step: wrong}})
    assert told.startswith(step), told


@pytest.mark.parametrize("expect", [
    {"limits": {"apply": 1}}, {"needs": {"apply": []}}, {"spans": {"approvals": 12}}, {"declared": {"approvals": 12}},
    {"critical_path": {"approvals": []}}])
def test_what_an_uncovered_case_has_not_is_told(expect):
    outside = next(each for each in RULES.rulebook.cases if each.expect.get("outcome") == "not_covered"
                   and each.service == "power.connect")
    (told,) = run_case(RULES, replace(outside, expect=expect)).differences
    assert told == f"答复里没有 {next(iter(*expect.values()))}"
