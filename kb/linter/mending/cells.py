"""Changes to a document's tree as changes to the cells of the tables it was read from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from kb.clauses.located import Data, Located, Mark, Spot
from kb.clauses.numerals import number_of, plain
from kb.findings import Place
from kb.linter.mending.operations import WAITS, Change, UnfitError
from kb.linter.outcome.fingerprint import Path, value_at
from kb.linter.readers.columns import split_title
from kb.linter.readers.grid import Cell, Grid

PAIRS = (("是", "否"), ("√", "×"), ("✓", "✗"), ("有", "无"), ("对", "错"), ("Y", "N"), ("yes", "no"), ("true", "false"),
         ("需要", "不需要"), ("必须", "非必须"), ("必需", "非必需"), ("已公开", "未公开"), ("已公示", "未公示"),
         ("公开", "不公开"), ("同意", "不同意"), ("☑", "☐"), ("1", "0"))
"""How people say yes and no; a change keeps to the way it was said."""
_SEPARATOR = re.compile(r"[、；;\n，]|,(?![0-9]{3})")
_MERGED = "这里是合并的单元格，不能自动改"

Where = tuple[str, int, int]
"""A cell: sheet, number of the row among those with content, column, both 0-based."""


@dataclass(slots=True)
class CellChange:
    """A cell gets another text ("" for none), or with `row` the whole row goes. `old` is what stood there."""

    where: Where
    text: str = ""
    row: bool = False
    old: str = ""


@dataclass(slots=True)
class Tables:
    """The tables of one document, its tree, and which cell each part of the tree came from."""

    located: Located
    grids: list[Grid]
    cells: dict[tuple[str, int, int], tuple[Where, Cell]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for grid in self.grids:
            for number, row in enumerate(grid.rows):
                for column, cell in row.items():
                    self.cells.setdefault((grid.name, cell.line, cell.column), ((grid.name, number, column), cell))

    def changes(self, change: Change) -> Iterator[CellChange]:
        """What one change means for the cells. UnfitError where it cannot be said in them."""
        if not change.drop:
            yield from self._put(change.path, change.value)
        elif len(change.path) == 2 and change.path[0] == "steps":
            yield from self._rows(self._step_rows(int(change.path[1])), change.path)
        elif isinstance(change.path[-1], int):
            yield from self._entry(change.path)
        else:
            yield CellChange(*self._at(change.path))

    def _put(self, path: Path, value: Data) -> Iterator[CellChange]:
        around, last = path[:-1], path[-1]
        if isinstance(last, int):
            yield from self._listed(around, last, value)
        elif path[-1] in WAITS and self._mark(path) is not None and isinstance(value, str | list):
            stated = value_at(self.located.value, path)
            names = value if isinstance(value, list) else [value]
            text = self._joined(path, [str(each) for each in names], len(stated) if isinstance(stated, list) else 1)
            yield CellChange(self._at(path)[0], text)
        elif self._mark(path) is not None:
            where, _, cell = self._found(path)
            yield CellChange(where, self._said(cell, value, self._title(path)))
        else:
            yield CellChange(self._new(path), self._said(None, value, self._title(path)))

    def _entry(self, path: Path) -> Iterator[CellChange]:
        """Drop an entry of a list: a row of its own, or one of several names in a cell."""
        mark, value = self._mark(path), value_at(self.located.value, path)
        assert mark is not None  # noqa: S101  # the entry is in the tree
        own = mark.keys.get("name") or next(iter(mark.keys.values()), None)
        if isinstance(value, dict) and (len(path) == 2 or (own is not None and not _same(own, mark))):
            yield from self._rows({self._row(mark)}, path)
        else:
            yield from self._listed(path[:-1], int(path[-1]), None)

    def _listed(self, path: Path, number: int, value: Data) -> Iterator[CellChange]:
        """A cell that holds several names, without one (`value` None) or with another one."""
        stated, mark = value_at(self.located.value, path), self._mark(path)
        if not isinstance(stated, list) or mark is None or mark.items is None or isinstance(value, dict | list):
            raise UnfitError("表格里没有写这一项的地方")
        at = mark.items[min(number, len(stated) - 1)]
        mine = [index for index, each in enumerate(mark.items) if _same(each, at)]
        names = [_name(stated[index]) for index in mine]
        if number >= len(stated):
            names.append(str(value))
        elif value is None:
            names.pop(mine.index(number))
        else:
            names[mine.index(number)] = str(value)
        where, cell = self.cells[_key(at)]
        text = self._joined((*path, mine[0]), names, len(mine)) if path[-1] in WAITS else \
            _separator(cell.text, len(mine)).join(names)
        yield CellChange(where, text)

    def _joined(self, path: Path, names: list[str], before: int) -> str:
        """Ids of steps as this table writes them: by number where it has numbers, else by name."""
        steps = value_at(self.located.value, ("steps",))
        said = []
        for each in names:
            index = next((number for number, step in enumerate(cast(list[Data], steps))
                          if isinstance(step, dict) and str(step.get("id")) == each), None)
            if index is None:  # a step that the table does not have stays as it is written
                said.append(each)
                continue
            mark = self._mark(("steps", index))
            numbered = mark is not None and not _same(mark.keys["id"], (mark.parts or {})["id"])
            said.append(each if numbered else str(value_at(self.located.value, ("steps", index, "name"))))
        return _separator(self._found(path)[2].text, before).join(said)

    def _step_rows(self, number: int) -> set[tuple[str, int]]:
        """The rows of one step and of everything that belongs to it."""
        steps = value_at(self.located.value, ("steps",))
        count = len(steps) if isinstance(steps, list) else 0
        marks = [cast(Mark, self._mark(("steps", index))) for index in range(count)]
        others = {self._row(mark) for index, mark in enumerate(marks) if index != number}
        found = {self._row(marks[number])}
        for part in (marks[number].parts or {}).values():
            found |= {self._row(each) for each in part.items or ()}
        return found - others

    def _rows(self, rows: set[tuple[str, int]], path: Path) -> Iterator[CellChange]:
        """Whole rows that go; rows below that say 同上 get the name they meant."""
        for grid in self.grids:
            for number, row in enumerate(grid.rows):
                if (grid.name, number) in rows:
                    if any(cell.merged and self._shared(grid, cell, rows) for cell in row.values()):
                        raise UnfitError(_MERGED)
                    yield CellChange((grid.name, number, -1), row=True,
                                     old="、".join(cell.text for cell in dict.fromkeys(row.values())))
                elif (grid.name, number - 1) in rows and len(path) > 2:
                    yield from self._same_as_above(grid, number, row, path)

    def _same_as_above(self, grid: Grid, number: int, row: Mapping[int, Cell], path: Path) -> Iterator[CellChange]:
        for column, cell in row.items():
            if cell.word in ("同上", "〃", "″", '"', "同前"):
                name = str(value_at(self.located.value, (*path[:2], "name")))
                yield CellChange((grid.name, number, column), name)

    def _shared(self, grid: Grid, cell: Cell, rows: set[tuple[str, int]]) -> bool:
        return any(cell in row.values() and (grid.name, number) not in rows for number, row in enumerate(grid.rows))

    def _new(self, path: Path) -> Where:
        """The empty cell for a key that an entry does not have yet, in the column where others have it."""
        title = self._title(path)
        mark = self._mark(path[:-1])
        if title is None or mark is None or _key(mark) not in self.cells:
            raise UnfitError("表格里没有写这一项的列")
        (sheet, row, _), _ = self.cells[_key(mark)]
        (named, _, column), _ = self.cells[_key(title)]
        if named != sheet or column in next(each for each in self.grids if each.name == sheet).rows[row]:
            raise UnfitError("表格里没有写这一项的列")
        return sheet, row, column

    def _title(self, path: Path) -> Mark | None:
        """The title of the column in which an entry of this kind has this key."""
        key = str(path[-1])
        siblings = value_at(self.located.value, path[:-2])
        for index in range(len(siblings) if isinstance(siblings, list) else 0):
            mark = self._mark((*path[:-2], index))
            title = mark.keys.get(key) if mark is not None else None
            if title is not None and mark is not None and _key(title) in self.cells and not _same(
                    title, (mark.parts or {})[key]):
                return title
        return None

    def _said(self, cell: Cell | None, value: Data, title: Mark | None) -> str:
        """A value as a cell says it: in the words and the unit that are used there."""
        if isinstance(value, bool):
            pairs = [pair for pair in PAIRS if cell is not None and cell.text.strip() in pair]
            return (pairs or PAIRS)[0][not value]
        if isinstance(value, dict | list):
            raise UnfitError("表格的一格里写不下这样的值")
        text = "" if value is None else str(value)
        unit = split_title(self.cells[_key(title)][1].word)[1] if title is not None else ""
        bare = text.removesuffix(unit).removesuffix("个") if unit else text
        if unit and number_of(plain(bare)) is not None and (cell is None or number_of(plain(cell.text)) is not None):
            return bare
        return text

    def _at(self, path: Path) -> tuple[Where, str]:
        return self._found(path)[0], ""

    def _found(self, path: Path) -> tuple[Where, Mark, Cell]:
        mark = self._mark(path)
        if mark is None or _key(mark) not in self.cells:
            raise UnfitError("要改的地方不在表格里")
        where, cell = self.cells[_key(mark)]
        if cell.merged:
            raise UnfitError(_MERGED)
        return where, mark, cell

    def _row(self, mark: Mark) -> tuple[str, int]:
        if _key(mark) not in self.cells:
            raise UnfitError("要改的地方不在表格里")
        (sheet, row, _), _ = self.cells[_key(mark)]
        return sheet, row

    def _mark(self, path: Path) -> Mark | None:
        mark = self.located.mark
        for step in path:
            mark = mark.part(step) if mark is not None else None
        return mark


def _key(mark: Mark) -> tuple[str, int, int]:
    return mark.sheet if isinstance(mark, Spot) else "", mark.line, mark.column


def _same(one: Mark, other: Mark) -> bool:
    return _key(one) == _key(other)


def _name(value: Data) -> str:
    return str(value.get("name", "")) if isinstance(value, dict) else str(value)


def _separator(text: str, count: int) -> str:
    found = _SEPARATOR.search(text) if count > 1 else None
    return found.group() if found else "、"


def said(grids: Sequence[Grid], changes: Iterable[CellChange]) -> list[str]:
    """The changes of a workbook in words, a line each."""
    by_name = {grid.name: grid for grid in grids}
    lines = []
    for each in changes:
        row = by_name[each.where[0]].rows[each.where[1]]
        if each.row:
            line = next(cell.line for cell in row.values() if not cell.merged)
            lines.append(f"- 表“{each.where[0]}”第{line}行：{each.old}")
            continue
        cell = row.get(each.where[2])
        line = cell.line if cell else next(one.line for one in row.values() if not one.merged)
        name = Place(line=line, column=each.where[2] + 1, sheet=each.where[0]).cell
        if cell:
            lines.append(f"- 表“{each.where[0]}”{name}：{cell.text}")
        if each.text:
            lines.append(f"+ 表“{each.where[0]}”{name}：{each.text}")
    return lines
