"""Exceptions, conflicts, orders and dates: what the compiler makes of them and what it refuses."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise, product

import pytest

from kb.clauses.logic import value
from kb.compiler.witness import find_case
from kb.engine.ask import ask
from kb.findings import KbError

DAY = date(2021, 1, 1)
FACTS = ("wet", "cold", "approved")


def rule(name, then, when="", overrides="", more=""):
    lines = [f"- id: demo.{name}", f"  title: 规则{name}"]
    lines += [f"  when: {when}"] if when else []
    lines += [f"  then: [{{{then}}}]"]
    lines += [f"  overrides: [{overrides}]"] if overrides else []
    lines += [f"  {more}"] if more else []
    return "\n".join(lines) + "\n"


def status(knowledge, facts, step="check", day=DAY):
    return ask(knowledge, "demo.one", facts, day).step(step).status


# Exceptions

def test_exception_and_its_exception(base):
    base.rules(rule("dry", "waive: check", "wet", "demo.check")
               + rule("again", "require: check", "wet and cold", "demo.dry"))
    knowledge = base.knowledge()
    assert status(knowledge, {"wet": False}) == "required"
    assert status(knowledge, {"wet": True, "cold": False}) == "waived"
    assert status(knowledge, {"wet": True, "cold": True}) == "required"
    assert status(knowledge, {"wet": True}) == "depends"


def test_three_levels_agree_with_the_definition(base):
    base.rules(rule("one", "waive: check", "wet", "demo.check")
               + rule("two", "require: check", "cold", "demo.one")
               + rule("three", "waive: check", "length_m > 10", "demo.two, demo.check"))
    knowledge = base.knowledge()
    program = knowledge.program("demo.one", DAY)
    by_id = {each.rule.id: each for each in program.rules}
    for wet, cold, length in product((True, False), (True, False), (5, 15)):
        facts = {"wet": wet, "cold": cold, "length_m": length, "approved": False, "approved__granted": False}
        three = length > 10
        two = cold and not three
        one = wet and not two
        check = not one and not three
        wanted = {"demo.check": check, "demo.one": one, "demo.two": two, "demo.three": three}
        assert {name: value(by_id[name].effective, facts) for name in wanted} == wanted
        answer = ask(knowledge, "demo.one", {"wet": wet, "cold": cold, "length_m": length}, DAY)
        assert answer.step("check").status == ("required" if check or two else "waived")


def test_exception_to_a_group(base):
    base.edit("demo/clauses/base.yaml", "- id: demo.check", "- id: demo.check\n    group: usual")
    base.edit("demo/clauses/base.yaml", "- id: demo.issue", "- id: demo.issue\n    group: usual")
    base.rules("""\
        - id: demo.easy
          title: 都免
          when: wet
          then: [{waive: check}, {waive: issue}]
          overrides: [usual]
        """)
    knowledge = base.knowledge()
    assert status(knowledge, {"wet": True}) == status(knowledge, {"wet": True}, "issue") == "waived"
    assert status(knowledge, {"wet": False}) == status(knowledge, {"wet": False}, "issue") == "required"


def test_a_member_of_a_group_may_override_the_others(base):
    base.edit("demo/clauses/base.yaml", "- id: demo.check", "- id: demo.check\n    group: usual")
    base.rules(rule("easy", "waive: check", "wet", "usual", "group: usual"))
    assert status(base.knowledge(), {"wet": True}) == "waived"


def test_override_cycle_with_its_path(base):
    base.rules(rule("a", "waive: check", "wet", "demo.check, demo.c")
               + rule("b", "require: check", "cold", "demo.a") + rule("c", "waive: check", "cold", "demo.b"))
    finding = next(each for each in base.findings() if each.code == "C103")
    path = re.findall(r"demo\.\w", finding.message)
    assert path[0] == path[-1]
    assert set(path) == {"demo.a", "demo.b", "demo.c"}
    over = {"demo.a": {"demo.c"}, "demo.b": {"demo.a"}, "demo.c": {"demo.b"}}
    assert (all(right in over[left] for left, right in pairwise(path))
            or all(left in over[right] for left, right in pairwise(path)))
    assert finding.place.line


def test_a_rule_that_overrides_itself_is_a_cycle(base):
    base.rules(rule("a", "waive: issue", "wet", "demo.a, demo.issue"))
    assert "C103" in {each.code for each in base.findings()}


# What an authority grants

def test_an_exception_to_be_granted_suspends_nothing_until_it_is(base):
    base.rules(rule("grace", "waive: check", "wet and approved", "demo.check"))
    knowledge = base.knowledge()
    open_ = ask(knowledge, "demo.one", {"wet": True}, DAY, explain="all")
    assert open_.step("check").status == "required"
    assert {each.rule: each.truth for each in open_.considered}["demo.grace"] == "grantable"
    [entry] = [each for each in open_.missing if each["fact"] == "approved" and not each["open"]] or [None]
    assert entry is None or entry["discretion"]
    assert "approved" in {each["fact"] for each in open_.missing}
    assert status(knowledge, {"wet": True, "approved": True}) == "waived"
    assert status(knowledge, {"wet": True, "approved": False}) == "required"
    unknown = ask(knowledge, "demo.one", {}, DAY, explain="all")
    assert unknown.step("check").status == "required"


def test_an_exception_to_one_that_must_be_granted(base):
    base.rules(rule("grace", "waive: check", "approved", "demo.check")
               + rule("never", "require: check", "cold", "demo.grace"))
    knowledge = base.knowledge()
    assert status(knowledge, {"cold": True, "approved": True}) == "required"
    assert status(knowledge, {"cold": False, "approved": True}) == "waived"
    assert status(knowledge, {"cold": False}) == "required"
    assert status(knowledge, {"approved": True}) == "depends"


def test_an_exception_that_no_one_refused_is_told(base):
    base.rules(rule("strict", "waive: check", "not(approved)", "demo.check"))
    assert base.only("C104").place.line == 3


# Conflicts

def conflict(base):
    return [each for each in base.findings() if each.code == "C105"]


def test_conflict_with_a_case_in_which_both_hold(base):
    base.rules(rule("far", "waive: check", "wet and length_m >= 12.5 and not(cold)"))
    [finding] = conflict(base)
    assert "`demo.check`" in finding.message
    assert "`demo.far`" in finding.message
    shown = finding.message.rpartition("成立的情形")[2]
    assert "下雨=" in shown
    length = re.search(r"长度=([\d.]+)", shown)
    assert length is not None
    assert float(length[1]) >= 12.5
    assert finding.place.line == 3
    assert "base.yaml" in finding.hint


@pytest.mark.parametrize(("left", "right"), [
    ("wet", "cold"), ("length_m > 10", "length_m < 10.2"), ("length_m in [3..5]", "length_m in (4.9..9]"),
    ("wet or cold", "not(wet)"), ("not(wet and cold)", "wet"), ("length_m >= 7", "length_m <= 7"),
])
def test_the_case_really_makes_both_hold(base, left, right):
    base.rules(rule("one", "limit: {step: issue, value: 3}", left)
               + rule("two", "limit: {step: issue, value: 4}", right))
    [finding] = conflict(base)
    assert "issue" in finding.message
    base.rules(rule("one", "limit: {step: issue, value: 3}", left))
    program = base.knowledge().program("demo.one", DAY)
    base.rules(rule("two", "limit: {step: issue, value: 3}", right))
    other = base.knowledge().program("demo.one", DAY)
    conditions = [next(each for each in one.rules if each.rule.id == name).effective
                  for one, name in ((program, "demo.one"), (other, "demo.two"))]
    case = find_case(conditions, program.facts)
    assert case is not None
    assert all(value(each, case) is True for each in conditions)


@pytest.mark.parametrize(("left", "right"), [
    ("wet", "not(wet)"), ("length_m > 10", "length_m <= 10"), ("length_m in [3..5)", "length_m in [5..9]"),
    ("wet and cold", "wet and not(cold)"), ("length_m > 10", "length_m < 10.1"), ("wet", "length_m < 0"),
])
def test_no_conflict_where_both_cannot_hold(base, left, right):
    base.rules(rule("one", "limit: {step: issue, value: 3}", left)
               + rule("two", "limit: {step: issue, value: 4}", right))
    assert conflict(base) == []


def test_implications_rule_conflicts_out(base):
    rules = (rule("one", "limit: {step: issue, value: 3}", "wet")
             + rule("two", "limit: {step: issue, value: 4}", "cold"))
    base.rules(rules)
    assert len(conflict(base)) == 1
    base.edit("demo/facts.yaml", "facts:", "implies:\n  - {if: wet, then: {cold: false}}\nfacts:")
    assert conflict(base) == []


def test_a_presumption_rules_nothing_out(base):
    base.rules(rule("one", "limit: {step: issue, value: 3}", "wet")
               + rule("two", "limit: {step: issue, value: 4}", "cold"))
    base.edit("demo/facts.yaml", "facts:", "implies:\n  - {if: wet, then: {cold: false}, presume: true}\nfacts:")
    assert len(conflict(base)) == 1


def test_no_conflict_with_an_override_also_a_transitive_one(base):
    base.rules(rule("a", "waive: check", "wet", "demo.check"))
    assert conflict(base) == []
    base.rules(rule("a", "waive: check", "wet", "demo.check")
               + rule("b", "merge: {step: check, into: issue}", "wet and cold", "demo.a"))
    [finding] = conflict(base)  # where b holds a does not, so demo.check holds again
    assert "`demo.b`" in finding.message
    assert "`demo.check`" in finding.message
    base.rules(rule("a", "waive: check", "wet", "demo.check")
               + rule("b", "merge: {step: check, into: issue}", "wet and cold", "demo.a, demo.check"))
    assert conflict(base) == []


def test_no_conflict_when_the_third_overrides_both(base):
    base.rules(rule("a", "limit: {step: issue, value: 3}", "wet")
               + rule("b", "limit: {step: issue, value: 4}", "cold")
               + rule("both", "limit: {step: issue, value: 2}", "wet and cold", "demo.a, demo.b"))
    assert base.findings() == []


def test_no_conflict_between_rules_of_different_times(base):
    base.rules(rule("old", "limit: {step: issue, value: 3}", more="until: 2020-06-01")
               + rule("new", "limit: {step: issue, value: 4}", more="from: 2020-06-01"))
    knowledge = base.knowledge()
    for day, days in ((date(2020, 5, 31), 3), (date(2020, 6, 1), 4)):
        assert ask(knowledge, "demo.one", {}, day).step("issue").limit["value"] == days
    base.rules(rule("old", "limit: {step: issue, value: 3}", more="until: 2020-06-02")
               + rule("new", "limit: {step: issue, value: 4}", more="from: 2020-06-01"))
    assert len(conflict(base)) == 1


def test_conflict_on_a_day_that_the_conditions_name(base):
    base.rules(rule("old", "limit: {step: issue, value: 3}", 'as_of < date("2020-06-01")')
               + rule("new", "limit: {step: issue, value: 4}", 'as_of >= date("2020-06-01")'))
    assert conflict(base) == []


def test_the_same_decision_twice_is_no_conflict(base):
    base.rules(rule("a", "require: check", "wet") + rule("b", "limit: {step: issue, value: 4}", "wet")
               + rule("c", "limit: {step: issue, value: 4}", "cold"))
    assert conflict(base) == []


def test_rules_of_different_services_do_not_conflict(base):
    text = (base.root / "demo/service.yaml").read_text(encoding="utf-8")
    second = text.partition("services:\n")[2].replace("demo.one", "demo.two")
    base.put("demo/service.yaml", text + second)
    base.rules(rule("a", "limit: {step: issue, value: 3}", more="services: [demo.one]")
               + rule("b", "limit: {step: issue, value: 4}", more="services: [demo.two]"))
    assert base.findings() == []


def test_cases_a_conflict_needs_a_granted_exception_for(base):
    base.rules(rule("a", "waive: check", "approved", "demo.check")
               + rule("b", "merge: {step: check, into: issue}", "approved and wet", "demo.check"))
    [finding] = conflict(base)
    assert "主管局同意=" in finding.message


# Orders

def test_steps_that_wait_for_each_other(base):
    base.rules(rule("back", "precede: {first: issue, then: check}"))
    [finding] = [each for each in base.findings() if each.code == "C301"]
    path = re.findall(r"`(\w+)`", finding.message)
    assert path[0] == path[-1]
    assert set(path) == {"check", "issue"}
    assert finding.place.file.endswith("more.yaml")


def test_a_circle_in_the_service_itself(base):
    base.edit("demo/service.yaml", "kind: applicant, authority: applicant}",
              "kind: applicant, authority: applicant, after: [issue]}")
    [finding] = [each for each in base.findings() if each.code == "C301"]
    assert set(re.findall(r"`(\w+)`", finding.message)) == {"apply", "check", "issue"}
    assert finding.place.file.endswith("service.yaml")


def test_a_circle_that_no_case_closes_is_none(base):
    base.rules(rule("a", "precede: {first: issue, then: check}", "wet and not(wet)"))
    assert "C301" not in {each.code for each in base.findings()}


def test_a_circle_through_conditions(base):
    base.edit("demo/service.yaml", ", after: [apply]}", "}")
    base.edit("demo/service.yaml", ", after: [check]}", "}")
    base.rules(rule("a", "precede: {first: issue, then: check}", "wet")
               + rule("b", "precede: {first: check, then: issue}", "not(wet)"))
    assert base.findings() == []
    base.rules(rule("a", "precede: {first: issue, then: check}", "wet")
               + rule("b", "precede: {first: check, then: issue}", "cold"))
    assert [each.code for each in base.findings()] == ["C301"]


def test_the_longer_way_round_is_found_although_a_shorter_cannot_happen(base):
    base.edit("demo/service.yaml", ", after: [check]}", "}")
    base.rules(rule("a", "precede: {first: issue, then: apply}", "wet")
               + rule("b", "precede: {first: apply, then: issue}", "not(wet)")
               + rule("c", "issue_order: {first: check, then: issue}", "wet"))
    [finding] = [each for each in base.findings() if each.code == "C301"]
    assert set(re.findall(r"`(\w+)`", finding.message)) == {"apply", "check", "issue"}


def test_an_order_given_by_two_rules_is_a_circle_when_either_holds(base):
    base.edit("demo/service.yaml", ", after: [check]}", "}")
    base.rules(rule("a", "precede: {first: issue, then: check}", "wet")
               + rule("b", "precede: {first: check, then: issue}", "not(wet)")
               + rule("c", "precede: {first: check, then: issue}", "wet and cold"))
    assert [each.code for each in base.findings()] == ["C301"]


def test_a_group_with_a_way_out_is_no_circle(base):
    base.edit("demo/service.yaml", "after: [apply]", "after: [{any_of: [apply, issue]}]")
    assert base.findings() == []


def test_a_group_without_a_way_out_is_a_circle(base):
    base.edit("demo/service.yaml", "after: [check]}", """after: [check]}
      - {id: extra, name: 补办, kind: filing, authority: bureau, after: [check]}""")
    base.edit("demo/service.yaml", "after: [apply]", "after: [{any_of: [extra, issue]}]")
    base.rules(rule("extra", "require: extra"))
    assert "C301" in {each.code for each in base.findings()}


# Dates

def test_days_before_the_first_instrument(base):
    knowledge = base.knowledge()
    with pytest.raises(KbError) as caught:
        ask(knowledge, "demo.one", {}, date(2019, 12, 31))
    [finding] = caught.value.findings
    assert finding.code == "S502"
    assert "2020-01-01" in finding.hint
    assert status(knowledge, {}, day=date(2020, 1, 1)) == "required"


def test_days_after_the_last_instrument(base):
    base.edit("instruments/law-1.yaml", "until: null", "until: 2022-01-01")
    knowledge = base.knowledge()
    assert status(knowledge, {}, day=date(2021, 12, 31)) == "required"
    with pytest.raises(KbError) as caught:
        ask(knowledge, "demo.one", {}, date(2022, 1, 1))
    assert caught.value.findings[0].code == "S502"


def test_a_rule_ends_on_its_until(base):
    base.rules(rule("free", "waive: check", overrides="demo.check", more="until: 2020-03-01"))
    knowledge = base.knowledge()
    assert status(knowledge, {}, day=date(2020, 2, 29)) == "waived"
    assert status(knowledge, {}, day=date(2020, 3, 1)) == "required"


def test_a_reform_is_a_plan_before_its_due_date(base):
    base.rules(rule("free", "waive: check", "wet", "demo.check", "due: 2020-03-01"))
    knowledge = base.knowledge()
    before, on = date(2020, 2, 29), date(2020, 3, 1)
    assert status(knowledge, {"wet": True}, day=on) == "waived"
    assert status(knowledge, {"wet": True}, day=before) == "depends"
    assert status(knowledge, {"wet": True, "done_a_1": True}, day=before) == "waived"
    assert status(knowledge, {"wet": True, "done_a_1": False}, day=before) == "required"
    answer = ask(knowledge, "demo.one", {"wet": True, "done_a_1": True}, before, explain="all")
    assert {each.rule: each.force for each in answer.considered}["demo.free"] == "plan"
    answer = ask(knowledge, "demo.one", {"wet": True}, on, explain="all")
    assert {each.rule: each.force for each in answer.considered}["demo.free"] == "promise"
    assert "done_a_1" in {each["fact"] for each in ask(knowledge, "demo.one", {"wet": True}, before).missing}


def test_whether_a_reform_is_done_may_still_be_said_after_its_due_date(base):
    base.rules(rule("free", "waive: check", "wet", "demo.check", "due: 2020-03-01"))
    answer = ask(base.knowledge(), "demo.one", {"wet": True, "done_a_1": False}, date(2020, 3, 1))
    assert answer.step("check").status == "waived"
    assert "done_a_1" not in answer.facts
    assert any("done_a_1" in each for each in answer.notices)


def test_every_stretch_of_time_has_its_program(base):
    base.rules(rule("a", "limit: {step: issue, value: 3}", more="until: 2020-06-01")
               + rule("b", "limit: {step: issue, value: 4}", more="from: 2020-06-01")
               + rule("c", "waive: check", "wet", "demo.check", "due: 2020-09-01"))
    knowledge = base.knowledge()
    assert knowledge.borders["demo.one"] == (date(2020, 1, 1), date(2020, 6, 1), date(2020, 9, 1))
    assert set(knowledge.programs) == {("demo.one", 0), ("demo.one", 1), ("demo.one", 2)}


# Stages

def test_a_stage_takes_its_time_from_the_whole_and_is_not_said_to_have_none(base):
    base.edit("demo/service.yaml", "after: [check]}", "after: [apply], part_of: check}")
    knowledge = base.knowledge()
    answer = ask(knowledge, "demo.one", {}, DAY)
    assert answer.span("all").untimed == ("apply",)
    assert answer.step("issue").part_of == "check"
    assert answer.step("check").part_of is None
    base.edit("demo/service.yaml", ", part_of: check", "")
    assert ask(base.knowledge(), "demo.one", {}, DAY).span("all").untimed == ("apply", "issue")


def test_a_stage_of_a_whole_without_a_time_has_none_either(base):
    base.edit("demo/service.yaml", "after: [check]}", "after: [apply], part_of: check}")
    base.edit("demo/clauses/base.yaml", "      - limit: {step: check, value: 5}\n", "")
    assert ask(base.knowledge(), "demo.one", {}, DAY).span("all").untimed == ("apply", "check", "issue")


def test_a_stage_of_an_unknown_step_is_a_finding(base):
    base.edit("demo/service.yaml", "after: [check]}", "after: [check], part_of: chekc}")
    finding = base.only("C102")
    assert "`check`" in finding.hint


def test_an_exception_to_be_granted_may_be_overridden_always(base):
    base.rules(rule("spared", "waive: check", "approved", "demo.check")
               + rule("never", "entitle: {who: applicant, text: 不再有例外}", "", "demo.spared"))
    knowledge = base.knowledge()
    assert status(knowledge, {}) == "required"
    assert status(knowledge, {"approved": True}) == "required"
    assert not any(each["fact"] == "approved" and not each["open"]
                   for each in ask(knowledge, "demo.one", {}, DAY).missing)
