"""Whole answers on power, in one process: first time, again, with durable-rules, with nothing known; and lint."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

from timing import Row, each, measure

from kb import ask, lint, load
from kb.clauses.logic import value
from kb.clauses.model import Fact, Value
from kb.compiler.knowledge import Knowledge
from kb.engine import order, parts, spans, states
from kb.engine.situation import consistent

SERVICE = "power.connect"
DAY = date(2018, 11, 5)
REMEMBERED = (parts._decided, spans._decided, order._needs, states.state_of, states._schedule)
"""What is shared between situations that agree in some of the rules."""
DOCUMENT = Path(__file__).parent / "twenty-steps.yaml"


def rows(repeats: int) -> Iterator[Row]:
    """The goals of whole answers and of lint."""
    knowledge = load()
    cases = situations(knowledge, 200)
    for engine in ("python", "durable"):  # make both ready
        ask(knowledge, SERVICE, cases[0], DAY, engine=engine)

    def first(number: int) -> None:
        for cached in REMEMBERED:
            cached.cache_clear()
        ask(knowledge, SERVICE, cases[number], DAY, engine="python")

    group = f"ask {SERVICE}, all facts known, {len(cases)} situations"
    cold = each(first, len(cases))
    yield Row(group, "without durable-rules, nothing remembered of other situations", cold, None, cold)
    for engine, limit, name in (("python", 1e-3, "without durable-rules"), ("durable", 5e-3, "with durable-rules")):
        time = each(lambda number, engine=engine: ask(knowledge, SERVICE, cases[number], DAY, engine=engine),
                    len(cases))
        yield Row(group, name, time, limit, cold)
    open_ = measure(lambda: ask(knowledge, SERVICE, {}, DAY), max(3, repeats // 2))
    yield Row("lint, 20 steps, warm", "ask with nothing known (for comparison)", open_, None, cold)
    yield Row("lint, 20 steps, warm", "reading the document and all checks",
              measure(lambda: lint(knowledge, DOCUMENT), max(5, repeats)), 30e-3, cold)


def situations(knowledge: Knowledge, count: int) -> list[dict[str, Value]]:
    """Situations in which every fact of the service is known and none contradicts another."""
    program = knowledge.program(SERVICE, DAY)
    random = Random(1)  # noqa: S311
    found: list[dict[str, Value]] = []
    while len(found) < count:
        case = {name: _draw(fact, random) for name, fact in program.facts.items() if name != "as_of"}
        situation = consistent(program, case, DAY)
        covers = program.service.covers
        if situation and (covers is None or value(covers, situation.values)):
            found.append(case)
    return found


def _draw(fact: Fact, random: Random) -> Value:
    match fact.type:
        case "boolean":
            return random.random() < 0.5
        case "enum":
            return random.choice(fact.values).id
        case "date":
            return DAY
    return random.randrange(1, 400)
