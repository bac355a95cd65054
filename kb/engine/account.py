"""How every clause of every instrument is accounted for: by which rules, or why by none; which cases touch it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.clauses.locator import cite
from kb.clauses.model import Clause, Instrument, Rule
from kb.compiler.knowledge import Knowledge
from kb.engine.played import play_all


@dataclass(frozen=True, slots=True)
class Account:
    """One clause: the rules that cite it, the contradictions and gaps that do, the cases in which such a rule holds."""

    instrument: str
    part: str
    """The first piece of its locator for a policy (`main`, `annex3`), empty for a law."""
    clause: Clause
    cited: str
    """The clause as people cite it."""
    rules: tuple[Rule, ...]
    tensions: tuple[str, ...]
    gaps: tuple[str, ...]
    cases: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The clause's full id."""
        return f"{self.instrument}/{self.clause.locator}"

    def to_json(self) -> dict[str, object]:
        """The account as an entry of the JSON document of `banshi source coverage`."""
        return {
            "clause": self.id, "title": self.clause.title, "status": self.clause.status,
            "reason": self.clause.reason or None, "rules": [each.id for each in self.rules],
            "tensions": list(self.tensions), "unavailable": list(self.gaps), "cases": list(self.cases)}


def accounts(knowledge: Knowledge, *, cases: bool) -> tuple[Account, ...]:
    """The account of every clause in the order of the outlines. `cases` plays all worked cases, which takes a while."""
    touching = _touching(knowledge) if cases else {}
    return tuple(_account(knowledge, instrument, clause, touching)
                 for instrument in knowledge.rulebook.instruments for clause in instrument.clauses)


def counts(found: Iterable[Account]) -> dict[tuple[str, str], Counter[str]]:
    """How many clauses have which status, by instrument and part, in the order of the outlines."""
    table: dict[tuple[str, str], Counter[str]] = {}
    for each in found:
        table.setdefault((each.instrument, each.part), Counter())[each.clause.status] += 1
    return table


def _account(knowledge: Knowledge, instrument: Instrument, clause: Clause,
             touching: Mapping[str, Mapping[str, None]]) -> Account:
    name = f"{instrument.id}/{clause.locator}"
    book = knowledge.rulebook
    rules = tuple(each for each in book.rules if name in (each.clause, *each.also))
    return Account(
        instrument.id, "" if instrument.is_law else clause.locator.partition("/")[0], clause,
        cite(name, instrument.title if instrument.is_law else ""), rules,
        tuple(each.id for each in book.tensions if any(reading.clause == name for reading in each.readings)),
        tuple(each.what for each in book.unavailable if name in each.clauses),
        tuple(dict.fromkeys(case for rule in rules for case in touching.get(rule.id, ()))))


def _touching(knowledge: Knowledge) -> dict[str, dict[str, None]]:
    """Rule id to the cases in which the rule holds."""
    found: dict[str, dict[str, None]] = {}
    for played in play_all(knowledge, knowledge.services):
        for rule, truth in played.truths.items():
            if truth == "true":
                found.setdefault(rule, {})[played.case.id] = None
    return found
