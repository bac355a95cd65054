"""A publication as neutral content: chapters of blocks, every sentence with what it rests on. No format in sight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from generator.content.entry import Entry


@dataclass(frozen=True, slots=True)
class Ground:
    """What a sentence rests on: rules and clauses by id. `editorial`: our own word, resting on no rule."""

    rules: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    editorial: bool = False

    def __add__(self, other: Ground) -> Ground:
        rules = tuple(dict.fromkeys((*self.rules, *other.rules)))
        clauses = tuple(dict.fromkeys((*self.clauses, *other.clauses)))
        return Ground(rules, clauses, editorial=not rules and not clauses)


EDITORIAL = Ground(editorial=True)


def together(grounds: Iterable[Ground]) -> Ground:
    """The joint ground of several sentences made into one."""
    found = EDITORIAL
    for each in grounds:
        found = found + each
    return found


@dataclass(frozen=True, slots=True)
class Sentence:
    """One line a reader sees. `mark` is a label before it: 计划（2018年12月31日前完成）, 原则 …"""

    text: str
    ground: Ground = EDITORIAL
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a chapter."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; each item is one line. `title` stands above it; `boxed` sets it apart (任选其一)."""

    items: tuple[Sentence, ...]
    title: str = ""
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table."""

    cells: tuple[str, ...]
    ground: Ground = EDITORIAL
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `cites`: the format shows each row's clauses in a column of their own."""

    head: tuple[str, ...]
    rows: tuple[Row, ...]
    title: str = ""
    cites: bool = True


@dataclass(frozen=True, slots=True)
class Check:
    """A box to tick: ticked (`yes`), known to be empty (`no`), or for the clerk to decide (`open`)."""

    state: Literal["yes", "no", "open"]
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Checks:
    """Boxes of which one is ticked."""

    items: tuple[Check, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Blanks:
    """Labelled fields; an empty value is a line to write on. `tall`: boxes for signatures and stamps."""

    fields: tuple[tuple[str, str], ...]
    tall: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """One step in a chart, in half working days of the chart's clock.

    `counted`: its time is part of the total; else it only marks its place. `finish` is later than `start + length`
    where the step may be done before its result may be given. `slack` is None where the step is not counted.
    `note` says what the length does not: the limit in words, 没有写时限, 不计入.
    """

    number: int
    name: str
    start: int
    length: int
    finish: int
    counted: bool
    critical: bool
    slack: int | None
    note: str
    after: tuple[int, ...]
    ground: Ground = EDITORIAL


@dataclass(frozen=True, slots=True)
class Lane:
    """Who does something, with what they do."""

    name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Who does what when: swim lanes with bars in half working days. `total` is the clock's end."""

    title: str
    lanes: tuple[Lane, ...]
    total: int
    caption: tuple[Sentence, ...]

    def bars(self) -> list[tuple[str, Bar]]:
        """All bars with the name of their lane, by number."""
        return sorted(((lane.name, bar) for lane in self.lanes for bar in lane.bars), key=lambda each: each[1].number)


@dataclass(frozen=True, slots=True)
class Chain:
    """Stages in their order; the steps of one stage may run side by side."""

    stages: tuple[tuple[str, ...], ...]
    ground: Ground = EDITORIAL
    title: str = ""


Block = Heading | Paragraph | Bullets | Table | Chain | Checks | Blanks | Chart


@dataclass(frozen=True, slots=True)
class Chapter:
    """One part of the guide. Its id is for formats (anchors); readers see the title."""

    id: str
    title: str
    blocks: tuple[Block, ...]

    def sentences(self) -> Iterator[tuple[str, Ground]]:
        """Every text of the chapter a reader sees, with its ground."""
        for block in self.blocks:
            match block:
                case Paragraph(sentences=lines) | Bullets(items=lines):
                    yield from ((each.text, each.ground) for each in lines)
                case Table(rows=rows):
                    yield from ((cell, row.ground) for row in rows for cell in row.cells if cell)
                case Chain(stages=stages, ground=ground):
                    yield from ((name, ground) for stage in stages for name in stage)
                case Checks(items=items):
                    yield from ((each.sentence.text, each.sentence.ground) for each in items)
                case Chart(lanes=lanes, caption=caption):
                    yield from ((each.text, each.ground) for each in caption)
                    yield from ((bar.name, bar.ground) for lane in lanes for bar in lane.bars)
                case Heading() | Blanks():
                    pass


@dataclass(frozen=True, slots=True)
class Publication:
    """A guide or a notice. `meta` are labelled facts for the head; `citations` numbers the clauses it rests on.

    `entry` is the service as data, for catalogues.
    """

    title: str
    meta: tuple[tuple[str, str], ...]
    chapters: tuple[Chapter, ...]
    citations: dict[str, int] = field(default_factory=dict)
    kind: Literal["guide", "notice"] = "guide"
    entry: Entry | None = None

    def numbers(self, ground: Ground) -> list[int]:
        """The numbers under which the clauses of a ground stand in the table of clauses, in rising order."""
        return sorted({self.citations[each] for each in ground.clauses if each in self.citations})

    def cites(self, table: Table) -> bool:
        """Whether a table has a column of clauses."""
        return table.cites and any(self.numbers(row.ground) for row in table.rows)

    def chapter(self, name: str) -> Chapter:
        """The chapter with this id; KeyError when there is none."""
        for each in self.chapters:
            if each.id == name:
                return each
        raise KeyError(name)
