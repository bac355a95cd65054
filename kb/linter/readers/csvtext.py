"""CSV as it comes: UTF-8 with or without mark, GBK, any usual separator, several tables in one file. S610, S611."""

from __future__ import annotations

import re
from dataclasses import replace

from kb.clauses.encoding import decode, unseen_characters
from kb.findings import Finding, KbError, Place, problem
from kb.linter.readers.columns import PARTS, column_named
from kb.linter.readers.grid import Cell, Grid

SEPARATORS = (",", "\t", ";", "|", "，")
MOST_CELLS = 200_000
LONGEST = 5000
"""Characters in one cell: a longer one is a quote that was never closed, or no table."""

_LINE = re.compile(r"\r\n|\r|\n")


def grid_of(data: bytes, name: str) -> Grid:
    """The rows of a CSV file. KbError when it is no text, has an open quote, or is no table."""
    try:
        text, _ = decode(data, name)
    except KbError as error:
        raise KbError([replace(each, message=each.message.replace("YAML 或 JSON", "CSV")) for each in error.findings]) \
            from None
    unseen = unseen_characters(text, name)
    if unseen:
        raise KbError(unseen)
    start, separator = opening(text)
    return _cells(text, start, separator, name)


def opening(text: str) -> tuple[int, str]:
    """Where the rows of a CSV text begin, and its separator."""
    named = re.match(r"sep=(.)\r?\n", text)
    return (named.end(), named[1]) if named else (0, _separator(text))


def _separator(text: str) -> str:
    """The separator that makes most titles in the first lines; with none, the commonest."""
    lines = [line for line in _LINE.split(text[:20000]) if line.strip()][:40]
    best, most = ",", (0, 0)
    for separator in SEPARATORS:
        pieces = [piece.strip('" ') for line in lines for piece in line.split(separator)]
        titles = sum(any(column_named(part, each) for part in PARTS) for each in pieces if 0 < len(each) < 30)
        score = (titles, sum(line.count(separator) for line in lines))
        if score[1] and score > most:
            best, most = separator, score
    return best


def _cells(text: str, index: int, separator: str, name: str) -> Grid:
    end = re.escape(separator)
    field = re.compile(rf' *"((?:[^"]|"")*)" *(?=[{end}\r\n]|\Z)|[^{end}\r\n]*')
    grid = Grid("")
    row: dict[int, Cell] = {}
    line, begin, number, count = 1 + text.count("\n", 0, index), index, 0, 0
    empty, blank = re.compile(f"{end}+"), re.compile("[\r\n]+")
    while index <= len(text):
        if (run := empty.match(text, index)) is not None:  # a run of empty cells
            number, index = number + len(run[0]), run.end()
        elif not number and (run := blank.match(text, index)) is not None:
            line += len(_LINE.findall(run[0]))
            index = begin = run.end()
        match = field.match(text, index)
        assert match is not None  # noqa: S101  # the second form matches everything, even nothing
        quoted = match[1]
        value = match[0] if quoted is None else quoted.replace('""', '"')
        if value.strip():
            count += 1
            place = Place(name, line, index - begin + 1)
            if (quoted is None and value.lstrip().startswith('"')) or len(value) > LONGEST:
                raise KbError(_broken(value, place))
            if count > MOST_CELLS:
                raise KbError(problem("S611", "too-large", f"表格超过{MOST_CELLS}格", place, "拆成几个文件"))
            row[number] = Cell(value.strip(), line, index - begin + 1)
        broken = list(_LINE.finditer(match[0]))
        if broken:
            line += len(broken)
            begin = index + broken[-1].end()
        index = match.end()
        if text[index:index + 1] == separator:
            index, number = index + 1, number + 1
            continue
        if row:
            grid.rows.append(row)
        row, number = {}, 0
        ending = _LINE.match(text, index)
        if ending is None:
            break
        index = begin = ending.end()
        line += 1
    return grid


def _broken(value: str, place: Place) -> Finding:
    if value.lstrip().startswith('"'):
        return problem("S610", "broken-table", "引号没有成对，或者引号后面还有字", place,
                       "一格的内容用一对半角引号括起来；内容里的引号写两个")
    return problem("S610", "broken-table", f"这一格有{len(value)}个字，最多{LONGEST}个", place,
                   "检查有没有漏掉的引号或换行")
