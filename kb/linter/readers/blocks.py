"""A grid cut into tables: where each begins, which part of the document it is, and which columns it has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kb.linter.readers.columns import DOCUMENT, SITUATION, TABLES, Column, Part, column_named, part_named, split_title
from kb.linter.readers.grid import Cell, Grid, Row

_LOOK = 40
"""In how many rows the row of titles is looked for."""

KEY_TITLES = ("项目", "栏目", "内容", "情况", "字段", "名称", "事实", "项")


@dataclass(slots=True)
class Block:
    """One table: the part it is (None: not recognised), what stands above its titles, titles, rows.

    `columns` maps a column's number to what it is and the unit in its title; `unknown` are titles nobody knows,
    `doubled` those of a column that is there already.
    """

    part: Part | None
    above: list[Row] = field(default_factory=list)
    titles: Row = field(default_factory=dict)
    columns: dict[int, tuple[Column, str]] = field(default_factory=dict)
    unknown: list[Cell] = field(default_factory=list)
    doubled: list[Cell] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    @property
    def column_at(self) -> dict[str, int]:
        """The number of each column by its key."""
        return {column.key: number for number, (column, _) in self.columns.items()}


def blocks(grid: Grid) -> Iterator[Block]:
    """The tables of a sheet or CSV file. A row that only names a part begins a new one."""
    named = part_named(grid.name) if grid.name else None
    start: list[Row] = []
    for row in grid.rows:
        heading = _heading(row)
        if heading is None:
            start.append(row)
            continue
        if start:
            yield _block(named, start)
        named, start = heading, []
    if start:
        yield _block(named, start)


def _heading(row: Row) -> Part | None:
    cells = set(row.values())
    if len(cells) != 1:
        return None
    text = next(iter(cells)).word
    found = part_named(text)
    bare = text.strip("#【】[]《》 ")
    return found if found and (bare != text or text in (found.title, found.key, *found.words)) else None


def _block(part: Part | None, rows: list[Row]) -> Block:
    if part in (DOCUMENT, SITUATION):
        return Block(part, rows=rows)
    if part is not None:
        index, score = _titles(part, rows)
    else:
        best = [(score, -order, index, each) for order, each in enumerate(TABLES)
                for index, score in (_titles(each, rows),) if score >= 2]  # two titles are no chance
        if not best:
            return _pairs(rows)
        score, _, index, part = max(best, key=lambda each: each[:2])
    if not score:
        return Block(part, above=rows)
    found = Block(part, rows[:index], rows[index], rows=rows[index + 1:])
    _assign(found, rows[index])
    while found.rows and _continues(found, found.rows[0]):
        _assign(found, found.rows.pop(0), below=True)
    found.rows = [row for row in found.rows if not _repeats(found, row)]
    return found


def _pairs(rows: list[Row]) -> Block:
    """Rows of no known table: what the document says of itself, when at least one row does."""
    known = [row for row in rows if len(row) > 1 and column_named(DOCUMENT, row[min(row)].word)]
    return Block(DOCUMENT if known else None, rows=rows)


def _titles(part: Part, rows: list[Row]) -> tuple[int, int]:
    """The row of titles and how many columns of the part it names; the must-have column weighs most."""
    best = (0, 0)
    for index, row in enumerate(rows[:_LOOK]):
        keys = {column.key for cell in set(row.values()) if (column := column_named(part, cell.word))}
        score = len(keys)
        if part.must in keys and (score > best[1] or (score == best[1] == 1)):
            best = (index, score)
    if best[1]:
        return best
    for index, row in enumerate(rows[:_LOOK]):  # the must-have column is missing: still better told than guessed
        score = sum(bool(column_named(part, cell.word)) for cell in set(row.values()))
        if score > max(1, best[1]):
            best = (index, score)
    return best


def _assign(block: Block, row: Row, below: bool = False) -> None:
    assert block.part is not None  # noqa: S101  # only called with one
    taken = {} if below else block.column_at
    seen: set[Cell] = set(block.titles.values()) if below else set()
    for number, cell in sorted(row.items()):
        if cell in seen:
            continue
        seen.add(cell)
        column = column_named(block.part, cell.word)
        if column is None:
            if not below:
                block.unknown.append(cell)
            continue
        if below:
            block.unknown = [each for each in block.unknown if each is not block.titles.get(number)]
        other = taken.get(column.key)
        if other is not None and other != number:
            weaker = _weaker(other, number, column, row)
            block.doubled.append(row[weaker])
            if weaker == number:
                continue
            del block.columns[other]
        taken[column.key] = number
        block.columns[number] = (column, split_title(cell.word)[1])


def _weaker(one: int, other: int, column: Column, row: Row) -> int:
    """Which of two columns with one meaning is left aside: the one whose title is further down the list of words."""
    words = [column.title, *column.words]
    rank = {number: words.index(row[number].word) if row[number].word in words else len(words)
            for number in (one, other)}
    return one if rank[one] > rank[other] else other


def _continues(block: Block, row: Row) -> bool:
    """Whether a row below the titles is a second row of titles (merged heads)."""
    assert block.part is not None  # noqa: S101
    part, titles = block.part, set(block.titles.values())
    fresh = [cell for cell in set(row.values()) if cell not in titles]
    merged = any(cell.merged for cell in titles)
    return merged and all(column_named(part, cell.word) for cell in fresh)


def _repeats(block: Block, row: Row) -> bool:
    """Whether a row repeats the titles, as at the head of a printed page."""
    return len(row) > 1 and all(number in block.titles and cell.word == block.titles[number].word
                                for number, cell in row.items())
