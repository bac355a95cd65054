"""Property registration: what changed with the law, and a total that no step shares."""

from __future__ import annotations

from datetime import date

import pytest

from kb.cli.show import lines
from kb.compiler.load import load
from kb.engine.ask import ask

SERVICE = "property.register"
POLICY_DAY, LATER = date(2018, 11, 5), date(2026, 11, 1)
SALE = {"registration_type": "transfer_registration", "property_kind": "existing_housing", "transfer_cause": "sale",
        "mortgaged": True, "by_agent": False, "applicant_class": "individual"}


def answered(facts, day=POLICY_DAY):
    return ask(load(), SERVICE, facts, day)


def brought(day):
    return {each.id for each in answered(SALE, day).materials if each.status == "bring"}


def cited(day):
    return {reason.clause.partition("/")[0] for each in answered(SALE, day).materials for reason in each.because
            if reason.truth == "true"}


def test_the_civil_code_took_the_mortgagees_consent_off_the_list():
    assert brought(POLICY_DAY) - brought(LATER) == {"mortgagee-consent", "mortgage-discharge"}
    assert not brought(LATER) - brought(POLICY_DAY)


def test_each_day_cites_the_texts_of_that_day():
    assert {"property-law-2007", "deed-tax-regulation-1997", "registration-regulation-2014"} <= cited(POLICY_DAY)
    assert {"civil-code-2020", "deed-tax-law-2020", "registration-regulation-2019"} <= cited(LATER)
    assert not {"property-law-2007", "deed-tax-regulation-1997", "registration-regulation-2014"} & cited(LATER)


def test_what_was_not_followed_up_says_so():
    assert not answered(SALE).notices
    [notice] = answered(SALE, LATER).notices
    assert "《不动产登记暂行条例实施细则》（核对到2019-07-15）" in notice


@pytest.mark.parametrize("facts", [{}, {"registration_type": "first_registration"}, SALE])
def test_a_promised_total_is_not_a_sum_of_steps(facts):
    span = answered(facts).span("registration")
    assert not span.known
    assert span.declared


def test_promise_and_law_are_told_apart():
    shown = "\n".join(lines(answered({"registration_type": "seizure_registration"}), load()))
    assert "受理至办结  文件写：即时；法定：不超过30个工作日" in shown
    assert "只有总的时限，没有分到这些环节：登记审核、登簿" in shown


def test_nobody_fetches_what_nobody_asks_for():
    fetched = {each.id for each in answered(SALE).materials if each.status == "fetched"}
    assert fetched == {"tax-receipt"}
