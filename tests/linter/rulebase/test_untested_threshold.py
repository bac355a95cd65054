"""R113: the numbers and dates that no worked case tries."""

from __future__ import annotations

from kb.linter.rulebase.run import review


def rule(name: str, then: str, when: str = "", more: str = "") -> str:
    lines = [f"- id: demo.{name}", f"  title: {name}", *([f"  when: {when}"] if when else [])]
    return "\n".join([*lines, *([f"  {more}"] if more else []), "  then:", f"    - {then}"]) + "\n"


def case(name: str, day: str, facts: str = "{}", expect: str = "{outcome: depends}") -> str:
    return (f"  - {{id: demo.{name}, title: 算例, service: demo.one, as_of: {day}, facts: {facts}, "
            f"expect: {expect}}}\n")


def cases(base, *lengths, expect="{outcome: depends}"):
    rows = [case(f"c{number}", "2021-01-01", f"{{length_m: {each}}}", expect) for number, each in enumerate(lengths)]
    base.put("demo/cases/some.yaml", "cases:\n" + "".join(rows))


def untested(base):
    return [(each.rules, each.message) for each in review(base.knowledge()) if each.code == "R113"]


def test_a_number_is_tried_on_both_sides_and_on_itself(base):
    check = "{limits: {check: 5}}"
    cases(base, 9.9, 10, 10.1, expect=check)
    assert untested(base) == []
    cases(base, 9.9, 10, expect=check)
    [(rules, message)] = untested(base)
    assert rules == ("demo.facts",) and "长度" in message and "大于10" in message and "还有1处" in message
    cases(base, 9.9, 10, 11.1, expect=check)
    assert ["相差不超过1" in message for _, message in untested(base)] == [True]
    cases(base, 10, 10.5, expect=check)
    assert ["小于10" in message for _, message in untested(base)] == [True]


def test_a_limit_is_expected_by_a_case_in_which_its_rule_holds(base):
    cases(base, 9.9, 10, 10.1)
    assert untested(base) == [(("demo.check",), untested(base)[0][1])] and "5个工作日" in untested(base)[0][1]
    cases(base, 9.9, 10, 10.1, expect="{limits: {check: 4}}")
    assert len(untested(base)) == 1
    base.rules(rule("total", "limit: {span: all, value: 7}", "length_m > 10"))
    cases(base, 9.9, 10, expect="{limits: {check: 5}, declared: {all: 7}}")
    assert (("demo.total",) in [rules for rules, _ in untested(base)])
    cases(base, 9.9, 10, 10.1, expect="{limits: {check: 5}, declared: {all: 7}}")
    assert untested(base) == []


def test_the_day_of_a_reform_is_tried_and_the_day_before(base):
    base.rules(rule("late", "entitle: {who: applicant, text: 得到帮助}", more="due: 2021-06-01"))
    cases(base, 9.9, 10, 10.1, expect="{limits: {check: 5}}")
    [(rules, message)] = untested(base)
    assert rules == ("demo.late",) and "2021-05-31" in message and "还有1处" in message
    text = (base.root / "demo/cases/some.yaml").read_text(encoding="utf-8")
    base.put("demo/cases/some.yaml", text + case("d1", "2021-05-31") + case("d2", "2021-06-01"))
    assert untested(base) == []


def test_a_base_without_cases_is_the_business_of_coverage(base):
    base.rules(rule("more", "limit: {step: issue, value: 3}", "length_m >= 4"))
    assert untested(base) == []
