"""Guides that several tests read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

from generator.content.book import compose
from generator.content.model import Guide
from kb import Knowledge, load

DAY = date(2018, 11, 5)
SITUATIONS: dict[str, tuple[str, dict[str, object]]] = {
    "power": ("power.connect", {}),
    "power-10kv-120m": ("power.connect", {
        "voltage": "10kv", "line_length_m": 120, "occupies_road": True, "occupies_green": True, "digs_road": False,
        "dual_source": False, "green_relocation": False, "civil_works": False, "user_works_finished_early": True}),
    "water": ("utilities.water", {}),
    "heat": ("utilities.heat", {}),
}


@cache
def loaded() -> Knowledge:
    return load()


@cache
def guide_for(name: str) -> Guide:
    service, facts = SITUATIONS[name]
    return compose(loaded(), service, facts, DAY)


def every_guide() -> Iterator[tuple[str, Guide]]:
    """The guides of all services without facts, of all worked cases, and on a day before the reforms."""
    knowledge = loaded()
    for service in knowledge.services:
        yield service, compose(knowledge, service, {}, DAY, engine="python")
        yield f"{service} early", compose(knowledge, service, {}, date(2018, 9, 14), engine="python")
        yield f"{service} gaps", compose(knowledge, service, {}, DAY, engine="python", gaps=True)
    for case in knowledge.rulebook.cases:
        yield case.id, compose(knowledge, case.service, case.facts, case.as_of, engine="python")
