"""Cells changed inside a workbook's own parts: everything that is not changed stays byte for byte.

Styles, widths, drop-downs, pictures and other sheets are not touched. A row that goes is emptied, not taken out:
nothing below it moves, and no formula points elsewhere than before.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kb.clauses.numerals import number_of
from kb.linter.mending.cells import CellChange
from kb.linter.mending.operations import UnfitError
from kb.linter.readers.grid import Grid
from kb.linter.readers.guard import sheets

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NAME = re.compile("([A-Z]+)([0-9]+)")


def changed(data: bytes, grids: Sequence[Grid], changes: Iterable[CellChange]) -> bytes:
    """The workbook with these cells changed and these rows empty. UnfitError where its parts are written oddly."""
    by_name = {grid.name: grid for grid in grids}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = [(info, archive.read(info)) for info in archive.infolist()]
    parts = {info.filename: part for info, part in entries}
    where = dict(sheets(parts))
    trees: dict[str, Any] = {}
    for change in changes:
        name = where.get(change.where[0], "")
        tree = trees.get(name)
        if tree is None:
            tree = trees[name] = _parsed(parts.get(name))
        _change(tree, by_name[change.where[0]], change)
    return _packed(entries, {name: _written(tree) for name, tree in trees.items()})


def _parsed(part: bytes | None) -> Any:
    from lxml import etree

    if part is None:
        raise UnfitError("工作簿里找不到这张表")
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _written(tree: Any) -> bytes:
    from lxml import etree

    found: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return found


def _change(tree: Any, grid: Grid, change: CellChange) -> None:
    row = grid.rows[change.where[1]]
    if change.row:
        for cell in dict.fromkeys(row.values()):
            _cleared(_cell(tree, cell.line, cell.column))
        return
    column = change.where[2]
    known = row.get(column)
    if known is not None:
        _fill(_cell(tree, known.line, known.column), change.text, not isinstance(known.value, str))
        return
    line = next(cell.line for cell in row.values() if not cell.merged)
    _fill(_cell(tree, line, column + 1), change.text, False)


def _fill(cell: Any, text: str, numeric: bool) -> None:
    from lxml import etree

    _cleared(cell)
    if not text:
        return
    if numeric and number_of(text) is not None:
        etree.SubElement(cell, f"{_MAIN}v").text = text
        return
    cell.set("t", "inlineStr")
    said = etree.SubElement(etree.SubElement(cell, f"{_MAIN}is"), f"{_MAIN}t")
    said.text = text
    if text != text.strip():
        said.set(_SPACE, "preserve")


def _cleared(cell: Any) -> None:
    if cell.find(f"{_MAIN}f") is not None:
        raise UnfitError("这一格是公式，不能自动改")
    for each in list(cell):
        cell.remove(each)
    cell.attrib.pop("t", None)


def _cell(tree: Any, line: int, column: int) -> Any:
    """The cell's element, made where there is none."""
    from lxml import etree

    row = next((each for each in tree.iter(f"{_MAIN}row") if each.get("r") == str(line)), None)
    if row is None:
        raise UnfitError("工作簿的写法特别，不能自动改")
    before = 0
    for each in row.iterchildren(f"{_MAIN}c"):
        found = _NAME.fullmatch(each.get("r", ""))
        if found is None:
            raise UnfitError("工作簿的写法特别，不能自动改")
        if _number(found[1]) == column:
            return each
        before += _number(found[1]) < column
    made = etree.Element(f"{_MAIN}c", r=f"{_letters(column)}{line}")
    row.insert(before, made)
    return made


def _number(letters: str) -> int:
    found = 0
    for each in letters:
        found = found * 26 + ord(each) - ord("A") + 1
    return found


def _letters(number: int) -> str:
    found = ""
    while number:
        number, last = divmod(number - 1, 26)
        found = chr(ord("A") + last) + found
    return found


def _packed(entries: Iterable[tuple[zipfile.ZipInfo, bytes]], new: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, part in entries:
            archive.writestr(info, new.get(info.filename, part))
    return made.getvalue()
