"""Worked cases played: each with its situation, its program and its answer, for all that measures cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kb.clauses.logic import value
from kb.clauses.model import Case, Value
from kb.compiler.knowledge import Knowledge, Program
from kb.engine.answer import Answer
from kb.engine.ask import ask, check_facts
from kb.engine.runner import Runner, runner
from kb.engine.situation import Situation, settle
from kb.engine.states import states
from kb.findings import KbError


@dataclass(frozen=True, eq=False)
class Played:
    """One worked case and what came of it. Its answer is worked out when first looked at.

    `truths`: rule id to true, unknown, grantable or false; empty outside what the service covers. `suspended`: the
    pairs of an exception that held and a rule that would have held without it.
    """

    knowledge: Knowledge
    case: Case
    program: Program
    situation: Situation
    truths: Mapping[str, str]
    suspended: frozenset[tuple[str, str]]

    @cached_property
    def answer(self) -> Answer:
        """The answer, without totals."""
        return ask(self.knowledge, self.case.service, self.case.facts, self.case.as_of, explain="all",
                   engine="python", times=False)

    @property
    def values(self) -> Mapping[str, Value]:
        """The facts given and derived."""
        return self.situation.values


def play(knowledge: Knowledge, case: Case) -> Played | None:
    """The case played without durable-rules; None when it gets no answer (it then fails as a case)."""
    try:
        program = knowledge.program(case.service, case.as_of)
        given, _ = check_facts(knowledge, program, case.facts)
        situation = settle(program, given, case.as_of)
        truths = _truths(runner(knowledge, program), situation)
    except KbError:
        return None
    return Played(knowledge, case, program, situation, truths, frozenset(_suspended(program, situation, truths)))


def _truths(run: Runner, situation: Situation) -> dict[str, str]:
    """What each rule is in a situation; KbError where rules contradict each other, as an answer would say."""
    covers = run.program.service.covers
    if covers is not None and value(covers, situation.values) is False:
        return {}
    verdict = run.verdict(situation.values)
    states(run, verdict)
    sets = {"true": verdict.true, "unknown": verdict.unknown, "grantable": verdict.grantable}
    return {each.rule.id: next((truth for truth, indices in sets.items() if index in indices), "false")
            for index, each in enumerate(run.program.rules)}


def play_all(knowledge: Knowledge, services: Iterable[str]) -> tuple[Played, ...]:
    """The worked cases of these services that get an answer, played."""
    wanted = frozenset(services)
    found = (play(knowledge, each) for each in knowledge.rulebook.cases if each.service in wanted)
    return tuple(each for each in found if each is not None)


def _suspended(program: Program, situation: Situation, truths: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for fired in program.rules:
        holding = [each for each in fired.overridden_by if truths.get(each) == "true"]
        if holding and value(fired.condition, situation.values) is True:
            yield from ((each, fired.rule.id) for each in holding)
