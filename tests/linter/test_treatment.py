"""What a sentence says about a right, the amounts in it, and the places and ways that channels name."""

from datetime import date

import pytest

from kb.clauses.wording import say
from kb.compiler.load import load
from kb.engine.runner import runner
from kb.linter.bounds import bounds
from kb.linter.doing_without import exempted
from kb.linter.places import Spot, access
from kb.linter.polarity import outcome
from kb.linter.rights import rights_of, rights_of_service

KNOWLEDGE = load()
PROGRAM = KNOWLEDGE.program("power.connect", date(2019, 1, 5))


@pytest.mark.parametrize(("text", "heard"), [
    ("不予低压接入", "denied"), ("低压接入申请不予受理", "denied"), ("驳回低压接入申请", "denied"),
    ("改按10千伏接入", "denied"),
    ("不予低压接入，答复10千伏供电方案", "denied"), ("一律不予低压接入", "denied"), ("不予低壓接入", "denied"),
    ("低压接入", "granted"), ("同意低压接入", "granted"), ("按低压接入办理", "granted"),
    ("不得拒绝低压接入", "unsure"), ("是否低压接入", "unsure"), ("不具备低压接入条件的", "unsure"),
    ("申请低压接入", "unsure"),
    ("不得改按10千伏接入", "unsure"), ("同意低压接入，但不予低压接入", "unsure"),
    ("不予供电", ""), ("准予受理", ""),
])
def test_heard(text: str, heard: str) -> None:
    assert [(each.right.id, each.heard) for each in rights_of(PROGRAM).said(text)] == (
        [("low-voltage", heard)] if heard else [])


def test_a_person_is_no_service() -> None:
    assert rights_of(PROGRAM).said("不接受代办人员提交的材料") == ()
    assert [each.heard for each in rights_of(PROGRAM).said("不提供代办")] == ["denied"]


@pytest.mark.parametrize(("text", "heard"), [
    ("免办规划许可", "granted"), ("准予免办规划许可", "granted"), ("不予免办规划许可", "denied"),
    ("仍须办理规划许可", "denied"),
    ("要求办理规划许可", "denied"), ("是否免办规划许可", "unsure"), ("不得要求办理规划许可", "unsure"),
    ("规划许可5个工作日办结", ""),
])
def test_exempted(text: str, heard: str) -> None:
    run = runner(KNOWLEDGE, PROGRAM)
    assert [each.heard for each in exempted(run, text)] == ([heard] if heard else [])


def test_rights_of_a_service_are_those_of_all_days() -> None:
    known = rights_of_service(KNOWLEDGE, "business.open")
    assert {"agent", "self-declared-name", "business.name.self-declared", "business.law.correction-2021"} <= known
    assert "low-voltage" not in known


@pytest.mark.parametrize(("text", "values", "said", "rest"), [
    ("100千伏安以上不予", {}, "申请容量超过100千伏安", "不予"),
    ("100千伏安及以上不予", {}, "申请容量达到或超过100千伏安", "不予"),
    ("容量不超过160 kVA的", {}, "申请容量不超过160千伏安", "容量的"),
    ("超过0.1MVA且不足160千伏安的", {}, "申请容量超过100千伏安且申请容量小于160千伏安", "且的"),
    ("130千伏安的用户", {"requested_capacity_kva": 130}, "任何情形", "的用户"),
    ("5个工作日内不予", {}, "任何情形", "5个工作日内不予"),
])
def test_bounds(text: str, values: dict, said: str, rest: str) -> None:
    facts = {"requested_capacity_kva": PROGRAM.facts["requested_capacity_kva"]}
    found, node, left = bounds(text, facts)
    assert (found, say(node, facts), left) == (values, said, rest)


@pytest.mark.parametrize(("channels", "open_", "shut", "spots"), [
    (["市政务服务大厅"], {"hall"}, set(), [Spot("hall")]),
    (["政务服务大厅网上平台"], {"online"}, set(), []),
    (["线上和线下均可"], {"online", "counter"}, set(), [Spot()]),
    (["供电营业厅", "不接受网上申请"], {"outlet"}, {"online"}, [Spot("供电营业厅")]),
    (["交警大队窗口"], {"counter"}, set(), [Spot("traffic-police", "traffic-police")]),
    (["市政务服务大厅税务局窗口"], {"hall"}, set(), [Spot("hall", "tax-bureau")]),
    (["微信公众号、邮寄"], {"online", "post"}, set(), []),
])
def test_access(channels: list, open_: set, shut: set, spots: list) -> None:
    found = access(KNOWLEDGE, channels)
    assert (found.open, found.shut) == (open_, shut)
    assert found.clear
    assert list(found.spots) == spots


def test_what_nobody_knows_is_not_clear() -> None:
    assert not access(KNOWLEDGE, ["另行通知"]).clear


@pytest.mark.parametrize(("clause", "decided"), [
    ("经研究未予采纳", "denied"), ("登记窗口劝退", "denied"), ("市里研究后照办", "granted"), ("发现后已纠正", "unsure"),
    ("材料予以退回", None), ("快递公司退件", None), ("行" * 30, None), ("经行办研究" * 6, None),
])
def test_outcome_of_a_clause(clause: str, decided: str | None) -> None:
    """The last two would take minutes if what stands before a verdict could be read in any number of ways."""
    assert outcome(clause) == decided
