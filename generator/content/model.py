"""A guide as neutral content: chapters of blocks, every sentence with what it rests on. No format in sight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


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
class Chain:
    """Stages in their order; the steps of one stage may run side by side."""

    stages: tuple[tuple[str, ...], ...]
    ground: Ground = EDITORIAL
    title: str = ""


Block = Heading | Paragraph | Bullets | Table | Chain


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
                case Heading():
                    pass


@dataclass(frozen=True, slots=True)
class Guide:
    """A whole guide. `meta` are labelled facts for the head; `citations` numbers the clauses it rests on."""

    title: str
    meta: tuple[tuple[str, str], ...]
    chapters: tuple[Chapter, ...]
    citations: dict[str, int] = field(default_factory=dict)

    def chapter(self, name: str) -> Chapter:
        """The chapter with this id; KeyError when the guide has none."""
        for each in self.chapters:
            if each.id == name:
                return each
        raise KeyError(name)
