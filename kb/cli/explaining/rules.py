"""Rules, clauses, tensions and instruments in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from kb.clauses.keyword import keywords
from kb.clauses.logic import value
from kb.clauses.model import Case, Clause, Instrument, Rule, Tension
from kb.clauses.tree import facts_in
from kb.cli.explaining.entry import Entry, Part, clause_line, condition, listing, many, one
from kb.cli.show import FORCE
from kb.compiler.knowledge import Knowledge
from kb.compiler.overrides import overriders
from kb.engine.runner import runner
from kb.engine.situation import consistent

CLAUSES = {"encoded": "已写成规则", "goal": "目标，不产生个案结论", "management": "内部管理要求，不产生个案结论",
           "heading": "标题或引言", "table_missing": "内容在没有公布的附表里", "pending": "还没有写成规则"}
RANKS = {"law": "法律", "regulation": "行政法规", "rule": "规章", "local-regulation": "地方性法规",
         "normative": "规范性文件"}
FORCES = {**FORCE, "kpi": "平均值或考核目标，不用来判断个案", "principle": "原则，没有具体标准"}
CASES = 6
"""Worked cases that are named; more are counted."""


def rule_entry(knowledge: Knowledge, rule: Rule, *, cases: bool = True) -> Entry:
    """A rule: clause, force, dates, condition, effects, exceptions and, unless left out, worked cases."""
    book = knowledge.rulebook
    over, _ = overriders(book.rules)
    titles = {each.id: each.title for each in book.rules}
    beaten = sorted(name for name, winners in over.items() if rule.id in winners)
    parts: list[Part] = [
        *many("clauses", "依据", (clause_line(knowledge, each) for each in (rule.clause, *rule.also)),
              [rule.clause, *rule.also]),
        *one("force", "效力", FORCES.get(rule.force, rule.force), rule.force),
        *one("from", "生效", str(rule.start)),
        *one("until", "到期", str(rule.until) if rule.until else ""),
        *one("due", "期限", f"{rule.due}前完成；在那以前只是计划" if rule.due else "", str(rule.due)),
        *listing("services", "事项", [(each, knowledge.services[each].name) for each in rule.services
                                    if each in knowledge.services]),
        *one("condition", "条件", condition(knowledge, rule.condition)),
        *one("when", "原式", rule.when),
        *many("effects", "结果", effects(knowledge, rule)),
        *listing("facts", "看哪些情况", [(each, knowledge.facts[each].title)
                                    for each in sorted(facts_in(rule.condition))
                                    if each in knowledge.facts]),
        *listing("overrides", "优先于", [(each, titles[each]) for each in beaten]),
        *listing("overridden_by", "让位于", [(each, titles[each]) for each in over.get(rule.id, ())]),
        *one("group", "规则组", rule.group),
        *(_cases(knowledge, rule) if cases else ()),
        *one("note", "说明", rule.note),
        *one("place", "位置", str(rule.place)),
    ]
    return Entry("rule", rule.id, rule.title, tuple(parts))


def effects(knowledge: Knowledge, rule: Rule) -> list[str]:
    """What a rule does, one sentence per effect; said once when it reads the same for all its services."""
    found: dict[str, None] = {}
    for effect in rule.effects:
        keyword = keywords()[effect.keyword]
        sentences = {keyword.say(effect.data, knowledge.say(knowledge.services[name])): name
                     for name in rule.services if name in knowledge.services}
        for sentence, name in sentences.items():
            where = f"（{knowledge.services[name].name}）" if len(sentences) > 1 else ""
            found[f"{keyword.title}：{sentence}{where}"] = None
    return list(found)


def _cases(knowledge: Knowledge, rule: Rule) -> Iterator[Part]:
    groups: dict[str, list[Case]] = {"true": [], "unknown": []}
    for case in knowledge.rulebook.cases:
        truth = _truth(knowledge, rule, case)
        if truth:
            groups[truth].append(case)
    named = [case for case in knowledge.rulebook.cases if rule.id in _expected(case)]
    lines = [f"{word}{len(found)}个：{'、'.join(each.id for each in found[:CASES])}{'……' if len(found) > CASES else ''}"
             for word, found in (("专门检验它的", named), ("它成立的", groups["true"]), ("它未定的", groups["unknown"]))
             if found]
    data = {"tests": [each.id for each in named], "holds": [each.id for each in groups["true"]],
            "open": [each.id for each in groups["unknown"]]}
    return many("cases", "算例", lines or ["没有算例用到它"], data)


def _expected(case: Case) -> set[str]:
    names: set[str] = set()
    for key in ("rules", "not_rules", "depends_rules"):
        expected = case.expect.get(key)
        names |= set(expected) if isinstance(expected, list | tuple) else set()
    return names


def _truth(knowledge: Knowledge, rule: Rule, case: Case) -> str:
    """Whether a rule holds (`true`) or is open (`unknown`) in a case; empty when neither."""
    if case.service not in rule.services:
        return ""
    program = knowledge.program(case.service, case.as_of)
    index = next((index for index, each in enumerate(program.rules) if each.rule.id == rule.id), None)
    situation = consistent(program, case.facts, case.as_of)
    covers = program.service.covers
    if index is None or situation is None or (covers is not None and value(covers, situation.values) is False):
        return ""
    verdict = runner(knowledge, program).verdict(situation.values)
    return "true" if index in verdict.true else "unknown" if index in verdict.unknown else ""


def clause_entry(knowledge: Knowledge, instrument: Instrument, clause: Clause) -> Entry:
    """A clause: how the rule base accounts for it, what cites it, what contradicts it."""
    book, name = knowledge.rulebook, f"{instrument.id}/{clause.locator}"
    below = [each for each in instrument.clauses if each.locator.startswith(clause.locator + "/")
             and "/" not in each.locator[len(clause.locator) + 1:]]
    parts: list[Part] = [
        *one("citation", "引用", clause_line(knowledge, name).removesuffix(f"（{name}）"), name),
        *one("instrument", "文件", f"{instrument.title}（{instrument.issuer}，{instrument.issued}印发）",
             instrument.id),
        *one("status", "收录情况", CLAUSES.get(clause.status, clause.status), clause.status),
        *one("reason", "理由", clause.reason),
        *listing("rules", "规则", rules_of(each for each in book.rules if name in (each.clause, *each.also))),
        *listing("tensions", "矛盾", [(each.id, each.title) for each in book.tensions
                                    if name in (one.clause for one in each.readings)]),
        *many("unavailable", "没有给出", [f"{each.what}（问{knowledge.who(each.holder)}）" for each in book.unavailable
                                      if name in each.clauses]),
        *listing("below", "下级条款", [(f"{instrument.id}/{each.locator}", each.title) for each in below]),
        *one("digest", "原文摘要", clause.digest),
    ]
    return Entry("clause", name, clause.title, tuple(parts))


def rules_of(rules: Iterable[Rule]) -> list[tuple[str, str]]:
    """Rules as id and title."""
    return [(each.id, each.title) for each in rules]


def tension_entry(knowledge: Knowledge, tension: Tension) -> Entry:
    """A contradiction in the text: the readings, the one used, and why."""
    when = condition(knowledge, tension.condition) if tension.condition is not None else ""
    parts: list[Part] = [
        *listing("services", "事项", [(each, knowledge.services[each].name) for each in tension.services
                                    if each in knowledge.services]),
        *many("readings", "各种写法",
              [f"{each.text}〔{clause_line(knowledge, each.clause)}〕" for each in tension.readings],
              [{"text": each.text, "clause": each.clause} for each in tension.readings]),
        *one("used", "采用", tension.used),
        *one("because", "理由", tension.because),
        *one("arithmetic", "算一算", tension.arithmetic),
        *one("condition", "什么时候出现", when),
        *one("when", "原式", tension.when),
        *many("touches", "牵涉", [_named(knowledge, tension, each) for each in tension.touches], list(tension.touches)),
        *one("place", "位置", str(tension.place)),
    ]
    return Entry("tension", tension.id, tension.title, tuple(parts))


def _named(knowledge: Knowledge, tension: Tension, name: str) -> str:
    titles = {each.id: each.title for each in knowledge.rulebook.rules}
    for service in tension.services:
        if service in knowledge.services:
            say = knowledge.say(knowledge.services[service])
            for kind in ("step", "span", "material", "fact"):
                if say(kind, name) != name:
                    return f"{say(kind, name)}（{name}）"
    return f"{titles[name]}（{name}）" if name in titles else name


def instrument_entry(instrument: Instrument) -> Entry:
    """A legal source: issuer, dates, how many of its clauses are encoded."""
    counts = Counter(each.status for each in instrument.clauses)
    parts: list[Part] = [
        *one("issuer", "发文单位", instrument.issuer), *one("number", "文号", instrument.number),
        *one("rank", "层级", RANKS.get(instrument.rank, instrument.rank), instrument.rank),
        *one("issued", "印发", str(instrument.issued)), *one("from", "生效", str(instrument.start)),
        *one("until", "到期", str(instrument.until) if instrument.until else ""),
        *many("clauses", "条款", [f"{CLAUSES.get(status, status)}：{count}条" for status, count in counts.items()],
              dict(counts)),
        *one("place", "位置", str(instrument.place)),
    ]
    return Entry("instrument", instrument.id, instrument.title, tuple(parts))

