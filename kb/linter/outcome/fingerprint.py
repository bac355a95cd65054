"""What a finding is about, told without line numbers and ids: the same after lines have moved."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import cast

from kb.clauses.located import Data, Located, Mark
from kb.clauses.located import Step as Part
from kb.findings import Finding, Place

NAMES = ("name", "item", "text", "what", "purpose", "by", "code", "id")
"""Under which key an entry says what it is, in the order of trying."""

Path = tuple[Part, ...]


class Subjects:
    """The parts of one document by the place where they stand."""

    def __init__(self, located: Located) -> None:
        self.located = located
        self.paths: dict[tuple[object, ...], Path] = {}
        inner: list[tuple[Place, Path]] = []
        if located.mark is not None:
            for mark, path in _marks(located.mark, ()):
                place = mark.place(located.file)
                if mark.parts is None and mark.items is None:
                    self.paths.setdefault(_key(place), path)
                else:
                    inner.append((place, path))
        for place, path in inner:
            self.paths.setdefault(_key(place), path)
        root = located.value if isinstance(located.value, dict) else {}
        rows = root.get("steps")
        self.steps = {str(each.get("id")): label(each) for each in (rows if isinstance(rows, list) else ())
                      if isinstance(each, dict)}

    def fingerprints(self, findings: Iterable[Finding]) -> Iterator[str]:
        """A fingerprint for every finding; equal ones are numbered."""
        seen: Counter[str] = Counter()
        for each in findings:
            text = "|".join((each.code, self.named(self.paths.get(_key(each.place), ())),
                             "、".join(self.at(name) for name in each.at)))
            found = hashlib.sha256(text.encode()).hexdigest()[:16]
            seen[found] += 1
            yield f"{found}:{seen[found]}"

    def at(self, name: str) -> str:
        """A step's name by its id, or the name of the part at a JSON pointer."""
        if name.startswith("/"):
            return self.named(path_at(name))
        return self.steps.get(name, name)

    def named(self, path: Path) -> str:
        """A path with names for numbers, and the value at its end."""
        value: Data = self.located.value
        said = []
        for part in path:
            value = value_at(value, (part,))
            said.append(part if isinstance(part, str) else self.steps.get(name := label(value), name))
        if path and isinstance(path[-1], str) and not isinstance(value, dict | list):
            said.append(str(value))
        return "/".join(said)


def value_at(value: Data, path: Iterable[Part]) -> Data:
    """A part of a tree; None when there is none."""
    for part in path:
        if isinstance(value, dict) and isinstance(part, str):
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int) and 0 <= part < len(value):
            value = value[part]
        else:
            return None
    return value


def path_at(pointer: str) -> Path:
    """A JSON pointer as the linter writes it, as a path; whole numbers are list positions."""
    return tuple(int(each) if each.isascii() and each.isdigit() else each for each in pointer.split("/")[1:])


def label(value: Data) -> str:
    """What an entry is called."""
    if isinstance(value, dict):
        return next((str(value[key]) for key in NAMES if value.get(key)), "")
    return "" if isinstance(value, list) else str(value)


def _marks(mark: Mark, path: Path) -> Iterator[tuple[Mark, Path]]:
    yield mark, path
    for key, part in (mark.parts or {}).items():
        yield from _marks(part, (*path, key))
    for index, part in enumerate(mark.items or ()):
        yield from _marks(part, (*path, cast(Part, index)))


def _key(place: Place) -> tuple[object, ...]:
    return place.line, place.column, place.sheet, place.element
