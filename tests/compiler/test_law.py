"""Laws beside the policy: their versions, their force, what they ask for, and how the policy acts on it."""

from __future__ import annotations

from datetime import date

import pytest

from kb.clauses.locator import cite
from kb.engine.ask import ask
from kb.findings import KbError

LAW = """\
instrument:
  id: act-{year}
  title: 登记条例
  issuer: 某省
  number: null
  rank: regulation
  issued: {year}-01-01
  from: {year}-01-01
  until: {until}
  checked_until: {checked}
  outline:
    - {{locator: "20", title: 申请材料, status: encoded}}
    - {{locator: "21", title: 办理时限, status: encoded, basis: to_confirm}}
"""
OLD = """\
clause: act-2010/20
rules:
  - id: demo.law-old
    title: 老条例的材料
    then:
      - material: {id: deed, step: check}
      - material: {id: record, step: check}
  - id: demo.law-old-limit
    title: 老条例的时限
    clause: act-2010/21
    then:
      - limit: {step: check, value: 20}
      - material: {id: map, step: check}
"""
NEW = """\
clause: act-2021/20
rules:
  - id: demo.law-new
    title: 新条例的材料
    then:
      - material: {id: deed, step: issue}
"""
MATERIALS = """\
materials:
  - {id: form, name: 申请表, issuer: applicant}
  - {id: deed, name: 契约, issuer: applicant}
  - {id: record, name: 登记簿, issuer: bureau}
  - {id: map, name: 宗地图, issuer: applicant, shared: true}
"""


@pytest.fixture
def lawful(base):
    base.put("instruments/act-2010.yaml", LAW.format(year=2010, until="2021-01-01", checked="2020-12-31"))
    base.put("instruments/act-2021.yaml", LAW.format(year=2021, until="null", checked="2022-06-30").replace(
        '    - {locator: "21", title: 办理时限, status: encoded, basis: to_confirm}\n', ""))
    base.put("demo/materials.yaml", MATERIALS)
    base.edit("demo/service.yaml", "{id: demo, name: 试验}", "{id: demo, name: 试验, policies: law-1}")
    base.put("demo/clauses/old.yaml", OLD)
    base.put("demo/clauses/new.yaml", NEW)
    return base


def materials(answer):
    return {(each.id, each.step): each.status for each in answer.materials}


def test_each_day_has_the_law_of_that_day(lawful):
    knowledge = lawful.knowledge()
    old, new = (ask(knowledge, "demo.one", {}, date(year, 12, 31)) for year in (2020, 2021))
    assert materials(old) == {("form", "apply"): "bring", ("deed", "check"): "bring", ("record", "check"): "bring",
                              ("map", "check"): "bring"}
    assert materials(new) == {("form", "apply"): "bring", ("deed", "issue"): "bring"}
    assert old.knowledge["instruments"] == ["act-2010", "law-1"]
    assert new.knowledge["instruments"] == ["act-2021", "law-1"]
    last, first = (ask(knowledge, "demo.one", {}, day) for day in (date(2020, 12, 31), date(2021, 1, 1)))
    assert ("map", "check") in materials(last)
    assert ("map", "check") not in materials(first)


def test_a_law_alone_gives_no_answer(lawful):
    with pytest.raises(KbError, match="没有施行中的文件"):
        ask(lawful.knowledge(), "demo.one", {}, date(2015, 1, 1))


def test_an_unknown_policy_is_named(base):
    base.edit("demo/service.yaml", "{id: demo, name: 试验}", "{id: demo, name: 试验, policies: [law-2]}")
    assert "law-2" in base.only("C102").message


def test_the_shorter_of_promise_and_law_binds_and_both_are_shown(lawful):
    check = ask(lawful.knowledge(), "demo.one", {}, date(2020, 6, 1)).step("check")
    assert check.limit["value"] == 5
    assert [(each["value"], each["clause"]) for each in check.statutory] == [(20, "act-2010/21")]
    assert {each.force for each in check.because} == {"promise", "law"}


def test_an_open_promise_beside_a_law_keeps_the_time_open(lawful):
    lawful.edit("demo/clauses/base.yaml", "- limit: {step: check, value: 5}", "- duty: {who: bureau, text: 审核}")
    lawful.rules("""\
        - id: demo.quick
          title: 下雨时快办
          when: wet
          then:
            - limit: {step: check, value: 3}
        """)
    knowledge = lawful.knowledge()
    day = date(2020, 6, 1)
    half_known = ask(knowledge, "demo.one", {}, day)
    assert half_known.step("check").limit is None
    assert sorted(each["value"] for each in half_known.step("check").limits) == [3, 20]
    assert (half_known.span("all").low, half_known.span("all").high) == (6, 40)
    assert ask(knowledge, "demo.one", {"wet": True}, day).step("check").limit["value"] == 3
    assert ask(knowledge, "demo.one", {"wet": False}, day).step("check").limit["value"] == 20


def test_what_was_not_checked_says_so(lawful):
    knowledge = lawful.knowledge()
    basis = {each.id: each.basis for each in ask(knowledge, "demo.one", {}, date(2020, 6, 1)).materials}
    assert basis == {"form": "verified", "deed": "verified", "record": "verified", "map": "to_confirm"}
    assert not ask(knowledge, "demo.one", {}, date(2022, 6, 30)).notices
    [notice] = ask(knowledge, "demo.one", {}, date(2022, 7, 1)).notices
    assert "《登记条例》（核对到2022-06-30）" in notice


@pytest.mark.parametrize(("kind", "fetched"), [
    ("own-issued", {"record"}), ("shared", {"map"}), ("reviewed", set())])
def test_a_kind_of_material_is_fetched(lawful, kind, fetched):
    lawful.rules(f"""\
        - id: demo.fetch
          title: 不重复收
          then:
            - fetch: {{kind: {kind}}}
        """)
    answer = ask(lawful.knowledge(), "demo.one", {}, date(2020, 6, 1))
    assert {each.id for each in answer.materials if each.status == "fetched"} == fetched
    for each in answer.materials:
        assert ("demo.fetch" in {reason.rule for reason in each.because}) == (each.id in fetched)


def test_a_kind_of_material_is_fetched_only_where_it_is_asked_for(lawful):
    lawful.rules("""\
        - id: demo.plan
          title: 下雨要排水图
          when: wet
          then:
            - material: {id: plan, step: check}
        - id: demo.fetch
          title: 不重复收
          then:
            - fetch: {kind: shared}
        """)
    lawful.edit("demo/materials.yaml", "materials:\n",
                "materials:\n  - {id: plan, name: 排水图, issuer: applicant, shared: true}\n")
    knowledge = lawful.knowledge()
    shown = [materials(ask(knowledge, "demo.one", facts, date(2020, 6, 1))).get(("plan", "check"))
             for facts in ({"wet": True}, {"wet": False}, {})]
    assert shown == ["fetched", None, "depends"]


def test_what_the_same_authority_reviewed_before_is_fetched_at_the_later_step_only(lawful):
    lawful.rules("""\
        - id: demo.again
          title: 发证时再要
          then:
            - material: {id: deed, step: issue}
        - id: demo.fetch
          title: 不重复收
          then:
            - fetch: {kind: reviewed}
        """)
    found = materials(ask(lawful.knowledge(), "demo.one", {}, date(2020, 6, 1)))
    assert (found["deed", "check"], found["deed", "issue"]) == ("bring", "fetched")


def test_a_rule_for_all_services(lawful):
    lawful.put("common/clauses/all.yaml", """\
        clause: law-1/a/2
        rules:
          - id: common.once
            title: 一次告知
            services: all
            then:
              - duty: {who: bureau, text: 一次告知}
        """)
    answer = ask(lawful.knowledge(), "demo.one", {}, date(2020, 6, 1))
    assert [each.rule for each in answer.items["duties"]] == ["common.once"]


def test_a_rule_for_public_services_leaves_out_the_commercial_ones(lawful):
    lawful.put("common/clauses/public.yaml", """\
        clause: law-1/a/2
        rules:
          - id: common.window
            title: 一个窗口
            services: public
            then:
              - duty: {who: bureau, text: 一个窗口收件}
        """)
    public = ask(lawful.knowledge(), "demo.one", {}, date(2020, 6, 1))
    assert [each.rule for each in public.items["duties"]] == ["common.window"]
    lawful.edit("demo/service.yaml", "  - id: demo.one\n", "  - id: demo.one\n    kind: commercial\n")
    commercial = ask(lawful.knowledge(), "demo.one", {}, date(2020, 6, 1))
    assert not commercial.items["duties"]


@pytest.mark.parametrize(("edit", "fetched"), [
    (None, {"map"}),
    (("demo/materials.yaml", "name: 宗地图, issuer: bureau, shared: true", "name: 宗地图, issuer: bureau"), set()),
    (("demo/materials.yaml", "name: 宗地图, issuer: bureau", "name: 宗地图, issuer: applicant"), set()),
    (("vocabulary/authorities.yaml", "kind: government", "kind: enterprise"), set())])
def test_organs_exchange_only_what_organs_issue_and_share(lawful, edit, fetched):
    lawful.edit("demo/materials.yaml", "name: 宗地图, issuer: applicant", "name: 宗地图, issuer: bureau")
    lawful.rules("""\
        - id: demo.exchange
          title: 机关之间自己取
          then:
            - fetch: {kind: exchanged}
        """)
    if edit:
        lawful.edit(*edit)
    found = ask(lawful.knowledge(), "demo.one", {}, date(2020, 6, 1)).materials
    assert {each.id for each in found if each.status == "fetched"} == fetched


@pytest.mark.parametrize(("clause", "shown"), [
    ("act-2010/annex1", "《登记条例》附件1"),
    ("act-2010/20", "《登记条例》第20条"), ("act-2010/20/7", "《登记条例》第20条第7项"),
    ("act-2010/20/k2/7", "《登记条例》第20条第2款第7项"), ("act-2010/s2/1", "《登记条例》二（一）"),
    ("act-2010/all", "《登记条例》")])
def test_articles_are_cited_as_people_do(clause, shown):
    assert cite(clause, "登记条例") == shown


def test_a_waiver_that_is_still_open_leaves_the_material_open(lawful):
    lawful.rules("""\
        - id: demo.spared
          title: 下雨不要契约
          when: wet
          then:
            - waive_material: {id: deed, step: check}
        """)
    knowledge = lawful.knowledge()
    shown = [materials(ask(knowledge, "demo.one", facts, date(2020, 6, 1)))["deed", "check"]
             for facts in ({"wet": True}, {"wet": False}, {})]
    assert shown == ["waived", "bring", "depends"]
