"""Markdown: headings, tables and lists; the clauses a line rests on as numbers in 〔〕."""

from __future__ import annotations

from collections.abc import Iterator

from generator.content.model import (
    Blanks,
    Block,
    Bullets,
    Chain,
    Chapter,
    Chart,
    Checks,
    Ground,
    Heading,
    Paragraph,
    Publication,
    Row,
    Sentence,
    Table,
)
from generator.drawing import table

NAME = "md"
EXTENSION = "md"
BOXES = {"yes": "■", "no": "□", "open": "□"}
MOST = 6
"""More clauses than this behind one line are left to the table of clauses."""


def render(publication: Publication) -> str:
    """The guide as a Markdown document."""
    lines = [f"# {_safe(publication.title)}", ""]
    lines += [f"- **{label}**：{_safe(value)}" for label, value in publication.meta]
    for chapter in publication.chapters:
        lines += ["", f"## {_safe(chapter.title)}", *_chapter(publication, chapter)]
    return "\n".join(lines) + "\n"


def _chapter(publication: Publication, chapter: Chapter) -> Iterator[str]:
    for block in chapter.blocks:
        yield ""
        yield from _block(publication, block)


def _block(publication: Publication, block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text):
            yield f"### {_safe(text)}"
        case Paragraph(sentences=sentences):
            yield "  \n".join(_line(publication, each) for each in sentences)
        case Bullets(items=items, title=title, boxed=boxed):
            edge = "> " if boxed else ""
            if title:
                yield from (f"{edge}**{_safe(title)}**", edge.rstrip())
            for each, following in zip(items, (*items[1:], None), strict=True):
                shared = following is not None and following.ground.clauses == each.ground.clauses
                yield f"{edge}- {_line(publication, each, cited=not shared)}"
        case Chain(stages=stages, ground=ground, title=title):
            if title:
                yield from (f"**{_safe(title)}**", "")
            yield " → ".join(_safe("、".join(stage)) for stage in stages) + _cited(publication, ground)
        case Table():
            yield from _table(publication, block)
        case Checks(items=items, title=title):
            if title:
                yield from (f"**{_safe(title)}**", "")
            yield from (f"- {BOXES[each.state]} {_line(publication, each.sentence)}" for each in items)
        case Blanks(fields=fields):
            yield from (f"- **{_safe(label)}**：{_safe(value) or '＿＿＿＿＿＿＿＿'}" for label, value in fields)
        case Chart():
            yield from _block(publication, Paragraph(block.caption))
            yield ""
            rows = (Row(table.row(lane, bar), bar.ground) for lane, bar in block.bars())
            yield from _table(publication, Table(table.HEAD, tuple(rows), block.title, cites=False))


def _table(publication: Publication, shown: Table) -> Iterator[str]:
    if shown.title:
        yield from (f"**{_safe(shown.title)}**", "")
    cites = publication.cites(shown)
    head = [*shown.head, *(["依据"] if cites else [])]
    yield "| " + " | ".join(head) + " |"
    yield "|" + " --- |" * len(head)
    for row in shown.rows:
        cells = [_safe(cell) or "——" for cell in row.cells] + ([_cited(publication, row.ground)] if cites else [])
        yield "| " + " | ".join(cells) + " |"


def _line(publication: Publication, sentence: Sentence, *, cited: bool = True) -> str:
    mark = f"**【{_safe(sentence.mark)}】**" if sentence.mark else ""
    return mark + _safe(sentence.text) + (_cited(publication, sentence.ground) if cited else "")


def _cited(publication: Publication, ground: Ground) -> str:
    numbers = publication.numbers(ground)
    if not numbers:
        return ""
    shown = "、".join(str(each) for each in numbers[:MOST]) + ("、…" if len(numbers) > MOST else "")
    return f"〔{shown}〕"


def _safe(text: str) -> str:
    """Text that Markdown leaves as it is: nothing in it opens a cell, a link, emphasis or HTML."""
    for sign in ("\\", "|", "*", "_", "`", "[", "]", "<", ">"):
        text = text.replace(sign, "\\" + sign)
    return text.replace("\n", " ")
