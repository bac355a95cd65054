"""A value read from a file, with the place where each of its parts stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from kb.findings import Finding, Place

Data: TypeAlias = "dict[str, Data] | list[Data] | str | bool | int | Decimal | date | None"
"""What a file can say. Numbers are int or exact Decimal, never float."""

Step = str | int
"""One step of a path: a mapping's key or a list's index."""


class Mark:
    """Where a value begins (1-based), where its parts begin, and where a mapping's keys begin.

    `inset` is the number of columns between the value's place and its first character (1 after a quote).
    """

    __slots__ = ("column", "inset", "items", "keys", "line", "parts")

    def __init__(self, line: int, column: int, inset: int = 0) -> None:
        self.line, self.column, self.inset = line, column, inset
        self.parts: dict[str, Mark] | None = None
        self.keys: dict[str, Mark] = {}
        self.items: list[Mark] | None = None

    def place(self, file: str) -> Place:
        """Where this is, in a file of that name."""
        return Place(file, self.line, self.column)

    def part(self, step: Step) -> Mark | None:
        """The mark of one part, or None when there is no such part."""
        if self.parts is not None:
            return self.parts.get(step) if isinstance(step, str) else None
        if self.items is not None and isinstance(step, int) and 0 <= step < len(self.items):
            return self.items[step]
        return None


class Spot(Mark):
    """A mark in a spreadsheet (`sheet`; line and column are the cell's) or in a diagram (`element`)."""

    __slots__ = ("element", "sheet")

    def __init__(self, line: int, column: int, sheet: str = "", element: str = "") -> None:
        super().__init__(line, column)
        self.sheet, self.element = sheet, element

    def place(self, file: str) -> Place:
        """Where this is, in a file of that name."""
        return Place(file, self.line, self.column, self.sheet, self.element)


@dataclass(frozen=True, slots=True, eq=False)
class Located:
    """What a file says (`value`), where it says it, and what is worth noting about the file (`notes`).

    A path is a sequence of mapping keys and list indices, as in jsonschema's `error.absolute_path`.
    """

    value: Data
    file: str = ""
    mark: Mark | None = None
    notes: tuple[Finding, ...] = ()

    def place_of(self, path: Sequence[Step] = ()) -> Place:
        """The place of a value; of the nearest thing around it when there is no such value."""
        mark = self._mark(path)
        return mark.place(self.file) if mark else Place(self.file)

    def key_place_of(self, path: Sequence[Step]) -> Place:
        """The place of the key under which a value stands; in a list, the place of the item itself."""
        around = self._mark(path[:-1]) if path else None
        key = around.keys.get(path[-1]) if around and isinstance(path[-1], str) else None
        return key.place(self.file) if key else self.place_of(path)

    def text_place_of(self, path: Sequence[Step]) -> Place:
        """The place of a text's first character: after the opening quote when it is quoted."""
        mark = self._mark(path)
        return self.place_of(path).shifted(mark.inset) if mark else Place(self.file)

    def _mark(self, path: Sequence[Step]) -> Mark | None:
        mark = self.mark
        for step in path:
            inner = mark.part(step) if mark else None
            if inner is None:
                break
            mark = inner
        return mark
