"""How wide the columns of a table are: short ones as wide as their text, long ones share the rest."""

from __future__ import annotations

from collections.abc import Sequence

from generator.content.model import Publication, Table

ROOM = 54
"""How many Chinese characters stand side by side in a table on A4."""
PADDING = 2.2
"""What a cell's edges take, in characters."""

LEAST = 4.0
"""What a column gets at least, if it has so much text: names of steps and authorities are not cut into single words."""

GREED = 0.7
"""How much of the rest a column with more text gets: 0 equal shares, 1 in proportion."""


def table_widths(publication: Publication, table: Table) -> list[float]:
    """The widths of a table with its column of clauses, which are set in smaller type."""
    cites = publication.cites(table)
    rows = [[*row.cells, *([",".join(f"{each}." for each in publication.numbers(row.ground))] if cites else [])]
            for row in table.rows]
    return widths([*table.head, *(["依据"] if cites else [])], rows)


def widths(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """One width per column, in hundredths of the table; they add up to 100."""
    columns = list(zip(*([list(head)] if any(head) else []), *rows, strict=True))
    need = [max(_length(cell) for cell in column) + PADDING for column in columns]
    heads = [max(_length(each), min(need[at] - PADDING, LEAST)) + PADDING for at, each in enumerate(head)]
    share: list[float | None] = [None] * len(columns)
    room, open_ = float(ROOM), list(range(len(columns)))
    while open_:
        fair = room / len(open_)
        small = [each for each in open_ if need[each] <= fair]
        if not small:
            break
        for each in small:
            share[each] = need[each]
            room -= need[each]
        open_ = [each for each in open_ if each not in small]
    if open_:
        for each, wide in _shared({each: need[each] for each in open_}, heads, room).items():
            share[each] = wide
    found = [each or 1 for each in share]
    return [round(each * 100 / sum(found), 2) for each in found]


def _shared(need: dict[int, float], heads: list[float], room: float) -> dict[int, float]:
    """Columns that all want more than there is: by their text, but none narrower than its head if that fits."""
    fixed: dict[int, float] = {}
    while True:
        free = {each: wanted ** GREED for each, wanted in need.items() if each not in fixed}
        rest = room - sum(fixed.values())
        found = {each: rest * weight / sum(free.values()) for each, weight in free.items()}
        small = [each for each, wide in found.items() if wide < min(heads[each], room / len(need))]
        if not small:
            return fixed | found
        fixed |= {each: min(heads[each], room / len(need)) for each in small}


def _length(text: str) -> float:
    return sum(1 if ord(each) > 0x2000 else 0.6 for each in text)
