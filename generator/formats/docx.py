"""DOCX: our chapters in a template that an office can restyle, in the template's own styles."""

from __future__ import annotations

from io import BytesIO
from itertools import zip_longest
from typing import Any

from generator.content.model import (
    Blanks,
    Block,
    Bullets,
    Chain,
    Chart,
    Checks,
    Ground,
    Heading,
    Paragraph,
    Publication,
    Sentence,
    Table,
)
from generator.drawing.chart import sheets
from generator.formats.pdf import printed
from generator.themes import FOLDER
from generator.typesetting.archive import repacked
from generator.typesetting.columns import table_widths
from generator.typesetting.library import library
from generator.typesetting.typst import png

NAME = "docx"
EXTENSION = "docx"
WIDE = {"guide": 170.0, "notice": 186.0}
PICTURE = 150.0
"""How wide a chart is, in millimetres."""
BOXES = {"yes": "■", "no": "□", "open": "□"}


def render(publication: Publication) -> bytes:
    """The document as DOCX; the same bytes every time. KbError S642 when a library is missing."""
    docxtpl = library("docxtpl", "DOCX")
    library("docxcompose", "DOCX")
    template = docxtpl.DocxTemplate(FOLDER / f"{publication.kind}.docx")
    body = template.new_subdoc()
    writer = Writer(publication, body)
    for chapter in publication.chapters:
        body.add_paragraph(chapter.title, style="Heading 1")
        for block in chapter.blocks:
            writer.block(block)
    template.render({"title": publication.title, "meta": publication.meta, "body": body}, autoescape=True)
    raw = BytesIO()
    template.save(raw)
    return repacked(raw.getvalue())


class Writer:
    """Writes blocks into a document."""

    def __init__(self, publication: Publication, body: Any) -> None:
        self.publication = publication
        self.body = body
        self.wide = WIDE[publication.kind]

    def block(self, block: Block) -> None:
        """One block, at the end of the document."""
        match block:
            case Heading(text=text):
                self.body.add_paragraph(text, style="Heading 2")
            case Paragraph(sentences=sentences):
                for each in sentences:
                    self._sentence(self.body.add_paragraph(), each)
            case Bullets():
                self._bullets(block)
            case Table():
                self._table(block)
            case Chain(stages=stages, ground=ground, title=title):
                self._title(title)
                self._cite(self.body.add_paragraph(" → ".join("、".join(stage) for stage in stages)), ground)
            case Checks(items=items, title=title):
                self._title(title)
                for item in items:
                    self._sentence(self.body.add_paragraph(f"{BOXES[item.state]} "), item.sentence)
            case Blanks():
                self._blanks(block)
            case Chart():
                self._chart(block)

    def _title(self, title: str) -> None:
        if title:
            self.body.add_paragraph(title, style="Heading 2")

    def _sentence(self, paragraph: Any, sentence: Sentence, *, cited: bool = True) -> None:
        if sentence.mark:
            paragraph.add_run(f"【{sentence.mark}】").bold = True
        paragraph.add_run(sentence.text)
        if cited:
            self._cite(paragraph, sentence.ground)

    def _cite(self, paragraph: Any, ground: Ground) -> None:
        if numbers := self._numbers(ground):
            paragraph.add_run(numbers, style="依据标注")

    def _numbers(self, ground: Ground) -> str:
        found = self.publication.numbers(ground)
        return f"〔{'、'.join(str(each) for each in found)}〕" if found else ""

    def _bullets(self, bullets: Bullets) -> None:
        if bullets.title and not bullets.boxed:
            self._title(bullets.title)
        elif bullets.title:
            paragraph = self.body.add_paragraph(style="方框")
            paragraph.add_run(bullets.title).bold = True
            paragraph.paragraph_format.keep_with_next = True
        for each, following in zip_longest(bullets.items, bullets.items[1:]):
            last = following is None or following.ground.clauses != each.ground.clauses
            paragraph = self.body.add_paragraph("□ " if bullets.boxed else "",
                                                style="方框" if bullets.boxed else "List Bullet")
            self._sentence(paragraph, each, cited=last)

    def _table(self, table: Table) -> None:
        self._title(table.title)
        cites = self.publication.cites(table)
        head = [*table.head, *(["依据"] if cites else [])]
        made = self._grid(len(table.rows) + 1,
                          [each * self.wide / 100 for each in table_widths(self.publication, table)])
        for cell, words in zip(made.rows[0].cells, head, strict=True):
            cell.paragraphs[0].add_run(words).bold = True
            self._shade(cell)
        self._mark_row(made.rows[0], "w:tblHeader")
        for row, source in zip(made.rows[1:], table.rows, strict=True):
            for cell, words in zip(row.cells, source.cells, strict=False):
                cell.paragraphs[0].add_run(words or "——")
            if cites:
                self._cite(row.cells[-1].paragraphs[0], source.ground)
        for row in made.rows:
            self._mark_row(row, "w:cantSplit")
        self.body.add_paragraph(style="间隔")

    def _grid(self, rows: int, wide: list[float]) -> Any:
        """An empty table whose columns keep their widths in Word, WPS and LibreOffice: `wide` in millimetres."""
        shared = library("docx.shared", "DOCX")
        made = self.body.add_table(rows=rows, cols=len(wide), style="Table Grid")
        made.autofit = False
        for column, each in zip(made.columns, wide, strict=True):
            column.width = shared.Mm(each)
        for row in made.rows:
            for cell, each in zip(row.cells, wide, strict=True):
                cell.width = shared.Mm(each)
                cell.paragraphs[0].style = self.body.styles["表格文字"]
        return made

    def _shade(self, cell: Any) -> None:
        made = library("docx.oxml", "DOCX").OxmlElement("w:shd")
        for key, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", "F2F2F2")):
            made.set(library("docx.oxml.ns", "DOCX").qn(key), value)
        cell._tc.get_or_add_tcPr().append(made)

    def _mark_row(self, row: Any, name: str) -> None:
        row._tr.get_or_add_trPr().append(library("docx.oxml", "DOCX").OxmlElement(name))

    def _blanks(self, blanks: Blanks) -> None:
        shared = library("docx.shared", "DOCX")
        if blanks.tall:
            made = self._grid(1, [self.wide / len(blanks.fields)] * len(blanks.fields))
            made.rows[0].height = shared.Mm(20)
            for cell, (label, value) in zip(made.rows[0].cells, blanks.fields, strict=True):
                cell.paragraphs[0].add_run(label).bold = True
                cell.paragraphs[0].add_run(f"：{value}" if value else "：")
        else:
            made = self._grid((len(blanks.fields) + 1) // 2, [self.wide * each for each in (0.28, 0.22, 0.28, 0.22)])
            words = [part for pair in blanks.fields for part in pair]
            for cell, each in zip((cell for row in made.rows for cell in row.cells), words, strict=False):
                cell.paragraphs[0].add_run(each)
        self.body.add_paragraph(style="间隔")

    def _chart(self, chart: Chart) -> None:
        """The picture with its words for those who cannot see it."""
        shared = library("docx.shared", "DOCX")
        for each in chart.caption:
            self._sentence(self.body.add_paragraph(style="Caption"), each)
        for svg, words in sheets(chart):
            picture = png("figure.typ", {"svg": svg}, printed(self.publication), 200)
            shape = self.body.add_paragraph().add_run().add_picture(BytesIO(picture))
            shape.width, shape.height = shared.Mm(PICTURE), shared.Mm(PICTURE * shape.height / shape.width)
            about = shape._inline.docPr
            about.set("descr", words)
            about.set("title", chart.title)
