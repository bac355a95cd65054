"""Every check of the rule base: what it finds, with which case, and the lawful look-alike on which it is silent."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.clauses.expression import parse
from kb.clauses.logic import value
from kb.clauses.model import EnumValue, Fact
from kb.engine.ask import ask
from kb.findings import KbError, Place
from kb.linter.check import PARTS
from kb.linter.rulebase.run import base_checks, review
from kb.linter.rulebase.savecase import save_cases
from kb.linter.rulebase.solver import UNDECIDED, Solver


def rule(name: str, then: str, when: str = "", more: str = "") -> str:
    lines = [f"- id: demo.{name}", f"  title: {name}"]
    lines += [f"  when: {when}"] if when else []
    lines += [f"  {more}"] if more else []
    return "\n".join([*lines, "  then:", *(f"    - {each}" for each in then.split(" | "))]) + "\n"


def found(base):
    return review(base.knowledge())


def codes(base):
    return [each.code for each in found(base)]


def test_a_sound_base_has_nothing_to_tell(base):
    assert codes(base) == []


def test_a_situation_without_a_limit_is_shown(base):
    base.edit("demo/clauses/base.yaml", "    - limit: {step: check, value: 5}", "    - duty: {who: bureau, text: 审}")
    base.rules(rule("short", "limit: {step: check, value: 2}", "length_m < 10"))
    [finding] = found(base)
    assert finding.code == "R101"
    assert Decimal(finding.fix["case"]["facts"]["length_m"]) >= 10
    base.rules(rule("short", "limit: {step: check, value: 2}", "length_m < 10")
               + rule("long", "limit: {step: check, value: 4}", "length_m >= 10"))
    assert codes(base) == []


def test_a_gap_named_for_the_days_before_a_reform_is_no_gap(base):
    base.edit("demo/clauses/base.yaml", "    - limit: {step: check, value: 5}", "    - duty: {who: bureau, text: 审}")
    base.rules(rule("reform", "limit: {step: check, value: 2}", more="due: 2021-06-01"))
    base.put("demo/clauses/gap.yaml", """\
        clause: law-1/a/1
        unavailable:
          - {what: 改革以前几天审完, holder: bureau, when: as_of < date("2021-06-01"), touches: [check]}
        """)
    assert codes(base) == []
    base.edit("demo/clauses/gap.yaml", "2021-06-01", "2021-05-01")
    assert codes(base) == ["R101"]


def test_a_named_gap_and_an_exclusion_are_no_gap(base):
    base.edit("demo/clauses/base.yaml", "    - limit: {step: check, value: 5}", "    - duty: {who: bureau, text: 审核}")
    short = rule("short", "limit: {step: check, value: 2}", "wet")
    base.rules(short + rule("rest", "exclude: {step: check}", "not(wet)"))
    assert codes(base) == []
    base.rules(short)
    base.put("demo/clauses/gap.yaml", """\
        clause: law-1/a/1
        unavailable:
          - {what: 不下雨时几天, holder: bureau, when: not(wet), touches: [check]}
        """)
    assert codes(base) == []


def test_a_step_for_every_covered_case(base):
    base.edit("demo/clauses/base.yaml", "    - require: apply", "    - duty: {who: bureau, text: 等候}")
    for step in ("check", "issue"):
        base.edit("demo/clauses/base.yaml", f"    - require: {step}", "    - duty: {who: bureau, text: 等候}")
    base.edit("demo/clauses/base.yaml", "    - limit: {step: check, value: 5}", "    - duty: {who: bureau, text: 审}")
    base.rules(rule("some", "require: apply | require: check | require: issue", "wet or cold"))
    [finding] = found(base)
    assert finding.code == "R102"
    assert finding.fix["case"]["facts"] == {"wet": False, "cold": False}
    base.edit("demo/service.yaml", "authority: bureau\n    steps", "authority: bureau\n    covers: wet or cold\n"
                                   "    not_covered: 别处办\n    steps")
    assert codes(base) == []


@pytest.mark.parametrize(("one", "two"), [
    ("parallel: [check, issue]", "precede: {first: check, then: issue}"),
    ("not_prerequisite: {what: check, of: issue}", "precede: {first: check, then: issue}"),
    ("closed_set: {of: approvals, members: []}", "require: issue"),
])
def test_contradictions_have_a_case(base, one, two):
    base.rules(rule("one", one, "wet") + rule("two", two, "length_m > 10"))
    clash = [each for each in found(base) if each.code == "R103" and set(each.rules) <= {"demo.one", "demo.two"}]
    assert len(clash) == 1
    facts = clash[0].fix["case"]["facts"]
    answer = ask(base.knowledge(), "demo.one", facts, explain="all")
    held = {each.rule for each in answer.considered if each.truth == "true"}
    assert {"demo.one", "demo.two"} <= held
    base.rules(rule("one", one, "wet") + rule("two", two, "not(wet)"))
    assert not [each for each in found(base) if each.code == "R103" and set(each.rules) <= {"demo.one", "demo.two"}]


def test_a_conflict_that_only_arithmetic_shows(base):
    """The compiler's own search tries the constants and their neighbours; the solver settles sums of facts."""
    width = "{id: width_m, type: number, unit: m, minimum: 0, decimals: 1, title: 宽度, question: 多宽？}"
    base.edit("demo/facts.yaml", "  - {id: approved", f"  - {width}\n  - {{id: approved")
    base.rules(rule("big", "limit: {step: issue, value: 3}", "length_m + width_m = 50.7")
               + rule("rest", "limit: {step: issue, value: 4}", "length_m - width_m = 3.1"))
    clash = [each for each in found(base) if each.code == "R103"]
    assert [each.rules for each in clash] == [("demo.big", "demo.rest")]
    case = {name: Decimal(each) for name, each in clash[0].fix["case"]["facts"].items()}
    assert case == {"length_m": Decimal("26.9"), "width_m": Decimal("23.8")}


def test_a_rule_always_overridden(base):
    base.rules(rule("never", "limit: {step: issue, value: 3}", "wet")
               + rule("always", "limit: {step: issue, value: 4}", "wet or cold", "overrides: demo.never"))
    assert codes(base).count("R104") == 1
    base.rules(rule("never", "limit: {step: issue, value: 3}", "wet")
               + rule("always", "limit: {step: issue, value: 4}", "wet and cold", "overrides: demo.never"))
    assert "R104" not in codes(base)


def test_an_exception_that_meets_nothing(base):
    base.rules(rule("main", "limit: {step: issue, value: 3}", "length_m < 10")
               + rule("except", "limit: {step: issue, value: 4}", "length_m >= 10", "overrides: demo.main"))
    assert [each.rules for each in found(base) if each.code == "R105"] == [("demo.except", "demo.main")]
    base.rules(rule("main", "limit: {step: issue, value: 3}", "length_m < 10")
               + rule("except", "limit: {step: issue, value: 4}", "length_m >= 9.9", "overrides: demo.main"))
    assert "R105" not in codes(base)


def test_a_condition_against_itself(base):
    base.rules(rule("no", "duty: {who: bureau, text: 做}", "length_m * 2 > 20 and length_m <= 10"))
    assert "R106" in codes(base)
    base.rules(rule("no", "duty: {who: bureau, text: 做}", "length_m * 2 > 20 and length_m <= 10.1"))
    assert "R106" not in codes(base)


def test_rules_that_say_the_same(base):
    base.rules(rule("one", "duty: {who: bureau, text: 做}", "wet or cold")
               + rule("two", "duty: {who: bureau, text: 做}", "not(not(wet) and not(cold))"))
    assert [each.rules for each in found(base)] == [("demo.one", "demo.two")]
    base.rules(rule("one", "duty: {who: bureau, text: 做}", "wet or cold")
               + rule("two", "duty: {who: bureau, text: 做}", "wet and cold"))
    assert codes(base) == []


def test_a_rule_outside_its_instruments_time(base):
    base.rules(rule("early", "duty: {who: bureau, text: 做}", more="from: 2019-12-31"))
    assert codes(base) == ["R108"]
    base.edit("instruments/law-1.yaml", "until: null", "until: 2021-01-01")
    base.rules(rule("late", "duty: {who: bureau, text: 做}", more="until: 2021-01-02"))
    assert codes(base) == ["R108"]
    base.rules(rule("right", "duty: {who: bureau, text: 做}", more="until: 2021-01-01"))
    assert codes(base) == []


@pytest.mark.parametrize(("until", "told"), [("2020-12-31", ["R109"]), ("null", ["R109"]), ("2021-01-01", [])])
def test_versions_that_do_not_meet(base, until, told):
    text = (base.root / "instruments/law-1.yaml").read_text(encoding="utf-8")
    base.edit("instruments/law-1.yaml", "until: null", f"until: {until}")
    second = text.replace("id: law-1", "id: law-2").replace("from: 2020-01-01", "from: 2021-01-01")
    base.put("instruments/law-2.yaml", second.replace("status: encoded", "status: heading"))
    base.edit("demo/service.yaml", "name: 试验}", "name: 试验, policies: law-1}")
    assert codes(base) == told


def test_a_tension_nobody_sees(base):
    base.put("demo/clauses/tension.yaml", """\
        clause: law-1/a/1
        tensions:
          - id: demo.odd
            title: 两种说法
            readings: [{text: 甲, clause: law-1/a/1}, {text: 乙, clause: law-1/a/2}]
            used: 甲
            because: 甲更近
            touches: [demo.elsewhere]
        """)
    base.put("demo/service.yaml", (base.root / "demo/service.yaml").read_text(encoding="utf-8") + """\
  - id: demo.other
    name: 另一事项
    authority: bureau
    steps:
      - {id: ask, name: 问, kind: applicant, authority: applicant}
""")
    base.rules("- id: demo.elsewhere\n  title: 别处\n  services: demo.other\n  then:\n    - require: ask\n")
    for name in ("base",):
        text = (base.root / f"demo/clauses/{name}.yaml").read_text(encoding="utf-8")
        base.put(f"demo/clauses/{name}.yaml", text.replace("    then:", "    services: demo.one\n    then:"))
    base.edit("demo/clauses/tension.yaml", "    touches", "    services: demo.one\n    touches")
    assert codes(base) == ["R110"]
    base.edit("demo/clauses/tension.yaml", "touches: [demo.elsewhere]", "touches: [check]")
    assert codes(base) == []


def test_days_that_do_not_add_up(base):
    base.edit("demo/clauses/base.yaml", "limit: {step: check, value: 5}", "limit: {step: check, value: 5, unit: day}")
    assert codes(base) == ["R111"]
    base.rules(rule("out", "exclude: {step: check}"))
    assert codes(base) == []


def test_an_authority_for_nothing(base):
    base.edit("vocabulary/authorities.yaml", "  - {id: bureau",
              "  - {id: office, name: 办公室, kind: government}\n  - {id: bureau")
    assert codes(base) == ["R112"]


def test_a_mark_stands_until_its_rule_changes(base):
    def both(when):
        return "".join(rule(name, "duty: {who: bureau, text: 做}", when) for name in ("one", "two"))

    base.rules(both("wet"))
    [finding] = found(base)
    base.put("vocabulary/accepted.yaml", f"""\
        accepted:
          - {{code: R107, key: {finding.fix['key']}, reason: 两处条款都要单独引用}}
        """)
    assert codes(base) == []
    base.rules(both("cold"))
    assert sorted(codes(base)) == ["R100", "R107"]


def test_saved_cases_run(base, tmp_path):
    base.edit("demo/clauses/base.yaml", "    - limit: {step: check, value: 5}", "    - duty: {who: bureau, text: 审核}")
    base.rules(rule("short", "limit: {step: check, value: 2}", "length_m < 10"))
    findings = found(base)
    [path] = save_cases(findings, base.root / "demo/cases")
    [case] = base.knowledge().rulebook.cases
    assert case.facts["length_m"] >= 10 and case.expect["rules"] == ["demo.check"]
    with pytest.raises(KbError, match="已经存在"):
        list(save_cases(findings, path.parent))


@pytest.mark.parametrize("check", base_checks(), ids=lambda check: check.code)
def test_pages(check):
    positions = [check.page.find(f"\n{part}：") for part in PARTS]
    assert -1 not in positions and positions == sorted(positions)
    assert len(check.title) < 30


FACTS = {
    "a": Fact("a", "boolean", "甲", "甲？"), "b": Fact("b", "boolean", "乙", "乙？"),
    "n": Fact("n", "number", "数", "数？", integer=True, minimum=Decimal(0), maximum=Decimal(6)),
    "e": Fact("e", "enum", "类", "类？", values=(EnumValue("x", "一"), EnumValue("y", "二"), EnumValue("z", "三"))),
}
EVERY = [dict(zip(FACTS, values, strict=True)) for values in
         product((True, False), (True, False), range(7), ("x", "y", "z"))]
ATOMS = st.sampled_from(["a", "b", "n < 3", "n >= 3", "n = 5", "n * 2 > 7", "n / 2 <= 1.5", "6 / n > 2", 'e = "x"',
                         'e != "y"', 'e in ("y", "z")', "n in [2..4]", "n in (2..4]", "true", "false"])
CONDITIONS = st.recursive(ATOMS, lambda inner: st.one_of(
    st.builds("not({})".format, inner), st.builds("({}) and ({})".format, inner, inner),
    st.builds("({}) or ({})".format, inner, inner)), max_leaves=6)


@settings(max_examples=300, deadline=None)
@given(CONDITIONS, CONDITIONS)
def test_the_solver_agrees_with_trying_every_case(first, second):
    one, two = parse(first, Place()), parse(second, Place())
    case = Solver(FACTS, ()).case([one], [two])
    assert case != UNDECIDED
    holding = [each for each in EVERY if value(one, each) is True and value(two, each) is False]
    if case is None:
        assert not holding
    else:
        full = {"a": True, "b": True, "n": 0, "e": "x"} | case
        assert value(one, full) is True and value(two, full) is False
