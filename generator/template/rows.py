"""A document's tree as the tables that spreadsheets and CSV files hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from kb.linter.readers.columns import DOCUMENT, NATURES, SITUATION, STEPS, TABLES, Column, Part

IN_OWN_TABLE = ("materials", "accepts_with", "fees", "seals")
"""Columns of the steps that the template writes as tables of their own."""

TABLE_PARTS = tuple(replace(part, columns=tuple(each for each in part.columns if each.key not in IN_OWN_TABLE))
                    if part is STEPS else part for part in TABLES)
"""The tables with the template's columns."""

Row = dict[str, Any]


def head(data: Row) -> list[tuple[Column, Any]]:
    """What the document says of itself, every line of it."""
    return [(column, data["document"].get(column.key)) for column in DOCUMENT.columns]


def situation(data: Row) -> Row:
    """The facts of the document."""
    return dict(data.get(SITUATION.key, {}))


def table(data: Row, part: Part) -> list[Row]:
    """The rows of one table by column key, as cells show them."""
    return [_shown(part, row) for row in _rows(data, part)]


def _rows(data: Row, part: Part) -> Iterable[Row]:
    if part.of_step:
        for step in data.get("steps", ()):
            yield from ({"step": step["id"], **_mapping(part, each)} for each in step.get(part.key, ()))
        if part.key != "fees":
            return
    yield from (_mapping(part, each) for each in data.get(part.key, ()))


def _mapping(part: Part, row: Any) -> Row:
    if not isinstance(row, dict):
        return {part.must: row}
    return {**row, "legal_basis": row["basis"]} if row.get("basis") else dict(row)  # a fee has two words for one thing


def _shown(part: Part, row: Row) -> Row:
    found = {}
    for column in part.columns:
        value: Any = row
        for key in column.key.split("."):
            value = value.get(key) if isinstance(value, dict) else None
        if value is not None:
            found[column.key] = cell(value, column)
    return found


def cell(value: Any, column: Column) -> Any:
    """A value as a cell shows it: 是 and 否, enumerations with 、, kinds in Chinese; numbers and dates as they are."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if column.kind == "nature":
        return NATURES[value].split()[0]
    if isinstance(value, dict):
        return "；".join(f"{name}={cell(each, column)}" for name, each in value.items())
    if isinstance(value, list | tuple):
        return "、".join(str(each) for each in value)
    return value
