"""What the items of a promise table mean: never a silent guess, the same for every wording."""

from pathlib import Path

import pytest

from kb.compiler.load import load
from kb.linter.document import read_procedure
from kb.linter.promises import Promised, promised
from kb.linter.review import Review

KNOWLEDGE = load()


def meant(tmp_path: Path, service: str, *items: str, situation: str = "{}") -> list[Promised]:
    rows = "".join(f"  - {{item: {each}, duration: 4工作日}}\n" for each in items)
    path = tmp_path / "d.yaml"
    path.write_text(f"document: {{service: {service}, as_of: 2018-11-05}}\nsituation: {situation}\npromises:\n{rows}",
                    encoding="utf-8")
    return list(promised(Review(KNOWLEDGE, read_procedure(KNOWLEDGE, path))))


@pytest.mark.parametrize(("service", "item", "slot", "facts"), [
    ("property.register", "抵押登记", "span:registration", {"registration_type": "mortgage_registration"}),
    ("property.register", "解抵押", "span:registration", {"registration_type": "mortgage_cancellation"}),
    ("property.register", "转移登记办结时限", "span:registration", {"registration_type": "transfer_registration"}),
    ("property.register", "存量房转移登记", "span:registration",
     {"registration_type": "transfer_registration", "property_kind": "existing_housing"}),
    ("property.register", "个人首次登记", "span:registration",
     {"registration_type": "first_registration", "applicant_class": "individual"}),
    ("property.register", "不动产登记", "span:registration", {}),
    ("power.connect", "10千伏双电源用户供电方案答复", "step:scheme-reply", {"voltage": "10kv", "dual_source": True}),
    ("power.connect", "供电方案答复（10千伏、单电源）", "step:scheme-reply", {"voltage": "10kv", "dual_source": False}),
    ("power.connect", "低压电网内部环节", "span:internal", {"voltage": "low"}),
    ("business.open", "企业开办", "span:opening", {}),
    ("business.open", "银行开户", "span:bank-account", {}),
    ("construction.approve", "工程建设项目审批", "span:whole_process", {}),
    ("credit.bank-report", "月报", "step:monthly-statistics", {}),
])
def test_what_is_sure(tmp_path: Path, service: str, item: str, slot: str, facts: dict[str, object]) -> None:
    [found] = meant(tmp_path, service, item)
    assert (found.slot, dict(found.review.procedure.situation)) == (slot, facts)
    assert found.limits


@pytest.mark.parametrize(("service", "item"), [
    ("power.connect", "用电报装"),  # counted in four ways, none of which holds the others
    ("power.connect", "10千伏"), ("property.register", "抵押登计"), ("property.register", "登记手续费"),
    ("construction.approve", "工业项目"),  # its whole approval, or from the land to the permit
    ("property.register", "抵押登记、别的登记"),
])
def test_what_is_not_sure_is_not_guessed(tmp_path: Path, service: str, item: str) -> None:
    [found] = meant(tmp_path, service, item)
    assert found.slot == ""


def test_one_table_for_several_services(tmp_path: Path) -> None:
    found = meant(tmp_path, "power.connect", "供水报装", "抵押登记", "企业开办", "规划许可")
    assert [(each.review.procedure.service.id, each.slot) for each in found] == [
        ("utilities.water", "span:installation"), ("property.register", "span:registration"),
        ("business.open", "span:opening"), ("power.connect", "step:planning-permit")]


def test_a_list_is_each_of_its_items(tmp_path: Path) -> None:
    found = meant(tmp_path, "property.register", "首次登记、变更登记和换证")
    assert [each.review.procedure.situation["registration_type"] for each in found] == [
        "first_registration", "change_registration", "certificate_replacement"]


def test_a_table_may_speak_of_more_than_the_document(tmp_path: Path) -> None:
    situation = "{registration_type: transfer_registration, tax_involved: true}"
    [found] = meant(tmp_path, "property.register", "抵押注销登记", situation=situation)
    assert found.review.procedure.situation["registration_type"] == "mortgage_cancellation"
