"""Answers: what is given, what is refused, dates, and who is asked for what."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from kb.compiler.load import load
from kb.engine.ask import ask
from kb.findings import KbError

RULES = load()
POWER = "power.connect"
DAY = date(2018, 11, 5)
LINE = {"voltage": "10kv", "dual_source": False, "line_length_m": 300, "planning_exempt_other": False,
        "occupies_green": True, "occupies_road": True, "digs_road": True, "green_relocation": False,
        "civil_works": False, "user_works_finished_early": True}


def errors(*args, **kwargs):
    with pytest.raises(KbError) as caught:
        ask(RULES, *args, **kwargs)
    return caught.value.findings


# Facts

def test_every_bad_fact_is_told_at_once():
    found = errors(POWER, {"voltag": "10kv", "dual_source": "perhaps", "line_length_m": "far", "park": "nowhere",
                           "requested_capacity_kva": -1, "occupies_green": True, "as_of": "2018-11-05"}, DAY)
    assert len(found) == 6
    text = "\n".join(map(str, found))
    for name in ("voltag", "dual_source", "line_length_m", "park", "requested_capacity_kva", "as_of"):
        assert name in text
    assert "`voltage`" in next(each.hint for each in found if "`voltag`" in each.message)
    assert all(each.severity == "error" and each.code.startswith("S") for each in found)


@pytest.mark.parametrize(("name", "raw", "meant"), [
    ("voltage", "10千伏", "10kv"), ("voltage", "低压", "low"), ("voltage", "10kV", "10kv"),
    ("dual_source", "true", True), ("dual_source", "双电源", True), ("dual_source", "单电源", False),
    ("line_length_m", "149.9", Decimal("149.9")), ("line_length_m", 149, 149),
    ("line_length_m", "150米", 150),
])
def test_values_as_people_write_them(name, raw, meant):
    assert ask(RULES, POWER, {name: raw}, DAY).facts[name] == meant


@pytest.mark.parametrize("raw", ["yse", "2", "10", "35", "高压", "10kv2", 10, True, "", [], {}])
def test_a_value_outside_the_enum_names_the_nearest(raw):
    [finding] = errors(POWER, {"voltage": raw}, DAY)
    assert "voltage" in str(finding)


@pytest.mark.parametrize("raw", [float("nan"), float("inf"), "nan", "1e9999999", "١٥٠", "12,34", "1.005", "-0.01"])
def test_numbers_that_are_none(raw):
    [finding] = errors(POWER, {"line_length_m": raw}, DAY)
    assert "line_length_m" in str(finding)


@pytest.mark.parametrize("raw", [None, "unknown"])
def test_unknown_is_the_same_as_left_out(raw):
    facts = {**LINE, "dual_source": raw, "civil_works": raw}
    left_out = {name: each for name, each in facts.items() if each is not raw}
    assert ask(RULES, POWER, facts, DAY) == ask(RULES, POWER, left_out, DAY)


def test_facts_of_other_services_are_told_and_not_used():
    answer = ask(RULES, POWER, {"new_building": True, "voltage": "low"}, DAY)
    assert any("new_building" in each for each in answer.notices)
    assert "new_building" not in answer.facts
    assert errors(POWER, {"new_building": "rather"}, DAY)


def test_a_reform_that_is_done_is_a_fact_only_before_its_day():
    before = ask(RULES, POWER, {"done_annex5_2_1": True}, date(2018, 9, 29))
    assert before.facts["done_annex5_2_1"] is True
    after = ask(RULES, POWER, {"done_annex5_2_1": True}, DAY)
    assert "done_annex5_2_1" not in after.facts
    assert any("done_annex5_2_1" in each for each in after.notices)
    assert errors(POWER, {"done_annex9_9": True}, DAY)


@pytest.mark.parametrize(("facts", "names"), [
    ({"line_length_m": 10, "external_line": False}, ("line_length_m", "external_line")),
    ({"occupies_green": True, "external_line": False}, ("occupies_green", "external_line")),
    ({"external_line": False, "civil_works": True}, ("civil_works", "external_line")),
    ({"line_length_m": 0, "external_line": True}, ("line_length_m", "external_line")),
    ({"line_length_m": 0, "digs_road": True}, ("line_length_m", "digs_road")),
])
def test_contradictions_name_both_facts(facts, names):
    [finding] = errors(POWER, facts, DAY)
    assert finding.code == "S503"
    text = str(finding)
    for name in names:
        assert name in text or RULES.facts[name].title in text, text


def test_what_the_user_says_overrides_what_is_presumed():
    presumed = ask(RULES, POWER, {"voltage": "10kv", "dual_source": False}, DAY)
    assert [each["fact"] for each in presumed.derived if each["presumed"]] == ["ordinary_user", "user_works"]
    said = ask(RULES, POWER, {"voltage": "10kv", "dual_source": False, "ordinary_user": False}, DAY)
    assert "ordinary_user" not in {each["fact"] for each in said.derived}
    assert said.step("design-review").status == "depends"
    assert presumed.step("design-review").status == "abolished"


# Services and days

def test_services_by_id_name_and_alias():
    for name in ("power.connect", "用电报装", "获得电力"):
        assert ask(RULES, name, {}, DAY).service == POWER


def test_an_unknown_service_names_the_nearest():
    [finding] = errors("power.conect", {}, DAY)
    assert finding.code == "S501"
    assert "`power.connect`" in finding.hint


@pytest.mark.parametrize("day", [date(2018, 9, 13), date(1, 1, 1)])
def test_no_answer_before_the_first_instrument(day):
    [finding] = errors(POWER, {}, day)
    assert finding.code == "S502"
    assert "2018-09-14" in finding.hint


def test_the_first_day_and_the_far_future():
    assert ask(RULES, POWER, {}, date(2018, 9, 14)).outcome == "depends"
    assert ask(RULES, POWER, LINE, date(9999, 12, 31)).step("design-review").status == "abolished"


def test_35_kv_is_not_covered():
    for facts in ({}, {"dual_source": True}, {"line_length_m": 300, "external_line": True}):
        answer = ask(RULES, POWER, {"voltage": "35kv_plus", **facts}, DAY)
        assert answer.outcome == "not_covered"
        assert "35千伏" in answer.outcome_note
        assert answer.steps == answer.spans == answer.materials == answer.missing == ()
    assert errors(POWER, {"voltage": "35kv_plus", "line_length_m": 10, "external_line": False}, DAY)


# The parts of an answer

def test_steps_come_in_the_order_of_the_service_and_each_says_why():
    answer = ask(RULES, POWER, LINE, DAY)
    assert [each.id for each in answer.steps] == [each.id for each in RULES.services[POWER].steps]
    for step in answer.steps:
        if step.status not in ("not_applicable", "depends"):
            assert step.because, step.id
            assert all(reason.clause in RULES.clause_titles for reason in step.because)


def test_explain_all_names_every_rule_once_and_why_not():
    answer = ask(RULES, POWER, LINE, DAY, explain="all")
    program = RULES.program(POWER, DAY)
    assert [each.rule for each in answer.considered] == [each.rule.id for each in program.rules]
    assert all(each.why_not for each in answer.considered if each.truth == "false")
    assert all(each.depends_on for each in answer.considered if each.truth in ("unknown", "grantable"))
    assert ask(RULES, POWER, LINE, DAY).considered == ()


def test_missing_facts_are_ranked_and_say_who_answers():
    answer = ask(RULES, POWER, {}, DAY)
    entries = answer.missing
    assert {"voltage", "external_line", "dual_source"} <= {each["fact"] for each in entries}
    assert len({each["fact"] for each in entries}) == len(entries)
    for each in entries:
        assert each["question"]
        assert each["who_name"]
        assert each["affects"]
    closed = [each["open"] for each in entries]
    assert closed == sorted(closed, reverse=True)


def test_what_only_an_authority_can_grant_leaves_the_answer_standing():
    facts = {name: each for name, each in LINE.items() if name != "planning_exempt_other"}
    answer = ask(RULES, POWER, facts, DAY)
    assert answer.step("planning-permit").status == "required"
    assert answer.span("approvals").low == answer.span("approvals").high == 24
    [entry] = [each for each in answer.missing if each["fact"] == "planning_exempt_other"]
    assert entry["discretion"]
    assert not entry["open"]
    granted = ask(RULES, POWER, {**facts, "planning_exempt_other": True}, DAY)
    assert granted.step("planning-permit").status == "waived"
    assert granted.span("approvals").high == 14


# Dates

def test_start_gives_dates_to_what_takes_place():
    answer = ask(RULES, POWER, LINE, DAY, start=DAY)
    for step in answer.steps:
        assert (step.dates is not None) == (step.status in ("required", "depends")), step.id
        if step.dates:
            assert DAY <= step.dates["start"] <= step.dates["due"]
    for span in answer.spans:
        assert span.dates is not None
        assert span.dates["start"] <= span.dates["due"]
    assert all(each.dates is None for each in ask(RULES, POWER, LINE, DAY).steps)


def test_dates_follow_the_order_of_the_steps():
    answer = ask(RULES, POWER, LINE, DAY, start=DAY)
    due = {each.id: each.dates["due"] for each in answer.steps if each.dates}
    start = {each.id: each.dates["start"] for each in answer.steps if each.dates}
    for step in answer.steps:
        for need in step.needs:
            if step.dates and "|" not in need:
                assert due[need] <= start[step.id] or due[need] == start[step.id], (need, step.id)


def test_holidays_move_the_deadline_and_are_told():
    plain = ask(RULES, "utilities.water", {"construction_project": False}, DAY, start=date(2018, 11, 5))
    assert plain.span("installation").dates["due"] == date(2018, 11, 20)  # 11 working days after the 5th
    golden = ask(RULES, "utilities.water", {"construction_project": False}, DAY, start=date(2018, 9, 28))
    assert golden.span("installation").dates["due"] == date(2018, 10, 18)  # a week off, two Saturdays worked
    assert any("2018-10-01" in each for each in golden.notices)
    assert any("2018-09-29" in each for each in golden.notices)


def test_a_year_without_a_calendar_is_provisional():
    answer = ask(RULES, "utilities.water", {"construction_project": False}, DAY, start=date(2040, 3, 5))
    assert answer.span("installation").dates["provisional"]
    assert any("2040" in each for each in answer.notices)


@pytest.mark.parametrize("service", RULES.services)
def test_a_later_start_is_never_done_earlier(service):
    day = date(2018, 9, 14)
    last = None
    for shift in range(40):
        answer = ask(RULES, service, {"voltage": "low"} if service == POWER else {}, DAY,
                     start=day + timedelta(days=shift), engine="python")
        dues = [each.dates["due"] for each in answer.spans if each.dates]
        if not dues:
            pytest.skip("no step of this service has a time limit, so its spans have no dates")
        assert last is None or max(dues) >= last
        last = max(dues)



def test_a_total_says_which_steps_it_leaves_out_in_a_case_that_is_still_open():
    """The policy times the heat installation of new buildings only."""
    def left_out(facts):
        span = ask(RULES, "utilities.heat", facts, DAY).spans[0]
        return span.uncounted, span.known

    assert left_out({}) == (("apply", "survey", "pay", "design", "acceptance"), True)
    assert left_out({"new_building": True}) == ((), True)
    assert left_out({"new_building": False}) == ((), False)


def test_a_limit_in_days_is_dated_in_days():
    """The banks' reports are due 10 and 15 days after the period; 10 November 2018 is a Saturday."""
    answer = ask(RULES, "credit.bank-report", {"quarter_ended": True}, DAY, start=date(2018, 10, 31))
    dues = {each.limit["value"]: each.dates["due"] for each in answer.steps if each.limit and each.dates}
    assert dues == {10: date(2018, 11, 12), 15: date(2018, 11, 15)}


def test_dates_say_what_they_leave_no_time_for():
    answer = ask(RULES, POWER, LINE, DAY, start=DAY)
    [notice] = [each for each in answer.notices if "没有工作日时限" in each]
    assert "用户受电工程" in notice and "供电方案答复" not in notice
