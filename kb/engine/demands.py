"""What worked cases must exercise, read off the rule base.

A number is tried below, on and above every constant it is compared with (where the fact can have such a
value), and close to it on the side where the answer changes. A date is tried on the two days between which
the answer changes: other days say nothing more. Two measured things that are compared with each other are
tried both ways and equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from kb.clauses.build_rules import AS_OF
from kb.clauses.logic import amount
from kb.clauses.model import Fact, Implication, Rule, Tension, Unavailable, Value
from kb.clauses.quantity import show_value
from kb.clauses.tree import MIRRORED, Compare, CompareOp, FactRef, Literal, Node, Within, atoms, both, facts_in
from kb.clauses.unparse import unparse
from kb.compiler.knowledge import Fired, Knowledge, Program
from kb.compiler.overrides import ungranted
from kb.compiler.witness import impossible
from kb.engine.played import Played
from kb.findings import Place

DAY = timedelta(days=1)
CLOSE = 1
"""How far from a constant, in the fact's unit, a value on the other side still counts as close."""
Met = Callable[[Played], bool]
Sides = Iterator[tuple[str, str, Callable[[Any], bool]]]


@dataclass(frozen=True, slots=True, eq=False)
class Demand:
    """Something that a worked case of one of these services must exercise; `met` looks at one played case."""

    kind: str
    about: str
    """The id of the rule, fact, tension or service it is about."""
    place: Place
    services: tuple[str, ...]
    lacking: str
    """What to say when no case does."""
    met: Met
    fact: str = ""
    value: Value | None = None
    side: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A condition of the rule base and what it belongs to."""

    about: str
    condition: Node
    services: tuple[str, ...]
    place: Place


def demands(knowledge: Knowledge) -> Iterator[Demand]:
    """Everything that the worked cases of a rule base must exercise."""
    rulebook = knowledge.rulebook
    for service in rulebook.services:
        yield Demand("service", service.id, service.place, (service.id,), f"事项 `{service.id}` 没有算例",
                     lambda _: True)
    for rule in rulebook.rules:
        yield from _truths(knowledge, rule)
    yield from _exceptions(knowledge)
    for source in conditions(knowledge):
        yield from _constants(knowledge, source)
    yield from _days(knowledge)
    yield from _values(knowledge)
    yield from _implications(knowledge)
    yield from _doubts(knowledge)


def users(knowledge: Knowledge, law: Implication) -> tuple[str, ...]:
    """The services that an implication can touch, sorted."""
    return tuple(sorted({name for (name, _), program in knowledge.programs.items() if law in program.implications}))


def conditions(knowledge: Knowledge) -> Iterator[Source]:
    """Every condition written in the rule base."""
    rulebook = knowledge.rulebook
    for rule in rulebook.rules:
        yield Source(rule.id, rule.condition, rule.services, rule.place)
    for law in rulebook.implications:
        yield Source(law.text, law.condition, users(knowledge, law), law.place)
    for service in rulebook.services:
        if service.covers is not None:
            yield Source(service.id, service.covers, (service.id,), service.place)
    for tension in rulebook.tensions:
        if tension.condition is not None:
            yield Source(tension.id, tension.condition, tension.services, tension.place)
    for gap in rulebook.unavailable:
        if gap.condition is not None:
            yield Source(gap.what, gap.condition, gap.services, gap.place)


def _truths(knowledge: Knowledge, rule: Rule) -> Iterator[Demand]:
    yield Demand("holds", rule.id, rule.place, rule.services, f"没有规则 `{rule.id}` 成立的算例",
                 lambda played: played.truths.get(rule.id) == "true")
    overridden = any(fired.rule.id == rule.id and fired.overridden_by
                     for program in knowledge.programs.values() for fired in program.rules)
    if facts_in(rule.condition) or rule.due or rule.until or overridden:
        yield Demand("fails", rule.id, rule.place, rule.services, f"没有规则 `{rule.id}` 不成立的算例",
                     lambda played: bool(played.truths) and played.truths.get(rule.id) != "true")


def _exceptions(knowledge: Knowledge) -> Iterator[Demand]:
    """One demand per pair of rules of which the first can suspend the second in some situation."""
    pairs: dict[tuple[str, str], tuple[Fired, set[str]]] = {}
    for (service, _), program in knowledge.programs.items():
        by_id = {each.rule.id: each for each in program.rules}
        for fired in program.rules:
            for name in fired.overridden_by:
                known = pairs.get((name, fired.rule.id))
                if known is None and _can_act(program, by_id[name], fired):
                    known = pairs[name, fired.rule.id] = by_id[name], set()
                if known is not None:
                    known[1].add(service)
    for (name, target), (exception, services) in pairs.items():
        yield Demand("exception", name, exception.rule.place, tuple(sorted(services)),
                     f"没有例外 `{name}` 实际推翻 `{target}` 的算例",
                     partial(_acted, (name, target)))


def _can_act(program: Program, exception: Fired, fired: Fired) -> bool:
    wanted = both(ungranted(exception.effective), fired.condition)
    return not impossible(wanted, program.facts, program.implications)


def _constants(knowledge: Knowledge, source: Source) -> Iterator[Demand]:
    """Demands for every comparison of a number or a date in a condition."""
    told: set[tuple[str, Value, str]] = set()
    for each in _comparisons(source.condition):
        if isinstance(each.right, Literal) and isinstance(each.left, FactRef):
            fact = knowledge.facts.get(each.left.name, AS_OF)
            for side, words, fits in _sides(fact, each.op, each.right.value):
                if (fact.id, each.right.value, side) not in told:
                    told.add((fact.id, each.right.value, side))
                    yield Demand(
                        "threshold", source.about, source.place, source.services,
                        f"`{source.about}`：没有{fact.title}（`{fact.id}`）{words}的算例",
                        partial(_fits, fact.id, fits), fact.id, each.right.value, side)
        elif not isinstance(each.right, Literal):
            yield from _measured(source, each)


def _comparisons(condition: Node) -> Iterator[Compare]:
    """The comparisons of a condition, with a constant to the right."""
    for atom in atoms(condition):
        for each in atom.parts() if isinstance(atom, Within) else (atom,):
            if isinstance(each, Compare):
                turned = isinstance(each.left, Literal)
                yield Compare(MIRRORED[each.op], each.right, each.left) if turned else each


def _sides(fact: Fact, op: CompareOp, bound: Value) -> Sides:
    if isinstance(bound, date):
        yield from _days_around(op, bound)
    elif isinstance(bound, int | Decimal) and not isinstance(bound, bool):
        yield from _numbers_around(fact, op, bound)


def _days_around(op: CompareOp, bound: date) -> Sides:
    yield "on", f"是{bound}", lambda each: each == bound
    if op in ("=", "!="):
        yield "off", f"不是{bound}", lambda each: each != bound
    else:
        next_to = bound - DAY if op in ("<", ">=") else bound + DAY
        yield "close", f"是{next_to}（在{bound}的另一侧）", lambda each: each == next_to


def _numbers_around(fact: Fact, op: CompareOp, bound: int | Decimal) -> Sides:
    shown = show_value(fact, bound)
    yield "on", f"等于{shown}", lambda each: each == bound
    below = fact.minimum is None or bound > fact.minimum
    above = fact.maximum is None or bound < fact.maximum
    if below:
        yield "below", f"小于{shown}", lambda each: each < bound
    if above:
        yield "above", f"大于{shown}", lambda each: each > bound
    sign = -1 if op in ("<", ">=") else 1
    if op not in ("=", "!=") and (below if sign < 0 else above):
        yield ("close", f"{'小' if sign < 0 else '大'}于{shown}而相差不超过{CLOSE}",
               lambda each: 0 < (each - bound) * sign <= CLOSE)


def _measured(source: Source, each: Compare) -> Iterator[Demand]:
    """Demands for a comparison of two terms that both depend on facts."""
    for side, word in (("below", "小于"), ("on", "等于"), ("above", "大于")):
        yield Demand(
            "comparison", source.about, source.place, source.services,
            f"`{source.about}`：没有左边{word}右边的算例：{unparse(each)}",
            partial(_on_side, each, side), side=side)


def _days(knowledge: Knowledge) -> Iterator[Demand]:
    """Both sides of the days on which rules begin, stop being plans, and end; once for all rules of a day."""
    told: set[tuple[tuple[str, ...], date]] = set()
    for rule in knowledge.rulebook.rules:
        first = min(_opening(knowledge, name) for name in rule.services)
        for word, day in (("开始", rule.start), ("改革期限", rule.due), ("失效", rule.until)):
            if day is None or day <= first:
                continue
            for side, when in (("close", day - DAY), ("on", day)):
                said = f"规则 `{rule.id}` {word}的{'当天' if side == 'on' else '前一天'}"
                if (rule.services, when) not in told:
                    told.add((rule.services, when))
                    yield Demand("day", rule.id, rule.place, rule.services, f"没有按{when}（{said}）查询的算例",
                                 partial(_asked_on, when), "as_of", day, side)


def _opening(knowledge: Knowledge, service: str) -> date:
    """The first day on which a service has an answer: before it, there is nothing to compare one with."""
    policies = knowledge.services[service].policies or knowledge.instruments
    return min(knowledge.instruments[each].start for each in policies)


def _values(knowledge: Knowledge) -> Iterator[Demand]:
    """Every value of every enum fact that answers of a service turn on."""
    for fact in knowledge.rulebook.facts:
        services = tuple(sorted({name for (name, _), each in knowledge.programs.items() if fact.id in each.facts}))
        for each in fact.values if services else ():
            yield Demand("value", fact.id, fact.place, services,
                         f"没有{fact.title}（`{fact.id}`）是“{each.name}”（{each.id}）的算例",
                         partial(_has, fact.id, each.id), fact.id, each.id)


def _implications(knowledge: Knowledge) -> Iterator[Demand]:
    for law in knowledge.rulebook.implications:
        if services := users(knowledge, law):
            yield Demand("implication", law.text, law.place, services, f"没有推断“{law.text}”起作用的算例",
                         partial(_derived, law))


def _doubts(knowledge: Knowledge) -> Iterator[Demand]:
    """Contradictions and gaps are shown in some case, and those with a condition are not in another."""
    for each in knowledge.rulebook.tensions:
        yield from _shown("tension", each.id, each, partial(_has_tension, each.id))
    for gap in knowledge.rulebook.unavailable:
        yield from _shown("gap", gap.what, gap, partial(_has_gap, gap.what))


def _shown(kind: str, about: str, each: Tension | Unavailable, shown: Met) -> Iterator[Demand]:
    yield Demand(kind, about, each.place, each.services, f"没有列出“{about}”的算例", shown, side="shown")
    if each.condition is not None:
        yield Demand(kind, about, each.place, each.services, f"没有不列出“{about}”的算例",
                     lambda played: not shown(played), side="not_shown")


def _acted(pair: tuple[str, str], played: Played) -> bool:
    return pair in played.suspended


def _fits(name: str, fits: Callable[[Any], bool], played: Played) -> bool:
    return name in played.values and fits(played.values[name])


def _has(name: str, value: Value, played: Played) -> bool:
    return played.values.get(name) == value


def _asked_on(day: date, played: Played) -> bool:
    return played.case.as_of == day


def _derived(law: Implication, played: Played) -> bool:
    return any(each.because == law for each in played.situation.derived)


def _on_side(each: Compare, side: str, played: Played) -> bool:
    left, right = amount(each.left, played.values), amount(each.right, played.values)
    if left is None or right is None:
        return False
    return side == ("on" if left == right else "below" if left < right else "above")  # type: ignore[operator]


def _has_tension(name: str, played: Played) -> bool:
    return any(each["id"] == name for each in played.answer.tensions)


def _has_gap(what: str, played: Played) -> bool:
    return any(each["what"] == what for each in played.answer.unavailable)
