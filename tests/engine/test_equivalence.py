"""Mutants that no case can find: those proved so answer alike in every situation, the others do not."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from kb.engine.ask import ask
from kb.engine.bench import Bench
from kb.engine.mutants import mutants

DAY = date(2021, 1, 1)
SERVICE = """\
domain: {id: demo, name: 试验}
services:
  - id: demo.one
    name: 试验事项
    authority: bureau
    steps:
      - {id: apply, name: 申请, kind: applicant, authority: applicant}
      - {id: check, name: 审核, kind: review, authority: bureau, after: [apply]}
      - {id: issue, name: 发证, kind: approval, authority: bureau, after: [check]}
      - {id: pay, name: 缴费, kind: payment, authority: applicant, after: [check]}
      - {id: post, name: 邮寄, kind: delivery, authority: bureau, after: [check, {any_of: [issue, pay]}]}
    spans:
      - {id: all, name: 全程, steps: [apply, check, issue, post]}
"""
RULES = """\
- id: demo.again
  title: 重复
  then:
    - precede: {first: check, then: issue}
- id: demo.far
  title: 隔一步
  when: wet
  then:
    - precede: {first: apply, then: issue}
    - duty: {who: bureau, text: 说明}
- id: demo.alone
  title: 只有先后
  when: approved
  then:
    - precede: {first: apply, then: pay}
- id: demo.pay
  title: 缴费
  when: wet and cold
  then:
    - require: pay
    - limit: {step: pay, value: 3}
    - precede: {first: issue, then: pay}
    - exclude: {step: pay, reason: 申请人自己的时间}
- id: demo.pay-same
  title: 缴费的先后
  when: wet
  then:
    - precede: {first: issue, then: pay}
    - duty: {who: bureau, text: 收费}
- id: demo.post
  title: 邮寄
  when: cold
  then:
    - require: post
    - limit: {step: post, value: 2}
    - exclude: {step: post, from: [all], reason: 另算}
    - exclude: {step: check, from: [all], reason: 另算}
- id: demo.never
  title: 总有例外的
  until: 2022-01-01
  then:
    - waive: issue
- id: demo.always
  title: 没有例外的
  then:
    - entitle: {who: applicant, text: 总要发证}
  overrides: [demo.never]
- id: demo.ends
  title: 到期的
  until: 2022-01-01
  then:
    - entitle: {who: applicant, text: 到期以前有}
tensions:
  - id: demo.pay-when
    title: 什么时候缴费
    readings: [{text: 先缴, clause: law-1/a/1}, {text: 后缴, clause: law-1/a/2}]
    used: 后缴
    because: 写得细
    when: wet
    touches: [pay]
  - id: demo.post-when
    title: 什么时候寄
    readings: [{text: 先寄, clause: law-1/a/1}, {text: 后寄, clause: law-1/a/2}]
    used: 后寄
    because: 写得细
    when: wet
    touches: [post, all]
  - id: demo.issue-when
    title: 什么时候发证
    readings: [{text: 先发, clause: law-1/a/1}, {text: 后发, clause: law-1/a/2}]
    used: 后发
    because: 写得细
    when: length_m > 10
    touches: [issue]
"""
EQUIVALENT = {
    "demo.again 去掉 precede（check、issue）": "issue waits for check anyway",
    "demo.far 去掉 precede（apply、issue）": "issue waits for check, and check for apply",
    "demo.pay 去掉 precede（issue、pay）": "demo.pay-same says so whenever demo.pay does",
    "demo.pay 去掉 exclude（pay）": "no clock counts pay",
    "demo.one issue 不再等 check": "demo.again says so always",
    "demo.never 失效日 2022-01-01 → 2022-01-02": "it never holds",
    "demo.pay-when 去掉条件 wet": "pay takes part only where it is wet",
}
DIFFERENT = {
    "demo.alone 去掉 precede（apply、pay）": "the order is there anyway, but nobody would ask for the approval",
    "demo.pay-same 去掉 precede（issue、pay）": "where it is wet and not cold, or the cold is unknown",
    "demo.post 去掉 exclude（post、all）": "the clock counts post then",
    "demo.post 去掉 exclude（check、all）": "the clock counts check then",
    "demo.one check 不再等 apply": "nothing else makes it wait",
    "demo.one post 不再等 check": "behind alternatives",
    "demo.ends 失效日 2022-01-01 → 2022-01-02": "it holds a day longer",
    "demo.post-when 去掉条件 wet": "the span is always there",
    "demo.issue-when 去掉条件 length_m > 10": "the licence is always issued",
}


@pytest.fixture
def bench(base):
    base.put("demo/service.yaml", SERVICE)
    rules, _, tensions = RULES.partition("tensions:\n")
    base.rules(rules)
    path = base.root / "demo/clauses/more.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "tensions:\n" + tensions, encoding="utf-8")
    return Bench(base.knowledge(), "demo.one")


def _named(bench):
    return {f"{each.about} {each.what}": each for each in mutants(bench.knowledge.rulebook)}


@pytest.mark.parametrize("name", EQUIVALENT)
def test_what_nothing_tells_apart_is_proved(bench, name):
    assert bench.try_out(_named(bench)[name]).state == "equivalent", EQUIVALENT[name]


@pytest.mark.parametrize("name", DIFFERENT)
def test_what_something_may_tell_apart_survives(bench, name):
    assert bench.try_out(_named(bench)[name]).state == "survived", DIFFERENT[name]


@pytest.mark.parametrize("name", [name for name in EQUIVALENT if "去掉条件" not in name])
def test_the_proved_answer_alike_in_every_situation(bench, name):
    mutant, right = _named(bench)[name], bench.knowledge
    program = bench._change(bench._rulebook(mutant), DAY).program
    wrong = bench._broken(program, right.borders["demo.one"], 0)
    for truths in product((None, True, False), repeat=3):
        facts = {key: each for key, each in zip(("wet", "cold", "approved"), truths, strict=True) if each is not None}
        assert _said(right, facts) == _said(wrong, facts), facts


def _said(knowledge, facts):
    found = ask(knowledge, "demo.one", facts, DAY, explain="all").to_json()
    for step in found["steps"]:
        step["needs"].sort()
    # Open orders add to what a fact bears on, and so to which question comes first.
    asked = {each["fact"] for each in found["missing"]}
    return asked, {key: found[key] for key in ("outcome", "steps", "materials", "spans", "tensions")}
