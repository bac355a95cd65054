"""Opening an enterprise: policy and law that say the same both give reasons; legal times stand beside promises."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kb.compiler.load import load
from kb.engine.ask import ask

RULES = load()
COMPANY = {"enterprise_form": "limited_company", "pre_approval_matters": False, "registration_complete": True,
           "registration_form_valid": True, "account_eligible": True, "tax_conditions_met": True,
           "tax_files_complete": True, "invoice_type": "vat_ordinary", "hires_employees": True}


def opened(day, **more):
    return ask(RULES, "business.open", {**COMPANY, **more}, date.fromisoformat(day))


def statutory(answer, step):
    return [(each["value"], each["unit"], each["clause"]) for each in answer.step(step).statutory]


@pytest.mark.parametrize(("day", "step", "limits"), [
    ("2018-11-05", "establishment-registration", [(15, "day", "company-registration-2016/53")]),
    ("2026-11-01", "establishment-registration", [(3, "working_day", "market-entity-registration-2021/19")]),
    ("2018-11-05", "social-registration", [(15, "day", "social-insurance-law-2010/57")]),
    ("2018-12-29", "social-registration", [(15, "day", "social-insurance-law-2018/57")]),
])
def test_legal_times_stand_beside_the_promise(day, step, limits):
    answer = opened(day)
    assert statutory(answer, step) == limits
    assert answer.step(step).limit["value"] in (Decimal(1), Decimal(0))


@pytest.mark.parametrize(("day", "step", "law"), [
    ("2018-11-05", "seal-making", "licence-opens-2016"), ("2018-11-05", "tax-package", "licence-opens-2016"),
    ("2018-11-05", "bank-account", "licence-opens-2016"), ("2018-11-05", "first-invoices", "invoices-2010"),
    ("2019-06-01", "first-invoices", "invoices-2019"), ("2026-11-01", "first-invoices", "invoices-2023"),
    ("2018-11-05", "social-registration", "social-2010"), ("2018-12-29", "social-registration", "social-2018"),
])
def test_the_law_behind_the_licence_is_named(day, step, law):
    [licence] = [each for each in opened(day).materials if each.id == "business-licence" and each.step == step]
    assert f"business.law.{law}" in {reason.rule for reason in licence.because}
    assert licence.status == ("bring" if step == "bank-account" else "fetched")


def test_declared_names_rest_on_the_city_then_on_the_state():
    def reasons(day, step):
        return {reason.rule for reason in opened(day).step(step).because if reason.truth == "true"}

    assert reasons("2019-02-26", "name-declaration") == {"business.name.self-declared"}
    assert reasons("2019-02-27", "name-declaration") == {"business.name.self-declared", "business.law.name-2019"}
    assert "business.law.name-2020" in reasons("2021-03-01", "name-declaration")
    assert reasons("2019-02-27", "name-preapproval") == {"business.name.self-declared", "business.law.name-2019"}


def test_the_central_bank_approves_by_law_until_the_permit_ends():
    def reasons(day):
        return {reason.rule for reason in opened(day).step("account-approval").because if reason.truth == "true"}

    assert reasons("2018-11-05") == {"business.account.approval", "business.law.account-approval"}
    assert reasons("2019-12-31") == {"business.law.account-permit-all-ended"}
