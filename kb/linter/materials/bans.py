"""What a program's rules say against asking for materials: by name, by issuer, by form, by kind, by closed list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from kb.engine.runner import Runner

Ban = tuple[int, str]
"""A rule by its index, and the step it is about (`*`: all)."""


@dataclass(slots=True)
class Bans:
    """A program's rules about materials, ready to be looked up. `called`: which rules ask for a material, by id."""

    named: dict[str, list[Ban]] = field(default_factory=dict)
    fetched: dict[str, list[Ban]] = field(default_factory=dict)
    called: dict[str, list[Ban]] = field(default_factory=dict)
    copies: dict[str, list[tuple[int, str, int]]] = field(default_factory=dict)
    issuers: dict[str, list[Ban]] = field(default_factory=dict)
    kinds: dict[str, list[Ban]] = field(default_factory=dict)
    photocopies: list[Ban] = field(default_factory=list)
    closed: list[tuple[int, tuple[str, ...], tuple[str, ...]]] = field(default_factory=list)
    prerequisites: list[tuple[int, tuple[str, ...], tuple[str, ...]]] = field(default_factory=list)
    free: dict[str, list[Ban]] = field(default_factory=dict)
    """Steps that may not be demanded before a step: by the step, with the rule and that later step."""
    refused: set[tuple[str, str]] = field(default_factory=set)
    """Materials that may not be demanded before a step (P201): the step and the material."""
    together: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    makers: dict[str, list[str]] = field(default_factory=dict)
    """The steps that issue a material."""


_TABLES = {"waived": "named", "forbidden": "named", "fetched": "fetched", "bring": "called"}


@lru_cache(maxsize=64)
def bans_of(run: Runner) -> Bans:
    """The rules about materials of a program, sorted once."""
    found = Bans()
    for row in run.frame.materials:
        if row.status not in _TABLES or (row.status == "fetched" and "kind" in row.data):
            continue  # what may follow later is P704's; what is of a kind is told from the document, by `kinds`
        getattr(found, _TABLES[row.status]).setdefault(row.material, []).append((row.rule, row.step))
        if row.status == "bring" and row.data.get("copies") is not None:
            found.copies.setdefault(row.material, []).append((row.rule, row.step, int(str(row.data["copies"]))))
    for index, step, (selector, wanted) in run.frame.bans:
        if selector == "form":
            found.photocopies.append((index, step))
        else:
            table = found.issuers if selector == "issuer" else found.kinds
            table.setdefault(str(wanted), []).append((index, step))
    for index, kind, target, value in _slots(run):
        _sort(found, index, kind, target, value)
    for maker in run.program.steps.values():
        for material in maker.produces:
            found.makers.setdefault(material, []).append(maker.id)
    return found


def _sort(found: Bans, index: int, kind: str, target: str, value: Any) -> None:
    if kind == "closed" and target in ("materials", "prerequisites"):
        members, steps = value
        (found.closed if target == "materials" else found.prerequisites).append((index, members, steps))
    elif kind == "parallel":
        found.together.append((index, tuple(value)))
    elif kind == "free" and value[0] == "material":
        found.refused.add((target, value[1]))
    elif kind == "free":
        found.free.setdefault(value[1], []).append((index, target))


def _slots(run: Runner) -> Iterator[tuple[int, str, str, Any]]:
    return ((index, slot.kind, slot.target, slot.value) for index, fired in enumerate(run.program.rules)
            for effect in fired.rule.effects for slot in effect.slots)


def at(bans: Sequence[Ban], steps: frozenset[str]) -> list[int]:
    """The rules that are about one of these steps, or about all."""
    return list(dict.fromkeys(index for index, step in bans if step == "*" or step in steps))
