"""All that the pages are made from: the rule base, and the guides of one day with what they rest on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from generator.site.making import FILES, GUIDE, NARROWED, made
from kb.clauses.model import Authority, Clause, Instrument, Material, Rule
from kb.compiler.cache import folder as cache_folder
from kb.compiler.knowledge import Knowledge
from kb.compiler.load import load
from kb.findings import KbError

NOT_IN_FORCE = "S502"
_KEPT: WeakKeyDictionary[object, Collection] = WeakKeyDictionary()
"""The collection of each running Sphinx: kept beside it, because Sphinx pickles what it carries itself."""


@dataclass(frozen=True)
class Collection:
    """The rule base on one day with the folders of its services that have a guide on that day."""

    knowledge: Knowledge
    as_of: date
    folders: Mapping[str, Path]

    @cached_property
    def guides(self) -> Mapping[str, Mapping[str, Any]]:
        """By service: title, meta, chapters, files, rules and clauses."""
        return {name: json.loads((each / GUIDE).read_text(encoding="utf-8")) for name, each in self.folders.items()}

    def narrowed(self, service: str) -> Mapping[str, Any]:
        """The questions of a guide and what every combination of answers leads to."""
        found: Mapping[str, Any] = json.loads((self.folders[service] / NARROWED).read_text(encoding="utf-8"))
        return found

    def files(self, service: str) -> Path:
        """The folder of the documents to download."""
        return self.folders[service] / FILES

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        return {each.id: each for each in self.knowledge.rulebook.rules}

    @cached_property
    def materials(self) -> Mapping[str, Material]:
        return {each.id: each for each in self.knowledge.rulebook.materials}

    @cached_property
    def authorities(self) -> Mapping[str, Authority]:
        return {each.id: each for each in self.knowledge.rulebook.authorities}

    @cached_property
    def clauses(self) -> Mapping[str, tuple[Instrument, Clause]]:
        return {f"{instrument.id}/{clause.locator}": (instrument, clause)
                for instrument in self.knowledge.rulebook.instruments for clause in instrument.clauses}

    def rules_of(self, clause: str) -> list[Rule]:
        """The rules that a clause says or that also rest on it."""
        return [each for each in self.rules.values() if clause in (each.clause, *each.also)]

    def guides_of(self, kind: str, name: str) -> list[str]:
        """The services whose guides rest on a rule or a clause: `kind` is rules or clauses."""
        return [service for service, guide in self.guides.items() if name in guide[kind]]


def collect(rules: Path | None, as_of: date, place: Path | None = None) -> Collection:
    """Load the rule base and make the guides, in the cache folder unless `place` says where.

    KbError when the rule base is wrong, when nothing is in force that day, or when a format cannot be made.
    """
    knowledge = load(rules)
    services = [each for each in knowledge.services if in_force(knowledge, each, as_of)]
    if not services:
        knowledge.program(next(iter(knowledge.services)), as_of)
    folders = made(rules, knowledge, services, as_of, place or cache_folder() / "guides")
    return Collection(knowledge, as_of, folders)


def in_force(knowledge: Knowledge, service: str, as_of: date) -> bool:
    """Whether a service has rules on a day."""
    try:
        knowledge.program(service, as_of)
    except KbError as error:
        if any(each.code != NOT_IN_FORCE for each in error.findings):
            raise
        return False
    return True


def keep(app: object, collection: Collection) -> None:
    """Let the parts of a running Sphinx find the collection."""
    _KEPT[app] = collection


def collection_of(app: object) -> Collection:
    """The collection that a running Sphinx builds its pages from."""
    return _KEPT[app]
