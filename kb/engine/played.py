"""Worked cases played: each with its situation, its program and its answer, for all that measures cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kb.clauses.logic import value
from kb.clauses.model import Case, Value
from kb.compiler.knowledge import Knowledge, Program
from kb.engine.answer import Answer
from kb.engine.ask import ask, check_facts
from kb.engine.situation import Situation, settle
from kb.findings import KbError


@dataclass(frozen=True, slots=True, eq=False)
class Played:
    """One worked case and what came of it.

    `truths`: rule id to true, unknown, grantable or false. `suspended`: the pairs of an exception that held and
    a rule that would have held without it.
    """

    case: Case
    program: Program
    situation: Situation
    answer: Answer
    truths: Mapping[str, str]
    suspended: frozenset[tuple[str, str]]

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
        answer = ask(knowledge, case.service, case.facts, case.as_of, explain="all", engine="python",
                     times=False)
    except KbError:
        return None
    truths = {each.rule: each.truth for each in answer.considered}
    return Played(case, program, situation, answer, truths, frozenset(_suspended(program, situation, truths)))


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
