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
from kb.compiler.knowledge import Knowledge, Program
from kb.engine.runner import runner
from kb.engine.situation import consistent
from kb.findings import KbError
from kb.linter.items import Items, Meaning
from kb.linter.review import Review
from kb.linter.stated import StatedPromise

_LIST = re.compile("[、，,;；/]|以及|和|及|与")


@dataclass(frozen=True, slots=True)
class Promised:
    """One promised time and what it is held against: the limits of `slot` (`step:…`, `span:…`) under `review`.

    `review` is of the service meant, in the promise's own situation, without the document's steps. `owed` is the time
    of a duty (slot `duty:…`). `slot` is "" where the item is not known for sure; then `candidates` are the names it
    might mean.
    """

    stated: StatedPromise
    review: Review
    slot: str = ""
    name: str = ""
    span: Span | None = None
    owed: tuple[int, Limit] | None = None
    candidates: tuple[str, ...] = ()

    @property
    def limits(self) -> list[tuple[int, Limit]]:
        """The most that the rules allow a single case, by rule."""
        if self.owed is not None:
            return [self.owed]
        return self.review.run.frame.limits.get(f"{self.slot}:max", [])

    @property
    def averages(self) -> list[tuple[int, Limit]]:
        """What the rules give as an average only."""
        return self.review.run.frame.limits.get(f"{self.slot}:average", [])

    @property
    def at(self) -> tuple[str, ...]:
        """The promise's JSON pointer."""
        return (f"/{'/'.join(str(part) for part in self.stated.at)}",)


@lru_cache(maxsize=4)
def promised(review: Review) -> tuple[Promised, ...]:
    """Every entry of the document's promise table with what it is held against; one for each item of a list."""
    return tuple(found for each in review.procedure.promises for found in _promised(review, each))


def _promised(review: Review, stated: StatedPromise) -> Iterator[Promised]:
    whole = _meant(review, stated, stated.item)
    parts = [part for part in _LIST.split(stated.item) if part]
    if not whole.slot and len(parts) > 1:
        several = [_meant(review, stated, part) for part in parts]
        if all(each.slot for each in several):
            yield from several
            return
    yield whole


def _meant(review: Review, stated: StatedPromise, item: str) -> Promised:
    table = _table(review.knowledge, review.run.program)
    meaning, candidates = table.means(item, own=True)
    if meaning is None and not candidates:
        meaning = table.qualified(item, own=True)
    if meaning is not None:
        return _held(review, stated, table, meaning)
    if not candidates:
        elsewhere = list(_elsewhere(review, item))
        if len(elsewhere) == 1:
            return _held(review, stated, *elsewhere[0])
        candidates = tuple(f"{meant.name}（{each.program.service.name}）" for each, meant in elsewhere)
    if not candidates:
        candidates = tuple(f"{table.meanings[key].name}" for key, _ in table.similar(item))
    return Promised(stated, review, candidates=candidates)


def meant_by(review: Review, stated: StatedPromise, *, qualified: bool) -> Promised:
    """What an item means for sure in the review's own service; `qualified`: it may say facts besides a name."""
    table = _table(review.knowledge, review.run.program)
    meaning, candidates = table.means(stated.item, own=True)
    if meaning is None and not candidates and qualified:
        meaning = table.qualified(stated.item, own=True)
    return _held(review, stated, table, meaning) if meaning is not None else Promised(stated, review)


def _elsewhere(review: Review, item: str) -> Iterator[tuple[Items, Meaning]]:
    """The other services of which an item names the whole or a kind of case."""
    for name in review.knowledge.services:
        if name == review.procedure.service.id:
            continue
        try:
            program = review.knowledge.program(name, review.procedure.as_of)
        except KbError:
            continue  # no text in force for that service on this day
        table = _table(review.knowledge, program)
        meaning = table.means(item, own=False)[0] or table.qualified(item, own=False)
        if meaning is not None and meaning.slot:
            yield table, meaning


def _held(review: Review, stated: StatedPromise, table: Items, meaning: Meaning) -> Promised:
    own = table.program.service.id == review.procedure.service.id
    given: dict[str, Value] = dict(review.procedure.situation) if own else {}
    given |= {**dict(meaning.facts), **{name: value for name, value in stated.situation.items()
                                        if name in table.program.facts}}
    if consistent(table.program, given, review.procedure.as_of) is None:
        given = {**dict(meaning.facts), **stated.situation}  # the table speaks of more cases than the document
    span = next((each for each in table.spans if f"span:{each.id}" == meaning.slot), None)
    if consistent(table.program, given, review.procedure.as_of) is None:
        return Promised(stated, review, candidates=(meaning.name,))
    return Promised(stated, _under(review, table.program, given), meaning.slot, meaning.name, span,
                    owed=table.duties[meaning.slot][:2] if meaning.slot in table.duties else None)


def _under(review: Review, program: Program, given: Mapping[str, Value]) -> Review:
    return Review(review.knowledge, replace(review.procedure, service=program.service, situation=given, steps=(),
                                            promises=()))


@lru_cache(maxsize=64)
def _table(knowledge: Knowledge, program: Program) -> Items:
    return Items(runner(knowledge, program).program)
