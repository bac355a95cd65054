"""Markdown: headings, tables and lists; the clauses a line rests on as numbers in 〔〕."""

from __future__ import annotations

from collections.abc import Iterator

from generator.content.model import Block, Bullets, Chain, Chapter, Ground, Guide, Heading, Paragraph, Sentence, Table

EXTENSION = "md"
MOST = 6
"""More clauses than this behind one line are left to the table of clauses."""


def render(guide: Guide) -> str:
    """The guide as a Markdown document."""
    lines = [f"# {_safe(guide.title)}", ""]
    lines += [f"- **{label}**：{_safe(value)}" for label, value in guide.meta]
    for chapter in guide.chapters:
        lines += ["", f"## {_safe(chapter.title)}", *_chapter(guide, chapter)]
    return "\n".join(lines) + "\n"


def _chapter(guide: Guide, chapter: Chapter) -> Iterator[str]:
    for block in chapter.blocks:
        yield ""
        yield from _block(guide, block)


def _block(guide: Guide, block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text):
            yield f"### {_safe(text)}"
        case Paragraph(sentences=sentences):
            yield "  \n".join(_line(guide, each) for each in sentences)
        case Bullets(items=items, title=title, boxed=boxed):
            edge = "> " if boxed else ""
            if title:
                yield from (f"{edge}**{_safe(title)}**", edge.rstrip())
            for each, following in zip(items, (*items[1:], None), strict=True):
                shared = following is not None and following.ground.clauses == each.ground.clauses
                yield f"{edge}- {_line(guide, each, cited=not shared)}"
        case Chain(stages=stages, ground=ground, title=title):
            if title:
                yield from (f"**{_safe(title)}**", "")
            yield " → ".join(_safe("、".join(stage)) for stage in stages) + _cited(guide, ground)
        case Table():
            yield from _table(guide, block)


def _table(guide: Guide, table: Table) -> Iterator[str]:
    if table.title:
        yield from (f"**{_safe(table.title)}**", "")
    cites = table.cites and any(row.ground.clauses for row in table.rows)
    head = [*table.head, *(["依据"] if cites else [])]
    yield "| " + " | ".join(head) + " |"
    yield "|" + " --- |" * len(head)
    for row in table.rows:
        cells = [_safe(cell) or "——" for cell in row.cells] + ([_cited(guide, row.ground)] if cites else [])
        yield "| " + " | ".join(cells) + " |"


def _line(guide: Guide, sentence: Sentence, *, cited: bool = True) -> str:
    mark = f"**【{_safe(sentence.mark)}】**" if sentence.mark else ""
    return mark + _safe(sentence.text) + (_cited(guide, sentence.ground) if cited else "")


def _cited(guide: Guide, ground: Ground) -> str:
    numbers = sorted({guide.citations[each] for each in ground.clauses if each in guide.citations})
    if not numbers:
        return ""
    shown = "、".join(str(each) for each in numbers[:MOST]) + ("、…" if len(numbers) > MOST else "")
    return f"〔{shown}〕"


def _safe(text: str) -> str:
    """Text that Markdown leaves as it is: nothing in it opens a cell, a link, emphasis or HTML."""
    for sign in ("\\", "|", "*", "_", "`", "[", "]", "<", ">"):
        text = text.replace(sign, "\\" + sign)
    return text.replace("\n", " ")
