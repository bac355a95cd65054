"""Workbooks (XLSX) as grids, by python-calamine; merged cells are one cell in every row they cover."""

from __future__ import annotations

import io
from datetime import date, datetime
from math import isfinite
from typing import Any

from kb.findings import Finding, KbError, Place, problem
from kb.linter.readers.cells import exact
from kb.linter.readers.grid import Cell, Grid, Scalar
from kb.linter.readers.guard import LIMIT_CELLS, workbook


def grids_of(data: bytes, name: str) -> tuple[list[Grid], list[Finding]]:
    """The sheets of a workbook and what is wrong with single cells. KbError when it cannot be read at all."""
    safe = workbook(data, name)
    try:
        return _read(safe.data, name), safe.wrong
    except KbError:
        raise
    except Exception as error:
        raise KbError(_broken(name)) from error
    except BaseException as error:  # a panic of the reader is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise KbError(_broken(name)) from None


def _broken(name: str) -> Finding:
    return problem("S610", "broken-workbook", "工作簿已损坏，读不出来", Place(name), "用表格软件打开，另存为 xlsx")


def _read(data: bytes, file: str) -> list[Grid]:
    from python_calamine import CalamineWorkbook

    found = []
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        for about in book.sheets_metadata:
            if not str(about.typ).endswith("WorkSheet"):
                continue
            found.append(_grid(book.get_sheet_by_name(about.name), file, about.name,
                               not str(about.visible).endswith("Visible")))
    return found


def _grid(sheet: Any, file: str, name: str, hidden: bool) -> Grid:
    rows: dict[int, dict[int, Cell]] = {}
    for number, values in enumerate(sheet.to_python(skip_empty_area=False)):
        row = {}
        for column, raw in enumerate(values):
            value = _value(raw)
            if value is not None:
                row[column] = Cell(value, number + 1, column + 1, name)
        if row:
            rows[number] = row
    height = max(rows, default=-1)
    merged = sheet.merged_cell_ranges or ()
    if sum(min(bottom, height) - top + 1 for (top, _), (bottom, _) in merged) > LIMIT_CELLS:
        raise KbError(problem("S611", "too-large", f"表“{name}”里合并的单元格太多", Place(file, sheet=name),
                              "取消合并，再保存一次"))
    for (top, left), (bottom, right) in merged:
        cell = rows.get(top, {}).get(left)
        if cell is None:
            continue
        cell = Cell(cell.value, cell.line, cell.column, name, merged=True)
        for line in range(top, min(bottom, height) + 1):
            row = rows.setdefault(line, {})
            for each in [each for each in row if left <= each <= right]:
                del row[each]
            row[left] = cell
    return Grid(name, [dict(sorted(rows[number].items())) for number in sorted(rows) if rows[number]], hidden)


def _value(raw: object) -> Scalar | None:
    if isinstance(raw, str):
        return raw if raw.strip() else None
    if isinstance(raw, bool | date):
        if isinstance(raw, datetime):
            return raw.date() if raw.time() == datetime.min.time() else raw.isoformat(" ")
        return raw
    if isinstance(raw, int):
        return raw
    if isinstance(raw, float):
        return exact(raw) if isfinite(raw) else str(raw)
    return None if raw is None else str(raw)
