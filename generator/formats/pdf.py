"""PDF: A4 by typst, fonts embedded, tagged, with page numbers and bookmarks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from generator.content.model import Blanks, Chain, Chart, Checks, Heading, Paragraph, Publication, Table
from generator.drawing.chart import LEGEND, sheets
from generator.formats.json import plain
from generator.typesetting.columns import table_widths
from generator.typesetting.typst import pages, pdf

NAME = "pdf"
EXTENSION = "pdf"
TEMPLATE = "publication.typ"
GUIDE, NOTICE = "10", ("10", "9.4", "8.8", "8.2")
FURNITURE = "第页，共目录依据〔〕【】→、：■□◆●·—0123456789余等“”；。编号是办理的次序要这些完工作日"
"""What the template and the charts print by themselves."""


def render(publication: Publication) -> bytes:
    """The document as PDF. KbError S640 to S643 when it cannot be printed whole."""
    charts = [block for each in publication.chapters for block in each.blocks if isinstance(block, Chart)]
    inputs = {"document": json.dumps(plain(publication), ensure_ascii=False),
              "charts": json.dumps([[{"svg": svg, "alt": alt} for svg, alt in sheets(each)] for each in charts],
                                   ensure_ascii=False),
              "widths": json.dumps([table_widths(publication, block) for each in publication.chapters
                                    for block in each.blocks if isinstance(block, Table)])}
    return pdf(TEMPLATE, {**inputs, "size": _size(publication, inputs)}, printed(publication))


def _size(publication: Publication, inputs: Mapping[str, str]) -> str:
    """The size of type in points: of a notice the largest that leaves it on one page, if any does."""
    if publication.kind == "guide":
        return GUIDE
    return next((each for each in NOTICE if pages(TEMPLATE, {**inputs, "size": each}) == 1), NOTICE[-2])


def printed(publication: Publication) -> Iterator[str]:
    """All text that will stand on the page."""
    yield from (FURNITURE, publication.title, *(words for _, words in LEGEND))
    yield from (part for pair in publication.meta for part in pair)
    for chapter in publication.chapters:
        yield chapter.title
        yield from (text for text, _ in chapter.sentences())
        for block in chapter.blocks:
            match block:
                case Heading(text=text):
                    yield text
                case Blanks(fields=fields):
                    yield from (part for pair in fields for part in pair)
                case Paragraph(sentences=sentences):
                    yield from (each.mark for each in sentences)
                case Chart(title=title, lanes=lanes):
                    yield from (title, "（续）", *(lane.name for lane in lanes))
                    yield from (bar.note for lane in lanes for bar in lane.bars)
                case Table(head=head, title=title):
                    yield from (*head, title)
                case Chain(title=title) | Checks(title=title):
                    yield title
                case _:
                    yield from (block.title, *(each.mark for each in block.items))
