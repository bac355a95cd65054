"""A service as data beside the chapters: what a catalogue of services lists, by id."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Source:
    """A legal source."""

    id: str
    title: str
    issuer: str
    rank: str
    issued: date


@dataclass(frozen=True, slots=True)
class Input:
    """A material. `status` as in the answer: bring, fetched, later, waived, forbidden, depends."""

    id: str
    name: str
    status: str
    note: str


@dataclass(frozen=True, slots=True)
class Cost:
    """A fee. `status`: allowed, restricted, forbidden."""

    name: str
    status: str
    note: str


@dataclass(frozen=True, slots=True)
class Provision:
    """A rule that holds or may hold, in words, with its clauses."""

    id: str
    title: str
    text: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One service for given facts on one day."""

    id: str
    name: str
    description: str
    authority: tuple[str, str]
    result: str
    as_of: date
    version: str
    fingerprint: str
    sources: tuple[Source, ...]
    inputs: tuple[Input, ...]
    outputs: tuple[tuple[str, str], ...]
    costs: tuple[Cost, ...]
    provisions: tuple[Provision, ...]
