"""The questions that decide what a reader has to do, in an order in which an answer can spare later ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from generator.content.desk import Desk
from generator.content.model import EDITORIAL, Block, Bullets, Chapter, Ground, Row, Sentence, Table
from generator.content.words import ended, listed, tidy
from kb.clauses.logic import value
from kb.clauses.model import Fact, Value
from kb.clauses.tree import facts_in
from kb.clauses.units import UNIT_NAMES
from kb.clauses.wording import say_value
from kb.compiler.witness import all_thresholds

Missing = Mapping[str, Any]


def chapter(desk: Desk) -> Chapter | None:
    """The facts that are still missing, as questions."""
    asked = order(desk)
    if not asked:
        return None
    deciding = [each for each in asked if each["decides"]]
    lesser = [each for each in asked if not each["decides"]]
    numbers = {str(each["fact"]): position for position, each in enumerate([*deciding, *lesser], 1)}
    blocks: list[Block] = []
    head = ("序号", "问题", "怎么答", "谁来答")
    if deciding:
        blocks.append(Table(head, tuple(_row(desk, each, numbers) for each in deciding),
                            "决定办哪些环节、要哪些材料、用多久"))
        skips = _skips(desk, numbers)
        if skips:
            blocks.append(Bullets(tuple(skips), "有的问题可以不答"))
    if lesser:
        blocks.append(Table(head, tuple(_row(desk, each, numbers) for each in lesser),
                            "只影响权利、收费或者单位义务"))
    return Chapter("questions", "先回答几个问题", tuple(blocks))


def order(desk: Desk) -> list[Missing]:
    """The missing facts, the service's own range first, then as ranked: deciding ones before the rest."""
    covers = facts_in(desk.service.covers) if desk.service.covers is not None else frozenset()
    found = list(desk.answer.missing)
    return sorted(found, key=lambda each: (not each["decides"], each["fact"] not in covers))


def _row(desk: Desk, missing: Missing, numbers: Mapping[str, int]) -> Row:
    fact = desk.facts[str(missing["fact"])]
    who = f"{missing['who_name']}认定" if fact.discretion else str(missing["who_name"])
    rules = [name for name in desk.rules if missing["fact"] in _open_facts(desk, name)]
    ground = desk.ground(*rules) if rules else EDITORIAL
    question = tidy(fact.question if fact.question.endswith(("?", "？")) else fact.question + "？")
    return Row((str(numbers[fact.id]), question, options(desk, fact), who), ground)


def _open_facts(desk: Desk, rule: str) -> frozenset[str]:
    if desk.truths[rule] not in ("unknown", "grantable"):
        return frozenset()
    return frozenset(facts_in(desk.rules[rule].condition))


def options(desk: Desk, fact: Fact) -> str:
    """What may be answered: the phrases of a yes-no fact, the names of choices, a number with its borders."""
    if fact.type == "boolean":
        return f"{say_value(fact, True)}／{say_value(fact, False)}"
    if fact.type == "enum":
        return "／".join(each.name + ("（不在本指南内）" if _outside(desk, fact.id, each.id) else "")
                        for each in fact.values)
    if fact.type == "date":
        return "填日期"
    unit = UNIT_NAMES.get(fact.unit or "", fact.unit or "")
    borders = sorted({each for each in borders_of(desk, fact.id) if each}, key=lambda each: cast(Any, each))
    if not borders:
        return f"填数字，单位：{unit}"
    return f"填数字，单位：{unit}；分界：{listed(say_value(fact, each) for each in borders)}"


def borders_of(desk: Desk, fact: str) -> set[Value]:
    """The constants that rules compare a fact with."""
    return all_thresholds(each.effective for each in desk.program.rules).get(fact, set())


def _outside(desk: Desk, fact: str, choice: str) -> bool:
    covers = desk.service.covers
    return covers is not None and value(covers, {fact: choice}) is False


def _skips(desk: Desk, numbers: Mapping[str, int]) -> list[Sentence]:
    """Which answers make which later questions needless: certain ones first, then our presumptions."""
    found: list[Sentence] = []
    for each in desk.program.implications:
        condition = each.condition
        spared = [name for name, _ in each.then if name in numbers]
        if not spared or not facts_in(condition) & set(numbers) or value(condition, desk.values) is not None:
            continue
        then = "、".join(desk.given(name, given) for name, given in each.then if name in numbers)
        which = listed(str(each) for each in sorted(numbers[name] for name in spared))
        said = f"{desk.phrase(condition)}的，{'推定' if each.presume else '就是'}{then}，第{which}题不用答"
        tension = next((known for known in desk.program.tensions if known.id == each.tension), None)
        clauses = tuple(reading.clause for reading in tension.readings) if tension else ()
        found.append(Sentence(ended(said), Ground((), clauses, editorial=not clauses),
                              "推定" if each.presume else ""))
    return found
