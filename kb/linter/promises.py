"""What an entry of a promise table promises: a step, a span, a service as a whole, or a kind of case of a service.

An item is looked up by name: first in the document's own service, then among the other services' names and kinds of
case, so that one table may speak of several services. Never a silent guess: an item that is only similar, or may mean
two different times, gives candidates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from kb.clauses.model import Limit, Span, Value
from kb.clauses.tree import facts_in
from kb.compiler.knowledge import Knowledge, Program
from kb.engine.runner import runner
from kb.engine.situation import consistent
from kb.findings import KbError
from kb.linter.match import bare
from kb.linter.names import Candidates, Names, folded
from kb.linter.review import Review
from kb.linter.stated import StatedPromise

_TAIL = re.compile("(?:的)?(?:承诺|办理|办结|总|平均|法定)*(?:时限|时长|时间|期限|用时)$|办结$")


@dataclass(frozen=True, slots=True)
class Promised:
    """One promised time and what it is held against: the limits of `slot` (`step:…`, `span:…`) under `review`.

    `review` is of the service meant, in the promise's own situation, without the document's steps. `slot` is "" where
    the item is not known for sure; then `candidates` are the names it might mean.
    """

    stated: StatedPromise
    review: Review
    slot: str = ""
    name: str = ""
    span: Span | None = None
    candidates: tuple[str, ...] = ()

    @property
    def limits(self) -> list[tuple[int, Limit]]:
        """The most that the rules allow a single case, by rule."""
        return self.review.run.frame.limits.get(f"{self.slot}:max", [])

    @property
    def averages(self) -> list[tuple[int, Limit]]:
        """What the rules give as an average only."""
        return self.review.run.frame.limits.get(f"{self.slot}:average", [])

    @property
    def at(self) -> tuple[str, ...]:
        """The promise's JSON pointer."""
        return (f"/{'/'.join(str(part) for part in self.stated.at)}",)


@dataclass(frozen=True, slots=True)
class _Meaning:
    """A possible meaning of an item: a slot of a service under further facts, and its name in the rule base."""

    slot: str
    name: str
    facts: tuple[tuple[str, Value], ...] = ()


class Promises:
    """The names under which times of one service may be promised."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.slots = {slot.target.rpartition(":")[0] for fired in program.rules for effect in fired.rule.effects
                      for slot in effect.slots if slot.kind == "limit"}
        self.spans = [each for each in program.service.spans if f"span:{each.id}" in self.slots]
        self.meanings: dict[str, _Meaning] = {}
        own = list(self._steps())
        outer = [*self._whole(), *self._kinds()]
        self.own = Names((*own, *outer), (folded, bare, _core), 2)
        self.outer = Names(outer, (folded, bare, _core), 2)

    def _steps(self) -> Iterator[tuple[str, str]]:
        for step in self.program.service.steps:
            yield from self._named(f"step:{step.id}", step.name, step.name, *step.aliases)
        for span in self.program.service.spans:
            yield from self._named(f"span:{span.id}", span.name, span.name)

    def _whole(self) -> Iterator[tuple[str, str]]:
        """The service by name, where one span surely is the whole of it."""
        service = self.program.service
        widest = [each for each in self.spans if all(set(other.steps) <= set(each.steps) for other in self.spans)]
        slot = f"span:{widest[0].id}" if len(widest) == 1 else ""
        yield from self._named(slot, service.name, service.name, *service.aliases, key=f"service:{service.id}")

    def _kinds(self) -> Iterator[tuple[str, str]]:
        """The kinds of case (values of a fact) on which the total of a service with one span turns."""
        if len(self.spans) != 1:
            return
        slot = f"span:{self.spans[0].id}"
        turning = {name for fired in self.program.rules for effect in fired.rule.effects for each in effect.slots
                   if each.kind == "limit" and each.target.startswith(f"{slot}:") for name in facts_in(fired.condition)}
        for name in sorted(turning & self.program.facts.keys()):
            for value in self.program.facts[name].values:
                yield from self._named(slot, value.name, value.name, *value.aliases, key=f"value:{name}={value.id}",
                                       facts=((name, value.id),))

    def _named(self, slot: str, name: str, *names: str, key: str = "",
               facts: tuple[tuple[str, Value], ...] = ()) -> Iterator[tuple[str, str]]:
        self.meanings[key or slot] = _Meaning(slot, name, facts)
        return ((key or slot, each) for each in names)

    def means(self, item: str, *, own: bool) -> tuple[_Meaning | None, tuple[str, ...]]:
        """What an item means for sure; else the names of what it may mean."""
        found, _ = (self.own if own else self.outer).owners(item)
        meanings = {self.meanings[key] for key in found}
        timed = {each.slot: each for each in sorted(meanings, key=lambda each: each.name) if each.slot in self.slots}
        spans = {slot: each for slot, each in timed.items() if slot.startswith("span:")} or timed
        if len(spans) == 1:
            return next(iter(spans.values())), ()
        if not timed and meanings and all(each.slot for each in meanings):
            return min(meanings, key=lambda each: each.name), ()  # known, and no rule gives it a time
        if meanings:
            return None, tuple(sorted({each.name for each in spans.values()} or {each.name for each in self.spans}))
        return None, ()

    def similar(self, item: str) -> Candidates:
        """The most similar names of the service."""
        return self.own.similar(item)


@lru_cache(maxsize=4)
def promised(review: Review) -> tuple[Promised, ...]:
    """Every entry of the document's promise table with what it is held against."""
    return tuple(_meant(review, each) for each in review.procedure.promises)


def _meant(review: Review, stated: StatedPromise) -> Promised:
    table = _table(review.knowledge, review.run.program)
    meaning, candidates = table.means(stated.item, own=True)
    if meaning is not None:
        return _held(review, stated, table, meaning)
    if not candidates:
        elsewhere = list(_elsewhere(review, stated.item))
        if len(elsewhere) == 1:
            return _held(review, stated, *elsewhere[0])
        candidates = tuple(f"{meant.name}（{each.program.service.name}）" for each, meant in elsewhere)
    if not candidates:
        candidates = tuple(f"{table.meanings[key].name}" for key, _ in table.similar(stated.item))
    return Promised(stated, review, candidates=candidates)


def _elsewhere(review: Review, item: str) -> Iterator[tuple[Promises, _Meaning]]:
    """The other services of which an item names the whole or a kind of case."""
    for name in review.knowledge.services:
        if name == review.procedure.service.id:
            continue
        try:
            program = review.knowledge.program(name, review.procedure.as_of)
        except KbError:
            continue  # no text in force for that service on this day
        table = _table(review.knowledge, program)
        meaning, _ = table.means(item, own=False)
        if meaning is not None and meaning.slot:
            yield table, meaning


def _held(review: Review, stated: StatedPromise, table: Promises, meaning: _Meaning) -> Promised:
    own = table.program is review.run.program
    given: dict[str, Value] = dict(review.procedure.situation) if own else {}
    given |= {**dict(meaning.facts), **{name: value for name, value in stated.situation.items()
                                        if name in table.program.facts}}
    if consistent(table.program, given, review.procedure.as_of) is None:
        given = {**dict(meaning.facts), **stated.situation}  # the table speaks of more cases than the document
    span = next((each for each in table.spans if f"span:{each.id}" == meaning.slot), None)
    if consistent(table.program, given, review.procedure.as_of) is None:
        return Promised(stated, review, candidates=(meaning.name,))
    return Promised(stated, _under(review, table.program, given), meaning.slot, meaning.name, span)


def _under(review: Review, program: Program, given: Mapping[str, Value]) -> Review:
    return Review(review.knowledge, replace(review.procedure, service=program.service, situation=given, steps=(),
                                            promises=()))


@lru_cache(maxsize=64)
def _table(knowledge: Knowledge, program: Program) -> Promises:
    return Promises(runner(knowledge, program).program)


def _core(name: str) -> str:
    return bare(_TAIL.sub("", folded(name)))
