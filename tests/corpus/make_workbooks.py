"""Writes a corpus's workbooks from the plain texts in workbooks/: python tests/corpus/make_workbooks.py [FOLDER].

A line of a text is a row with `|` between cells. `# 名称` begins a sheet, `! A2:A4` merges cells, a blank line is an
empty row. Numbers and dates become numbers and dates, as a spreadsheet program would store them; `'7` stays text.
"""

from __future__ import annotations

import re
import sys
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

HERE = Path(__file__).parent


def main() -> None:
    """Write the workbooks of the folder given, or of this one."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    for source in sorted((folder / "workbooks").glob("*.txt")):
        written(source).save(folder / "documents" / f"{source.stem}.xlsx")


def written(source: Path) -> Workbook:
    book = Workbook()
    book.properties.created = book.properties.modified = datetime(2018, 11, 5)
    sheet: Worksheet | None = None
    for line in source.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            sheet = _sheet(book, line[2:].strip(), first=sheet is None)
            row = 0
            continue
        if sheet is None:
            raise ValueError(f"{source.name}: the first line must name a sheet")
        if line.startswith("! "):
            sheet.merge_cells(line[2:].strip())
            continue
        row += 1
        for number, text in enumerate(line.split("|"), 1):
            if text.strip():
                sheet.cell(row, number, _value(text.strip()))
    return book


def _sheet(book: Workbook, name: str, first: bool) -> Worksheet:
    if first:
        book.remove(book.worksheets[0])
    made: Worksheet = book.create_sheet(name)
    return made


def _value(text: str) -> str | int | float | date:
    if text.startswith("'"):
        return text[1:]
    if re.fullmatch(r"-?[0-9]{1,15}", text):
        return int(text)
    if re.fullmatch(r"-?[0-9]{1,12}\.[0-9]{1,6}", text):
        return float(text)
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return date.fromisoformat(text)
    return text


if __name__ == "__main__":
    main()
