"""Cells changed in the text of a CSV file: separator, quotes, line ends and encoding stay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.linter.mending.cells import CellChange
from kb.linter.mending.operations import UnfitError
from kb.linter.readers.csvtext import opening

_END = re.compile(r"\r\n|\r|\n|\Z")


@dataclass(slots=True)
class Record:
    """A row: where it begins, where the next one does, and where its fields stand."""

    start: int
    end: int
    fields: list[tuple[int, int]]


def changed(text: str, changes: Iterable[CellChange]) -> str:
    """The text with these cells changed and rows gone."""
    start, separator = opening(text)
    rows = [each for each in _records(text, start, separator)
            if any(text[begin:end].strip(' "') for begin, end in each.fields)]
    edits: list[tuple[int, int, str]] = []
    for change in changes:
        row, column = rows[change.where[1]], change.where[2]
        if change.row:
            edits.append((row.start, row.end, ""))
        elif column < len(row.fields):
            begin, end = row.fields[column]
            edits.append((begin, end, _field(change.text, text[begin:end], separator)))
        else:
            end = row.fields[-1][1]
            edits.append((end, end, separator * (column - len(row.fields) + 1) + _field(change.text, "", separator)))
    for begin, end, said in sorted(edits, reverse=True):
        text = text[:begin] + said + text[end:]
    return text


def encoded(text: str, original: bytes) -> bytes:
    """The text in the encoding of the bytes it was read from. UnfitError when it cannot say a character."""
    if original.startswith(b"\xef\xbb\xbf"):
        return b"\xef\xbb\xbf" + text.encode()
    try:
        original.decode()
    except UnicodeDecodeError:
        try:
            return text.encode("gb18030")
        except UnicodeEncodeError:
            raise UnfitError("文件的编码写不出要写的字") from None
    return text.encode()


def _records(text: str, index: int, separator: str) -> Iterator[Record]:
    end = re.escape(separator)
    field = re.compile(rf' *"((?:[^"]|"")*)" *(?=[{end}\r\n]|\Z)|[^{end}\r\n]*')
    start, fields = index, []
    while True:
        match = field.match(text, index)
        assert match is not None  # noqa: S101  # the second form matches everything, even nothing
        fields.append(match.span())
        index = match.end()
        if text[index:index + 1] == separator:
            index += 1
            continue
        ending = _END.match(text, index)
        if ending is None:
            return
        yield Record(start, ending.end(), fields)
        if ending.end() >= len(text):
            return
        start = index = ending.end()
        fields = []


def _field(said: str, old: str, separator: str) -> str:
    if old.strip().startswith('"') or any(sign in said for sign in (separator, '"', "\n", "\r")):
        return '"' + said.replace('"', '""') + '"'
    return said
