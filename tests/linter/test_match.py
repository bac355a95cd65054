"""Matching names: surely or not at all, candidates with a score, ties said to be ties."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kb.compiler.load import load
from kb.linter.document import read_procedure
from kb.linter.match import Authorities, Matcher, Materials, Named, undecided
from kb.linter.names import Names, folded
from kb.linter.stated import StatedMaterial, StatedStep

KNOWLEDGE = load()
PROGRAM = KNOWLEDGE.program("power.connect", date(2018, 11, 5))
MATERIALS = Materials(KNOWLEDGE, PROGRAM)


@pytest.mark.parametrize(("name", "material", "how"), [
    ("用电申请表", "application-form", "name"),
    ("报装申请单", "application-form", "alias"),
    ("用电申请表（一式两份，加盖公章）", "application-form", "wording"),
    ("規劃許可證", "planning-certificate", "alias"),
    ("规划许可证（原件及复印件）", "planning-certificate", "wording"),
    ("施工图 电子版", "construction-drawings", "wording"),
    ("１．用电申请表", "application-form", "alias"),
    ("其他材料", None, "none"),
    ("表", None, "none"),
    ("", None, "none"),
])
def test_materials(name: str, material: str | None, how: str) -> None:
    found = MATERIALS.match(StatedMaterial(name, ()))
    assert (found.id, found.how) == (material, how)


def named(service: str, name: str, step: str = "") -> Named:
    program = KNOWLEDGE.program(service, date(2018, 11, 5))
    return Materials(KNOWLEDGE, program).match(StatedMaterial(name, ()), step)


@pytest.mark.parametrize(("service", "name", "material"), [
    ("property.register", "身份证明", "registrant-identity"),
    ("property.register", "身份证复印件", "registrant-identity"),
    ("property.register", "申请人身份证", "registrant-identity"),
    ("property.register", "房屋买卖合同", "sale-contract"),
    ("property.register", "国有土地使用证", "title-certificate"),
    ("construction.approve", "国有土地使用证", "land-certificate"),
    ("construction.approve", "不动产权证书", "land-certificate"),
    ("construction.approve", "施工许可申请表", "permit-application-form"),
    ("construction.approve", "施工合同", "construction-contract"),
    ("utilities.gas-commercial", "施工合同", "works-contract"),
    ("business.open", "法定代表人身份证", "legal-representative-documents"),
    ("business.open", "名称申请书", "name-application"),
    ("construction.approve", "名称申请书", None),
    ("power.connect", "身份证", None),
    ("utilities.water", "用水申请表", None),
    ("utilities.water", "身份证明", None),
    ("business.open", "身份证", None),
    ("property.register", "配偶身份证", None),
])
def test_the_service_comes_first(service: str, name: str, material: str | None) -> None:
    assert named(service, name).id == material


def test_the_step_tells_which_of_two_is_meant() -> None:
    assert named("business.open", "身份证", "establishment-registration").id == "investor-identity"
    assert named("business.open", "身份证", "first-invoices").id == "handler-identity"
    anywhere = named("business.open", "身份证").candidates
    assert {each for each, _ in anywhere} == {"handler-identity", "investor-identity"}


def test_one_name_of_two_materials() -> None:
    found = named("property.register", "主债权合同和抵押合同复印件")
    assert (found.id, found.how, found.parts) == (None, "several", ("debt-contract", "mortgage-contract"))
    assert named("property.register", "权籍调查表、宗地图").id == "cadastral-survey"
    for doubtful in ("主债权合同和无纠纷证明", "和", "买卖合同或赠与合同", "房屋买卖合同、"):
        assert not named("property.register", doubtful).parts, doubtful


def test_candidates_are_the_services_own_and_three_at_most() -> None:
    for service in ("property.register", "business.open", "utilities.water"):
        own = Materials(KNOWLEDGE, KNOWLEDGE.program(service, date(2018, 11, 5))).own
        for name in ("申请人的身份证件材料", "用电申请书", "授权委托书", "不动产登记材料", "施工合同文本"):
            found = named(service, name).candidates
            assert len(found) <= 3 and {each for each, _ in found} <= own


def test_a_similar_name_is_no_match() -> None:
    found = MATERIALS.match(StatedMaterial("用电报装申请单", ()))
    assert found.id is None and ("application-form", 0.86) in found.candidates
    assert list(found.candidates) == sorted(found.candidates, key=lambda each: -each[1])


def test_two_equally_near_are_told_so() -> None:
    names = Names([("a", "甲级用水申请表"), ("b", "乙级用水申请表"), ("c", "开工报告")], (folded,))
    found = names.similar("丙级用水申请表")
    assert [each for each, _ in found] == ["a", "b"] and undecided(found)
    assert not undecided(names.similar("甲级用水申请表单"))


def test_one_name_of_two_steps_is_nobodys() -> None:
    steps = list(PROGRAM.steps.values())
    doubled = {each.id: replace(each, aliases=("同名环节",)) for each in steps[:2]}
    found = Matcher(replace(PROGRAM, steps=doubled)).match(StatedStep(0, "a", "同名环节"))
    assert found.step is None and [score for _, score in found.candidates] == [1.0, 1.0] and undecided(found.candidates)


def test_no_more_than_three_unless_tied() -> None:
    names = Names(((each, f"{each}号用水申请表") for each in "甲乙丙丁戊"), (folded,))
    assert len(names.similar("己号用水申请表")) == 5
    assert names.similar("完全不同的东西") == ()


def test_authorities() -> None:
    found = Authorities(KNOWLEDGE)
    assert [found.match(each).id for each in ("市规划局", "規劃局", "ｐower-company", "用户")] == [
        "planning-bureau", "planning-bureau", "power-company", "applicant"]
    for city_s_own in ("发改局", "肥城市发改局", "肥城发改局"):
        assert found.match(city_s_own).id == "development-bureau"
    assert found.match("肥城市住房和城乡建设局").id == "housing-bureau"
    for nobody_s in ("泰安市发改局", "政府", "银行", "局", "市", "肥城", "肥城市"):
        assert found.match(nobody_s).id is None
    doubtful = found.match("泰安市规划局")
    assert doubtful.id is None and doubtful.candidates[0][0] == "planning-bureau"


@pytest.mark.parametrize(("service", "bank"), [
    ("credit.loan", "banks"), ("business.open", "commercial-bank"), ("power.connect", None)])
def test_a_bank_is_the_one_of_the_service(service: str, bank: str | None) -> None:
    program = KNOWLEDGE.program(service, date(2018, 11, 5))
    assert Authorities(KNOWLEDGE).match("银行", program).id == bank


def test_ambiguity_reaches_the_reader(tmp_path: Path) -> None:
    from kb.linter.checks.doubtful_material import check
    from kb.linter.review import Review

    path = tmp_path / "d.yaml"
    path.write_text("document: {service: power.connect, as_of: 2018-11-05}\nsteps:\n- id: a\n  name: 提交用电申请\n"
                    "  materials:\n  - 许可文件\n", encoding="utf-8")
    [told] = check(Review(KNOWLEDGE, read_procedure(KNOWLEDGE, path)))
    assert told.severity == "note" and told.place.line == 6 and "%" in told.message
