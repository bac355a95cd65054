"""A sheet or a CSV file as rows of cells that know where they stand."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kb.clauses.located import Mark, Spot
from kb.findings import Place

Scalar = str | int | Decimal | bool | date

BLANK = {"", "/", "\\", "-", "--", "—", "——", "－", "无", "空", "n/a", "na"}
"""What people write into a cell to say that there is nothing to say."""


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One cell that is not empty, or one text of a diagram. A merged cell is one object, met in all its rows."""

    value: Scalar
    line: int
    column: int
    sheet: str = ""
    merged: bool = False
    element: str = ""

    @property
    def text(self) -> str:
        """What the cell says, as text without width and outer spaces."""
        if isinstance(self.value, bool):
            return "是" if self.value else "否"
        if isinstance(self.value, date):
            return self.value.isoformat()
        if isinstance(self.value, Decimal):
            return f"{self.value:f}"
        return str(self.value).strip()

    @property
    def word(self) -> str:
        """The text in one line and one width, for comparing."""
        return " ".join(unicodedata.normalize("NFKC", self.text).split())

    @property
    def blank(self) -> bool:
        """Whether the cell says that there is nothing to say."""
        return self.word.casefold() in BLANK

    def mark(self) -> Mark:
        """A new mark of the cell."""
        if self.sheet or self.element:
            return Spot(self.line, self.column, self.sheet, self.element)
        return Mark(self.line, self.column)

    def place(self, file: str) -> Place:
        """Where the cell stands in a file of that name."""
        return Place(file, self.line, self.column, self.sheet, self.element)


Row = dict[int, Cell]
"""The cells of a row by 0-based column; never an empty one."""


@dataclass(slots=True)
class Grid:
    """A sheet (`name`) or a CSV file (no name). `rows` are those with something in them, in order."""

    name: str
    rows: list[Row] = field(default_factory=list)
    hidden: bool = False
