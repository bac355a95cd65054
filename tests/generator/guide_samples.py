"""Guides that several tests read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from generator.content.application import Application
from generator.content.book import compose, written
from generator.content.desk import lay
from generator.content.model import Publication
from generator.content.notice import compose_notice
from generator.gates.proof import Proof
from kb import Knowledge, load

DAY = date(2018, 11, 5)
DEMO_DAY = date(2020, 6, 1)
DEMO: list[dict[str, object]] = [
    {}, {"food": True}, {"food": True, "area": 30}, {"food": True, "area": 10}, {"kind": "stall", "food": False},
    {"food": True, "area": 30, "trusted": True}]
SITUATIONS: dict[str, tuple[str, dict[str, object]]] = {
    "power": ("power.connect", {}),
    "power-10kv-120m": ("power.connect", {
        "voltage": "10kv", "line_length_m": 120, "occupies_road": True, "occupies_green": True, "digs_road": False,
        "dual_source": False, "green_relocation": False, "civil_works": False, "user_works_finished_early": True}),
    "water": ("utilities.water", {}),
    "heat": ("utilities.heat", {}),
    "demo": ("licence.shop", {}),
}


@cache
def loaded() -> Knowledge:
    return load()


@cache
def demo() -> Knowledge:
    """A made-up rule base that uses every effect keyword."""
    return load(Path(__file__).parent / "rules")


@cache
def guide_for(name: str) -> Publication:
    service, facts = SITUATIONS[name]
    return compose(demo(), service, facts, DEMO_DAY) if name == "demo" else compose(loaded(), service, facts, DAY)


@cache
def demo_notice() -> Publication:
    """A notice with something of every kind: wrong, missing, one of two, to follow, to fetch, open, not asked for."""
    application = Application({"form": "没有签名", "proof": ""}, applicant="某小店", received=date(2020, 6, 2))
    return compose_notice(demo(), "licence.shop", {"kind": "room"}, DEMO_DAY, application)


def every_guide() -> Iterator[tuple[str, Proof]]:
    """Guides of the made-up service, of all services on two days, and of some two dozen worked cases."""
    for number, facts in enumerate(DEMO):
        for day in (date(2020, 1, 1), DEMO_DAY, date(2021, 1, 1)):
            yield f"demo {number} {day}", proof(demo(), "licence.shop", facts, day)
    knowledge = loaded()
    for service in knowledge.services:
        yield service, proof(knowledge, service, {}, DAY)
        yield f"{service} early", proof(knowledge, service, {}, date(2018, 9, 14))
        yield f"{service} gaps", proof(knowledge, service, {}, DAY, gaps=True)
    cases = knowledge.rulebook.cases
    for case in cases[::max(len(cases) // 24, 1)]:
        yield case.id, proof(knowledge, case.service, case.facts, case.as_of)


def proof(knowledge: Knowledge, service: str, facts: Mapping[str, object], day: date, *, gaps: bool = False) -> Proof:
    """A guide with its desk."""
    desk = lay(knowledge, service, facts, day, "python")
    return Proof(desk, written(desk, gaps=gaps))
