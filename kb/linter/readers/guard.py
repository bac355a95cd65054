"""A workbook's parts unpacked within limits, before any parser of spreadsheets sees them. Codes S610, S611.

The parts are checked one by one and packed again without compression, so that the reader cannot be led to other
bytes than those that were checked. Sheets are walked through once: a reader lays out a whole rectangle in memory,
so the rectangle of the filled cells is limited; formulas without a result and error values are told.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kb.findings import Finding, KbError, Place, problem

LIMIT_PACKED = 8 * 1024 * 1024
LIMIT_UNPACKED = 48 * 1024 * 1024
LIMIT_RATIO = 250
"""How many times larger a part may become, once it is over a megabyte."""
LIMIT_PARTS = 1000
LIMIT_CELLS = 300_000
"""Cells in the rectangle around the filled cells of all sheets."""
LIMIT_TEXT = 8_000_000
"""Characters in all cells together: one long text may stand behind many of them."""

_CHUNK = 64 * 1024
_NEEDED = re.compile(r"(?:\[Content_Types\]\.xml|_rels/\.rels|xl/.*\.(?:xml|rels))", re.IGNORECASE)
_CELL = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SAVE = "用表格软件打开，另存为 xlsx"


@dataclass(slots=True)
class Workbook:
    """A workbook that is safe to read: repacked bytes, and what its sheets hold that no value shows."""

    data: bytes
    wrong: list[Finding] = field(default_factory=list)


def workbook(data: bytes, name: str) -> Workbook:
    """The workbook, unpacked within limits. KbError when it is none, damaged, locked or too large."""
    parts = _unpacked(data, name)
    if not any(each.lower() == "xl/workbook.xml" for each in parts):
        raise KbError(problem("S610", "broken-workbook", "这不是 Excel 工作簿（xlsx）", Place(name), _SAVE))
    walk = _Walk(name, _lengths(parts))
    for sheet, part in sheets(parts):
        walk.sheet(sheet, parts[part])
        if walk.cells > LIMIT_CELLS or walk.text > LIMIT_TEXT:
            raise KbError(problem("S611", "too-large", f"表“{sheet}”里的内容太多，或者散得太远（最多{LIMIT_CELLS}格）",
                                  Place(name, sheet=sheet), "删掉远处零星的内容，或拆成几个文件"))
    return Workbook(_packed(parts), walk.wrong)


def _unpacked(data: bytes, name: str) -> dict[str, bytes]:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise KbError(problem("S610", "broken-workbook", "这是旧版 Excel 文件（xls），或者是加了密码的工作簿",
                              Place(name), f"去掉密码，{_SAVE}"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > LIMIT_PARTS:
                raise KbError(_bomb(name))
            found: dict[str, bytes] = {}
            total = 0
            for entry in entries:
                if entry.is_dir() or not _NEEDED.fullmatch(entry.filename):
                    continue
                if entry.flag_bits & 1:
                    raise KbError(problem("S610", "broken-workbook", "工作簿加了密码", Place(name),
                                          f"去掉密码，{_SAVE}"))
                part = _part(archive, entry, name, LIMIT_UNPACKED - total)
                total += len(part)
                found[entry.filename] = part
            return found
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError,
            KeyError, IndexError, UnicodeError) as error:
        if isinstance(error, KbError):
            raise
        raise KbError(problem("S610", "broken-workbook", "工作簿已损坏，或者不是 xlsx", Place(name), _SAVE)) from None


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, left: int) -> bytes:
    pieces, size = [], 0
    with archive.open(entry) as stream:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            if size > left or (size > 1024 * 1024 and size > LIMIT_RATIO * max(entry.compress_size, 1)):
                raise KbError(_bomb(name))
            pieces.append(piece)
    return b"".join(pieces)


def _bomb(name: str) -> Finding:
    return problem("S611", "too-large", f"解开以后太大（最多{LIMIT_UNPACKED // 1048576} MB），没有读", Place(name),
                   "只留要审查的表，另存为一个新文件")


def _packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def sheets(parts: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """The sheets by name with their part; every other worksheet part too, under its own name."""
    by_lower = {name.lower(): name for name in parts}
    targets: dict[str, str] = {}
    for each in _elements(parts.get(by_lower.get("xl/_rels/workbook.xml.rels", ""), b"")):
        target = str(each.get("Target", ""))
        targets[str(each.get("Id", ""))] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    told = set()
    for each in _elements(parts[by_lower["xl/workbook.xml"]]):
        if each.tag == f"{_MAIN}sheet":
            part = by_lower.get(targets.get(str(each.get(f"{_OFFICE}id", "")), "").lower())
            if part:
                told.add(part)
                yield str(each.get("name", "")), part
    for name in parts:
        if name.lower().startswith("xl/worksheets/") and name.lower().endswith(".xml") and name not in told:
            yield name, name


def _elements(data: bytes) -> Iterator[Any]:
    """Every element when it ends."""
    yield from (each for event, each in _events(data) if event == "end")


def _events(data: bytes) -> Iterator[tuple[str, Any]]:
    """Every element when it starts, without its content, and when it ends."""
    from lxml import etree

    if b"<!DOCTYPE" in data:
        return
    try:
        yield from etree.iterparse(io.BytesIO(data), events=("start", "end"), resolve_entities=False,
                                   no_network=True, load_dtd=False, huge_tree=False)
    except (etree.XMLSyntaxError, ValueError):
        return  # the reader of spreadsheets will say that it is damaged


def _lengths(parts: dict[str, bytes]) -> list[int]:
    """How long each shared text is."""
    found, length = [], 0
    for each in _elements(next((part for name, part in parts.items() if name.lower() == "xl/sharedstrings.xml"), b"")):
        if each.tag == f"{_MAIN}t":
            length += len(each.text or "")
        elif each.tag == f"{_MAIN}si":
            found.append(length)
            length = 0
            each.clear()
    return found


class _Walk:
    """A walk through the cells of all sheets."""

    def __init__(self, name: str, lengths: list[int]) -> None:
        self.name, self.lengths = name, lengths
        self.cells = self.text = 0
        self.wrong: list[Finding] = []

    def sheet(self, sheet: str, data: bytes) -> None:
        """Add the cells in the rectangle around a sheet's filled cells, and their text."""
        if b"<!DOCTYPE" in data or b"\x00" in data[:400]:
            raise KbError(problem("S610", "broken-workbook", f"表“{sheet}”的内容不像表格软件写的，没有读",
                                  Place(self.name), _SAVE))
        row, column, last = 1, 0, 0
        rows, columns = [10**9, 0], [10**9, 0]
        for event, each in _events(data):
            if event == "start":
                if each.tag == f"{_MAIN}row":
                    number = str(each.get("r", ""))
                    row = int(number) if number.isascii() and number.isdigit() and len(number) <= 7 else last + 1
                    last, column = row, 0
            elif each.tag == f"{_MAIN}c":
                match = _CELL.fullmatch(str(each.get("r", "")))
                row, column = (int(match[2]), _number(match[1])) if match else (row, column + 1)
                if self._cell(each, Place(self.name, row, column, sheet)):
                    rows = [min(rows[0], row), max(rows[1], row)]
                    columns = [min(columns[0], column), max(columns[1], column)]
                each.clear()
            elif each.tag == f"{_MAIN}row":
                each.clear()
                while each.getprevious() is not None:
                    del each.getparent()[0]
        self.cells += (rows[1] - rows[0] + 1) * (columns[1] - columns[0] + 1) if rows[1] else 0

    def _cell(self, each: Any, place: Place) -> bool:
        """Whether a cell is filled; its text is added, a missing result or an error value is told."""
        shown = {child.tag: child.text or "" for child in each}
        value, kind = shown.get(f"{_MAIN}v", ""), each.get("t")
        if kind == "s" and value.isascii() and value.isdigit() and len(value) < 9:
            self.text += self.lengths[int(value)] if int(value) < len(self.lengths) else 0
        self.text += len(value)
        if len(self.wrong) < 20:  # a slip that was filled down is told often enough
            _told(kind, shown, place, self.wrong)
        return bool(value) or f"{_MAIN}is" in shown


def _told(kind: object, shown: dict[object, str], place: Place, wrong: list[Finding]) -> None:
    value = shown.get(f"{_MAIN}v", "")
    if kind == "e":
        wrong.append(problem("S616", "cell-not-understood", f"单元格是错误值 {value}", place,
                             "改正公式，或者直接写内容"))
    elif f"{_MAIN}f" in shown and not value and kind != "str":
        wrong.append(problem("S616", "cell-not-understood", "公式没有存下结果", place,
                             "用表格软件打开再保存一次，或者直接写内容"))


def _number(letters: str) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found
