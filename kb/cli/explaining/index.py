"""From an id to everything that has it."""

from __future__ import annotations

from collections.abc import Iterator

from kb.clauses.keyword import keywords
from kb.clauses.model import Fact
from kb.cli.explaining import codes, practices, rules, steps, things
from kb.cli.explaining.entry import Entry
from kb.compiler.knowledge import Knowledge
from kb.findings import KbError, nearest, problem
from kb.linter.pages import all_pages


def explain(knowledge: Knowledge, name: str) -> list[Entry]:
    """All things with this id, name or alias; KbError S508 with the nearest ids when there is none."""
    wanted = name.strip().rstrip("/")
    found = list(_by_id(knowledge, wanted)) or list(_by_name(knowledge, wanted))
    if not found:
        known = dict.fromkeys(known_ids(knowledge))
        hint = nearest(wanted, known) or nearest(wanted.upper(), known)
        raise KbError(problem("S508", "unknown-id", f"没有这个编号：`{wanted}`", hint=hint or
                              "可以写规则、条款、情况、环节、材料、单位、事项、矛盾的编号，规则用词或审查代码"))
    return found


def _by_id(knowledge: Knowledge, name: str) -> Iterator[Entry]:
    book = knowledge.rulebook
    yield from (rules.rule_entry(knowledge, each) for each in book.rules if each.id == name)
    for instrument in book.instruments:
        if instrument.id == name:
            yield rules.instrument_entry(instrument)
        for clause in instrument.clauses:
            if name in (clause.locator, f"{instrument.id}/{clause.locator}"):
                yield rules.clause_entry(knowledge, instrument, clause)
    if name in knowledge.services:
        yield things.service_entry(knowledge, knowledge.services[name])
    for service in book.services:
        for step in service.steps:
            if name in (step.id, f"{service.id}/{step.id}"):
                yield steps.step_entry(knowledge, service, step)
        for span in service.spans:
            if name in (span.id, f"{service.id}/{span.id}"):
                yield steps.span_entry(knowledge, service, span)
    yield from (things.fact_entry(knowledge, each) for each in _facts(knowledge).values() if each.id == name)
    yield from (things.material_entry(knowledge, each) for each in book.materials if each.id == name)
    yield from (things.authority_entry(knowledge, each) for each in book.authorities if each.id == name)
    yield from (rules.tension_entry(knowledge, each) for each in book.tensions if each.id == name)
    if name in keywords():
        yield codes.keyword_entry(knowledge, keywords()[name])
    code = codes.code_of(name)
    if code:
        yield codes.code_entry(code)
    yield from (practices.practice_entry(knowledge, each) for each in book.practices
                if name == each.id or (name.isascii() and name in each.aliases))


def _by_name(knowledge: Knowledge, name: str) -> Iterator[Entry]:
    """Things called so in Chinese."""
    book = knowledge.rulebook
    for service in book.services:
        if name in (service.name, *service.aliases):
            yield things.service_entry(knowledge, service)
        for step in service.steps:
            if name in (step.name, *step.aliases):
                yield steps.step_entry(knowledge, service, step)
    yield from (things.fact_entry(knowledge, each) for each in book.facts if each.title == name)
    yield from (things.material_entry(knowledge, each) for each in book.materials if name in (each.name, *each.aliases))
    yield from (things.authority_entry(knowledge, each) for each in book.authorities
                if name in (each.name, *each.aliases))
    yield from (practices.practice_entry(knowledge, each) for each in book.practices
                if name in (each.name, *each.aliases))
    yield from (codes.keyword_entry(knowledge, each) for each in keywords().values() if each.title == name)


def _facts(knowledge: Knowledge) -> dict[str, Fact]:
    """The vocabulary, with the facts whether a reform is already in place."""
    found = {each.id: each for each in knowledge.rulebook.facts}
    for program in knowledge.programs.values():
        for fact in program.facts.values():
            found.setdefault(fact.id, fact)
    return found


def known_ids(knowledge: Knowledge) -> Iterator[str]:
    """Every id that can be explained."""
    book = knowledge.rulebook
    yield from (each.id for each in book.rules)
    yield from (each.id for each in book.instruments)
    yield from (each.id for each in book.materials)
    yield from (each.id for each in book.authorities)
    yield from (each.id for each in book.practices)
    yield from (each.id for each in book.tensions)
    yield from knowledge.services
    yield from _facts(knowledge)
    for instrument in book.instruments:
        for clause in instrument.clauses:
            yield from (f"{instrument.id}/{clause.locator}", clause.locator)
    for service in book.services:
        for name in (*(each.id for each in service.steps), *(each.id for each in service.spans)):
            yield from (f"{service.id}/{name}", name)
    yield from keywords()
    yield from codes.known_codes()
    yield from (each.name for each in all_pages())
