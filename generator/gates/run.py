"""All gates on all guides: every service on each day on which its rules change, and every worked case."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from datetime import date

from generator.content.book import written
from generator.content.desk import lay
from generator.gates.proof import Proof
from kb.compiler.knowledge import Knowledge
from kb.findings import Finding, KbError, problem
from kb.linter.pages import Page, pages

GATES = "generator.gates.checks"
Situation = tuple[str, Mapping[str, object], date]
_knowledge: Knowledge | None = None


def gates() -> tuple[Page[Callable[[Proof], Iterator[Finding]]], ...]:
    """All gates by code."""
    return pages(GATES)


def review(knowledge: Knowledge, jobs: int = os.cpu_count() or 1) -> list[Finding]:
    """What is wrong with the guides of a rule base; what several guides show is told once, with the first of them.

    `jobs`: processes; they are forked, so that the Knowledge is there already.
    """
    global _knowledge
    _knowledge = knowledge
    if jobs > 1 and "fork" in multiprocessing.get_all_start_methods():
        with ProcessPoolExecutor(jobs, multiprocessing.get_context("fork")) as pool:
            return _once(pool.map(_one, situations(knowledge), chunksize=8))
    return _once(map(_one, situations(knowledge)))


def situations(knowledge: Knowledge) -> Iterator[Situation]:
    """Which guides are looked at: those for nobody in particular on every border of time, then the worked cases."""
    for name in knowledge.services:
        for place, day in enumerate(knowledge.borders[name]):
            if (name, place) in knowledge.programs:  # before its policy a service has no guide
                yield name, {}, day
        yield name, {}, date.today()
    yield from ((case.service, case.facts, case.as_of) for case in knowledge.rulebook.cases)


def held(proof: Proof) -> list[Finding]:
    """What the gates say of one guide."""
    return [finding for gate in gates() for finding in gate.run(proof)]


def _once(found: Iterable[list[Finding]]) -> list[Finding]:
    told: dict[tuple[str, object, str], Finding] = {}
    for findings in found:
        for each in findings:
            told.setdefault((each.code, each.place, each.message.partition("（")[0]), each)
    return sorted(told.values(), key=lambda each: (each.place, each.code))


def _one(situation: Situation) -> list[Finding]:
    if _knowledge is None:
        raise RuntimeError("no rule base to look at")
    service, facts, day = situation
    try:
        desk = lay(_knowledge, service, facts, day, "python")
        return held(Proof(desk, written(desk)))
    except KbError as error:
        return [problem("G100", "no-guide", f"`{service}` 在 {day} 生成不了办事指南：{error.findings[0].message}",
                        _knowledge.services[service].place, "用 banshi guide 重现，看是哪条规则的毛病")]
