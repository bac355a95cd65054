"""Trees written as workbooks and CSV files the way clerks do, and where every value went.

Tables stand in any order, titles are any of their words, rows are left blank, columns are in any order: what the form
leaves free. A place is (sheet, row, column); in CSV files the sheet is "".
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from papers import Part, Tree

from generator.template.rows import TABLE_PARTS, cell
from kb.linter.readers.columns import DOCUMENT, SITUATION, STEPS, Column, column_named
from kb.linter.readers.columns import Part as Table

Spot = tuple[str, int, int]


@dataclass
class Written:
    """A file's grids by name, and for every cell the paths of the values in it."""

    grids: list[tuple[str, list[list[Any]]]] = field(default_factory=list)
    spots: dict[Part, Spot] = field(default_factory=dict)

    def workbook(self, path: Path) -> Path:
        """One sheet for each table."""
        book = Workbook()
        book.remove(book.worksheets[0])
        for name, rows in self.grids:
            sheet = book.create_sheet(name)
            for number, row in enumerate(rows, 1):
                for column, value in enumerate(row, 1):
                    if value is not None:
                        made = sheet.cell(number, column, float(value) if isinstance(value, Decimal) else value)
                        made.data_type = "s" if isinstance(value, str) else made.data_type
        book.save(path)
        return path

    def csv(self, path: Path) -> Path:
        """One table below the other; the places are those of the lines, and columns count characters."""
        text, cells = "", {}
        for name, rows in self.grids:
            text += f"【{name}】\n"
            for number, row in enumerate(rows, 1):
                for column, value in enumerate(row, 1):
                    cells[name, number, column] = ("", text.count("\n") + 1, len(text) - text.rfind("\n"))
                    text += _field(value) + ("," if column < len(row) else "")
                text += "\n"
            text += "\n"
        self.spots = {part: cells[spot] for part, spot in self.spots.items()}
        path.write_text(text, encoding="utf-8-sig")
        return path


def _field(value: Any) -> str:
    text = "" if value is None else str(value)
    return '"' + text.replace('"', '""') + '"' if set('",\n;、') & set(text) else text


def tables(tree: Tree, dice: random.Random) -> Written:
    """The document as tables."""
    found = Written()
    head = [("项目", "内容"), *((_title(DOCUMENT, column, dice), cell(tree["document"][column.key], column))
                              for column in DOCUMENT.columns if column.key in tree["document"])]
    _add(found, DOCUMENT.title, head, [("document", column.key) for column in DOCUMENT.columns
                                       if column.key in tree["document"]])
    given = tree.get("situation", {})
    facts = [(name, cell(each, Column("", ""))) for name, each in given.items()]
    _add(found, SITUATION.title, [("情况", "值"), *facts], [("situation", name) for name in given])
    for part in TABLE_PARTS:
        rows = list(_rows(tree, part))
        if rows:
            _table(found, part, rows, dice)
    dice.shuffle(found.grids)
    return found


def _add(found: Written, name: str, rows: list[tuple[Any, Any]], parts: list[Part]) -> None:
    if len(rows) > 1:
        found.grids.append((name, [list(each) for each in rows]))
        found.spots |= {part: (name, number, 2) for number, part in enumerate(parts, 2)}


def _table(found: Written, part: Table, rows: list[tuple[Part, dict[str, Any]]], dice: random.Random) -> None:
    used = [each for each in part.columns if any(_value(row, each.key) is not None for _, row in rows)]
    dice.shuffle(used)
    grid: list[list[Any]] = [[_title(part, each, dice) for each in used]]
    for path, row in rows:
        if dice.random() < 0.2:
            grid.append([])
        grid.append([])
        for number, column in enumerate(used, 1):
            value = _value(row, column.key)
            grid[-1].append(None if value is None else cell(value, column))
            if value is not None:
                spot = (part.title, len(grid), number)
                found.spots |= dict.fromkeys(_inside((*path, *column.key.split(".")), value), spot)
                if column.key == part.must:
                    found.spots[path] = spot
    found.grids.append((part.title, grid))


def _inside(path: Part, value: Any) -> Iterator[Part]:
    yield path
    keys: Iterable[Any] = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    yield from ((*path, key) for key in keys)


def _rows(tree: Tree, part: Table) -> Iterator[tuple[Part, dict[str, Any]]]:
    """The rows of a table with the path of each."""
    if part.of_step:
        for index, step in enumerate(tree.get(STEPS.key, ())):
            for number, each in enumerate(step.get(part.key, ())):
                yield ("steps", index, part.key, number), {"step": str(step["id"]), **_mapping(part, each)}
    if not part.of_step or part.key == "fees":
        for number, each in enumerate(tree.get(part.key, ())):
            yield (part.key, number), _mapping(part, each)


def _mapping(part: Table, row: Any) -> dict[str, Any]:
    found = dict(row) if isinstance(row, dict) else {part.must: row}
    if found.get("basis"):
        found["legal_basis"] = found.pop("basis")
    return found


def _value(row: dict[str, Any], key: str) -> Any:
    found: Any = row
    for each in key.split("."):
        found = found.get(each) if isinstance(found, dict) else None
    return found


def _title(part: Table, column: Column, dice: random.Random) -> str:
    """Any word for the column that means no other column of its table."""
    words = [each for each in (column.title, *column.words) if column_named(part, each) is column
             or ((known := column_named(part, each)) is not None and known.key == column.key)]
    return dice.choice([column.title, *words])


def without(tree: Tree, drop: Callable[[Part], bool], part: Part = ()) -> Any:
    """The tree without the parts that `drop` names."""
    if isinstance(tree, dict):
        return {key: without(each, drop, (*part, key)) for key, each in tree.items() if not drop((*part, key))}
    if isinstance(tree, list):
        return [without(each, drop, (*part, index)) for index, each in enumerate(tree)]
    return tree


def plain(value: Any) -> Any:
    """A tree as JSON holds it: days and exact numbers as text and numbers."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value
