"""Indices both ways: clauses over rules to guides and back, materials to services, authorities to steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sphinx.domains import Index, IndexEntry

from generator.site.collection import Collection, collection_of
from kb.clauses.model import Service

HEAD, ALONE, BELOW = 1, 0, 2
"""How an entry stands: with others below it, alone, below another."""


class Reverse(Index):
    """An index whose entries come from the collection and whose links from the domain."""

    @property
    def collection(self) -> Collection:
        return collection_of(self.domain.env.app)

    def generate(self, docnames: Iterable[str] | None = None) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
        """The groups with their entries; never folded up."""
        return [(title, entries) for title, entries in self.groups() if entries], False

    def groups(self) -> Iterator[tuple[str, list[IndexEntry]]]:
        """Titles with entries."""
        raise NotImplementedError

    def entry(self, level: int, kind: str, name: str, title: str = "", label: str = "", about: str = "") -> IndexEntry:
        """An entry that leads to a thing; one that leads nowhere when no page describes it."""
        things: dict[tuple[str, str], tuple[str, str, str]] = self.domain.data["things"]
        page, anchor, known = things.get((kind, name), ("", "", name))
        return IndexEntry(title or known, level, page, anchor, about, label, "")


class Clauses(Reverse):
    """Clause, rules, guides."""

    name, localname, shortname = "clauses", "条款索引：条款、规则、办事指南", "条款索引"

    def groups(self) -> Iterator[tuple[str, list[IndexEntry]]]:
        """By instrument."""
        for instrument in self.collection.knowledge.rulebook.instruments:
            names = [f"{instrument.id}/{each.locator}" for each in instrument.clauses]
            yield instrument.title, [entry for name in names for entry in self._clause(name)]

    def _clause(self, name: str) -> Iterator[IndexEntry]:
        rules = self.collection.rules_of(name)
        guides = self.collection.guides_of("clauses", name)
        yield self.entry(HEAD if rules or guides else ALONE, "clause", name)
        yield from (self.entry(BELOW, "rule", each.id, label="规则") for each in rules)
        yield from (self.entry(BELOW, "guide", each, label="办事指南") for each in guides)


class Guides(Reverse):
    """Guide, rules, clauses."""

    name, localname, shortname = "guides", "办事指南索引：办事指南、规则、条款", "指南索引"

    def groups(self) -> Iterator[tuple[str, list[IndexEntry]]]:
        """By service."""
        cite = self.collection.knowledge.cite
        for name, guide in self.collection.guides.items():
            rules = [self.collection.rules[each] for each in guide["rules"]]
            yield guide["title"], [self.entry(HEAD, "guide", name), *(
                self.entry(BELOW, "rule", each.id, label="规则", about=cite(each.clause)) for each in rules)]


class Materials(Reverse):
    """Material, services."""

    name, localname, shortname = "materials", "材料索引：材料、用到它的事项", "材料索引"

    def groups(self) -> Iterator[tuple[str, list[IndexEntry]]]:
        """By who issues them."""
        services = _services_by(self.collection, "material")
        owners = dict.fromkeys(each.issuer for each in self.collection.materials.values())
        for owner in owners:
            names = [name for name, each in self.collection.materials.items() if each.issuer == owner]
            yield f"{self.collection.knowledge.who(owner)}出具", [
                entry for name in names for entry in self._material(name, services.get(name, {}))]

    def _material(self, name: str, services: dict[str, None]) -> Iterator[IndexEntry]:
        yield self.entry(HEAD if services else ALONE, "material", name)
        yield from (self.entry(BELOW, "guide", each, self.collection.knowledge.services[each].name, "事项")
                    for each in services)


class Authorities(Reverse):
    """Authority, steps."""

    name, localname, shortname = "authorities", "单位索引：单位、它办的环节", "单位索引"

    def groups(self) -> Iterator[tuple[str, list[IndexEntry]]]:
        """By authority: the steps of each service."""
        for name, authority in self.collection.authorities.items():
            steps = [entry for service in self.collection.knowledge.services.values()
                     for entry in self._steps(service, name)]
            if steps:
                yield authority.name, [self.entry(HEAD, "authority", name), *steps]

    def _steps(self, service: Service, authority: str) -> Iterator[IndexEntry]:
        for each in service.steps:
            if each.authority == authority:
                yield self.entry(BELOW, "guide", service.id, each.name, "环节", service.name)


def _services_by(collection: Collection, kind: str) -> dict[str, dict[str, None]]:
    """For each thing that rules mention, the services of those rules that have a guide."""
    found: dict[str, dict[str, None]] = {}
    for rule in collection.rules.values():
        for ref in (ref for effect in rule.effects for ref in effect.refs if ref.kind == kind):
            found.setdefault(ref.name, {}).update(dict.fromkeys(each for each in rule.services
                                                                if each in collection.guides))
    return found


INDICES: list[Any] = [Clauses, Guides, Materials, Authorities]
