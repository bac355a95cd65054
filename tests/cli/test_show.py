"""The answer as text: grants still open, stages of a step, results that wait."""

from __future__ import annotations

from datetime import date

import pytest

from kb.cli.show import show
from kb.compiler.load import load
from kb.engine.ask import ask

RULES = load()
READY = {"pre_approval_matters": False, "registration_complete": True, "registration_form_valid": True,
         "account_eligible": True, "invoice_type": "none", "hires_employees": False}


@pytest.fixture
def page(capsys):
    def text(facts):
        show(ask(RULES, "business.open", facts, date(2018, 11, 5)), RULES)
        return "".join(line.strip() for line in capsys.readouterr().out.splitlines())
    return text


def test_an_exception_nobody_has_found_stands_beside_the_step_it_would_bring_back(page):
    shown = page(READY)
    assert "除非市场监管局认定名称仍要预先核准（附件1二（一）），那样仍要办" in shown.replace(" ", "")
    assert "认定了才有变化的情况：名称属于其他例外（市市场监管局认定）" in shown
    denied = page({**READY, "name_exception_other": False})
    assert "那样仍要办" not in denied
    assert "认定了才有变化的情况" not in denied


def test_what_only_a_grant_changes_is_not_said_to_leave_the_process_alone(page):
    rest = page(READY).partition("只影响权利、义务或收费的情况：")[2].partition("还没有认定")[0]
    assert "网上领票缴费已部署" in rest
    assert "名称属于其他例外" not in rest


def test_a_stage_says_what_it_belongs_to_and_a_result_what_it_waits_for(page):
    shown = page(READY)
    assert "人行核准开户　人行肥城支行；包含在“开立基本存款账户”里" in shown
    assert "公章刻制　公章制作单位；即时；结果在2之后出" in shown
    assert "没有规定时限、没有算进去：新办纳税人套餐" in shown


def test_a_grant_that_changes_nothing_is_not_told(page):
    shown = page({**READY, "enterprise_form": "limited_company", "pre_approval_matters": True})
    assert "企业名称预先核准　市市场监管局" in shown
    assert "那样就不办" not in shown


def test_no_date_where_no_time_is_given(capsys):
    day = date(2018, 11, 5)
    facts = {"voltage": "10kv", "dual_source": False, "external_line": False}
    show(ask(RULES, "power.connect", facts, day, start=day), RULES)
    lines = capsys.readouterr().out.splitlines()
    assert any("供电方案答复" in line and "最迟" in line for line in lines)
    assert not any("没有规定时限" in line and "最迟" in line for line in lines)


def test_a_total_that_leaves_steps_out_is_a_least(capsys):
    show(ask(RULES, "utilities.heat", {}, date(2018, 11, 5)), RULES)
    assert "供暖报装  至少24" in capsys.readouterr().out


def test_a_step_that_may_fall_away_is_looked_through(capsys):
    facts = {"registration_type": "transfer_registration"}
    answer = ask(RULES, "property.register", facts, date(2018, 11, 5))
    show(answer, RULES)
    open_steps = {each.id for each in answer.steps if each.status == "depends"}
    register = answer.step("register")
    assert set(register.needs) & open_steps
    line = next(line for line in capsys.readouterr().out.splitlines() if " 登簿" in line)
    assert "之后" in line
