"""The shipped rule base: every worked case comes out right, and the cases leave nothing untested."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb.clauses.locate import default_rules
from kb.compiler.build import inspect
from kb.compiler.load import load
from kb.engine.cases import run_case
from kb.engine.coverage import coverage

ENGINES = ("durable", "python")
RULES = load()
CASES = {case.id: case for case in RULES.rulebook.cases}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_case(case, engine):
    assert run_case(RULES, case, engine).differences == ()


@pytest.mark.parametrize(("key", "wanted", "said"), [
    ("statutory", {"establishment-registration": 16},
     "法定时限 establishment-registration：应为 (16.0, 16.0)，得到 (15.0, 15.0)"),
    ("issue_after", {"seal-making": []}, "seal-making：应为 []，得到 ['establishment-registration']"),
    ("because", {"business-licence@bank-account": ["business.law.limited-2016"]},
     "business-licence@bank-account 的依据里应有 business.law.limited-2016"),
    ("because", {"employee-enrolment": ["business.tax.package"]},
     "employee-enrolment 的依据里应有 business.tax.package"),
])
def test_a_case_that_expects_another_law_order_or_reason_fails(key, wanted, said):
    case = replace(CASES["business.orders-2018"], expect={key: wanted})
    assert run_case(RULES, case, "python").differences == (said,)


def test_ids_of_cases_are_unique_and_each_file_holds_its_own_domain():
    assert len(CASES) == len(RULES.rulebook.cases)
    for case in CASES.values():
        home = case.place.file.split("/")[1]
        assert home in (RULES.service(case.service).domain, "common"), case.place


def test_every_service_has_cases():
    assert {case.service for case in CASES.values()} == set(RULES.services)


def test_the_cases_leave_nothing_untried():
    """Rules, exceptions, bounds, days, values, contradictions and gaps: see `banshi test --coverage`."""
    lacking = coverage(RULES).lacking
    assert not lacking, "\n".join(f"{each.place}: {each.lacking}" for each in lacking)


def test_the_rule_base_has_no_findings():
    _, findings = inspect(default_rules(), RULES.fingerprint, RULES.version)
    assert [str(each) for each in findings] == []


def test_encoded_clauses_are_cited_and_the_others_have_a_reason():
    rulebook = RULES.rulebook
    cited = {clause for rule in rulebook.rules for clause in (rule.clause, *rule.also)}
    cited |= {reading.clause for each in rulebook.tensions for reading in each.readings}
    for instrument in rulebook.instruments:
        for clause in instrument.clauses:
            name = f"{instrument.id}/{clause.locator}"
            assert clause.status != "encoded" or name in cited, f"{name}: encoded, never cited"
            assert clause.status in ("encoded", "heading") or clause.reason, f"{name} has no reason"
            assert len(clause.digest) == (0 if instrument.id != "feicheng-2018" else 64), name


def test_what_rules_cite_is_marked_encoded():
    status = {f"{each.id}/{clause.locator}": clause.status
              for each in RULES.rulebook.instruments for clause in each.clauses}
    wrong = sorted({f"{clause}: {status[clause]}, cited by {rule.id}" for rule in RULES.rulebook.rules
                    for clause in (rule.clause, *rule.also) if status[clause] != "encoded"})
    assert not wrong, "\n".join(wrong)
