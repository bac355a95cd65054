"""How time is counted: per span its total, its longest path with the sum, what the clock leaves out."""

from __future__ import annotations

from decimal import Decimal

from generator.content.desk import Desk
from generator.content.head import declared, hangs, timed_rules
from generator.content.model import Block, Bullets, Chapter, Ground, Heading, Sentence
from generator.content.order import shown
from generator.content.situations import told
from generator.content.words import NOT_GIVEN, ended, halves, listed, number, when
from kb.clauses.keyword import listed as ids
from kb.engine.answer import SpanAnswer


def chapter(desk: Desk) -> Chapter | None:
    """One section per span."""
    if not desk.answer.spans:
        return None
    blocks: list[Block] = []
    for span in desk.answer.spans:
        blocks += [Heading(span.name), Bullets(tuple(_lines(desk, span)))]
    return Chapter("clock", "时间怎么算", tuple(blocks))


def _lines(desk: Desk, span: SpanAnswer) -> list[Sentence]:
    rules = timed_rules(desk, span) or [each.rule for each in span.because]
    ground = desk.ground(*rules)
    found = [Sentence(ended(f"从{span.starts}起算，到{span.ends}为止"), ground)]
    if span.known:
        partly = "写了时限的情形，" if span.low == span.high and hangs(desk, span) else ""
        found.append(Sentence(ended(f"{partly}各环节相加：{halves(span.low, span.high)}"), ground))
        found += _path(desk, span, ground)
    else:
        found.append(Sentence(ended(f"各环节的时限{NOT_GIVEN}，没有可以相加的数"), ground))
    for rule, bound in declared(desk, span):
        mark = "" if desk.rules[rule].force == "law" else None
        found.append(desk.sentence(when(desk.condition(rule), bound), rule, mark=mark))
    if span.untimed:
        found.append(Sentence(ended(f"{listed(desk.steps(span.untimed))}：{NOT_GIVEN}时限，没有计入"), ground))
    found += _excluded(desk, span)
    found += [desk.sentence(f"不计入：{each['what']}", *(str(reason["rule"]) for reason in each["because"]))
              for each in desk.answer.pauses if not each["spans"] or span.id in each["spans"]]
    note = next((each.note for each in desk.service.spans if each.id == span.id), "")
    if note:
        found.append(Sentence(ended(f"说明：{note}"), ground))
    return found


def _path(desk: Desk, span: SpanAnswer, ground: Ground) -> list[Sentence]:
    weights = span.arithmetic.partition("=")[0].split("+")
    named = [(desk.name("step", name), weight) for name, weight in zip(span.critical_path, weights, strict=False)]
    if not named or not span.high:
        return []
    listing = " → ".join(f"{name}{weight}个工作日" for name, weight in named)
    total = f"{number(Decimal(span.high) / 2)}个工作日"
    sum_ = f"；{'+'.join(weight for _, weight in named)}={total}" if len(named) > 1 else ""
    settled = span.low == span.high
    found = [Sentence(ended(f"{'决定总时间的环节' if settled else '最长的走法'}：{listing}{sum_}"), ground)]
    if not settled:
        longest, shortest = told(desk, span.longest_case), told(desk, span.shortest_case)
        if longest:
            found.append(Sentence(ended(f"最长的情形（{total}），例如：{longest}"), ground))
        if shortest:
            low = halves(span.low, span.low)
            found.append(Sentence(ended(f"最短的情形（{low}），例如：{shortest}"), ground))
    elif not any(step.status == "depends" for step in desk.answer.steps):
        equal = [name for name, slack in span.slack.items() if not slack and name not in span.critical_path]
        if equal:
            found.append(Sentence(ended(f"同时办、一样要紧的环节：{listed(desk.steps(equal))}"), ground))
        spare = [f"{desk.name('step', name)}有{number(Decimal(slack) / 2)}个工作日余地"
                 for name, slack in span.slack.items() if slack]
        if spare:
            found.append(Sentence(ended(f"不拖总时间的环节：{listed(spare)}"), ground))
    return found


def _excluded(desk: Desk, span: SpanAnswer) -> list[Sentence]:
    """The steps the clock of this span leaves out, with the reason the rules give."""
    alive = {each.id for each in shown(desk)}
    inside = {name for each in desk.service.spans for name in each.steps if each.id == span.id}
    found = []
    for fired, effect in desk.effects("exclude"):
        step = str(effect.data.get("step") or "")
        spans = ids(effect.data.get("from"))
        if step in alive and (span.id in spans or (not spans and step in inside)):
            reason = f"（{effect.data['reason']}）" if effect.data.get("reason") else ""
            text = f"不计入：{desk.name('step', step)}{reason}"
            found.append(desk.sentence(when(desk.condition(fired.rule.id), text), fired.rule.id))
    return list(dict.fromkeys(found))
