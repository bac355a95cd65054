"""Makes opinion.docx, the template of the 审查意见书: `python -m generator.typesetting.opinion_template`.

An office may restyle the file in Word or WPS instead, and add its letterhead and number; the fields and the loops over
documents and findings stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from generator.themes import FOLDER
from generator.typesetting.archive import repacked
from generator.typesetting.docx_template import furniture, page, properties, styles, tag
from generator.typesetting.library import library

MARGIN = 22
WIDE = 210 - 2 * MARGIN
"""Of the page, in millimetres."""


def build() -> bytes:
    """The template as a file; the same bytes every time."""
    document = library("docx", "DOCX").Document()
    page(document, MARGIN)
    styles(document, 1.0)
    furniture(document)
    document.add_paragraph("{{ title }}", style="Title").alignment = _align("CENTER")
    document.add_paragraph("编号：＿＿＿＿＿＿＿＿　　审查日期：＿＿＿＿年＿＿月＿＿日").alignment = _align("CENTER")
    _files(document)
    _unread(document)
    document.add_paragraph("二、审查意见", style="Heading 1")
    _papers(document)
    document.add_paragraph("三、结论", style="Heading 1")
    for words in ("{{ opinion.summary }}{{ opinion.verdict }}",
                  "本意见只按已经编码的规则作出，不代替主管部门的决定。{{ opinion.base }}。"):
        document.add_paragraph(words).paragraph_format.keep_with_next = True
    _signatures(document)
    properties(document)
    raw = BytesIO()
    document.save(raw)
    return repacked(raw.getvalue())


def _files(document: Any) -> None:
    document.add_paragraph("一、审查的文件", style="Heading 1")
    _table(document, ("文件", "错误", "警告", "提示"), (WIDE - 48, 16, 16, 16), "paper in opinion.papers",
           ("{{ paper.title }}{% if paper.file %}\n{{ paper.file }}{% endif %}", "{{ paper.counts[0] }}",
            "{{ paper.counts[1] }}", "{{ paper.counts[2] }}"))


def _unread(document: Any) -> None:
    document.add_paragraph("{%p if opinion.unread %}")
    document.add_paragraph("没能读入、没有审查的：")
    document.add_paragraph("{%p for each in opinion.unread %}")
    document.add_paragraph("{{ each }}", style="List Bullet")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endif %}")


def _papers(document: Any) -> None:
    """A heading, what the document is, and the table of findings, once for every document."""
    document.add_paragraph("{%p for paper in opinion.papers %}")
    document.add_paragraph("{{ loop.index }}. {{ paper.title }}", style="Heading 2")
    document.add_paragraph("{%p if paper.about %}")
    document.add_paragraph("{% for each in paper.about %}{{ each[0] }}：{{ each[1] }}"
                           "{% if not loop.last %}；{% endif %}{% endfor %}。")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p if paper.items %}")
    _table(document, ("序号", "等级", "问题", "依据", "怎么改"), (11, 13, 57, 45, WIDE - 126), "item in paper.items",
           ("{{ item.number }}", "{{ item.level }}\n{{ item.code }}",
            "{{ item.message }}{% if item.where %}（{{ item.where }}）{% endif %}"
            "{% if item.depends %}\n取决于：{{ item.depends }}{% endif %}",
            "{{ item.clauses | join('；') }}", "{{ item.hint }}"))
    document.add_paragraph("{%p else %}")
    document.add_paragraph("没有发现{% if paper.kept %}新的{% endif %}问题。")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p if paper.kept %}")
    document.add_paragraph("不计入的：")
    document.add_paragraph("{%p for each in paper.kept %}")
    document.add_paragraph("{{ each }}", style="List Bullet")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")


def _table(document: Any, head: Sequence[str], wide: Sequence[float], loop: str, cells: Sequence[str]) -> None:
    """A table whose one row is repeated; its head stands again on every page."""
    table = document.add_table(rows=4, cols=len(head), style="Table Grid")
    table.autofit = False
    shared = library("docx.shared", "DOCX")
    for column, each in zip(table.columns, wide, strict=True):
        column.width = shared.Mm(each)
    rest = [""] * (len(head) - 1)
    for row, words in zip(table.rows, (head, [f"{{%tr for {loop} %}}", *rest], cells, ["{%tr endfor %}", *rest]),
                          strict=True):
        row._tr.get_or_add_trPr().append(tag("w:cantSplit"))
        for cell, text, each in zip(row.cells, words, wide, strict=True):
            cell.width = shared.Mm(each)
            cell.paragraphs[0].style = document.styles["表格文字"]
            cell.paragraphs[0].add_run(text).bold = words is head or None
    table.rows[0]._tr.get_or_add_trPr().append(tag("w:tblHeader"))
    for cell in table.rows[0].cells:
        cell._tc.get_or_add_tcPr().append(tag("w:shd", **{"w:val": "clear", "w:color": "auto", "w:fill": "F2F2F2"}))
    document.add_paragraph(style="间隔")


def _signatures(document: Any) -> None:
    """Where people sign and stamp."""
    shared = library("docx.shared", "DOCX")
    table = document.add_table(rows=2, cols=2, style="Table Grid")
    table.autofit = False
    day = "\n\n\n　　　　　　　年　　月　　日"
    words = (("审查人（签字）：", "审查单位（盖章）："), ("被审查部门意见：", "被审查部门（盖章）："))
    for row, texts in zip(table.rows, words, strict=True):
        row._tr.get_or_add_trPr().append(tag("w:cantSplit"))
        row.height = shared.Mm(34)
        for cell, text in zip(row.cells, texts, strict=True):
            cell.width = shared.Mm(WIDE / 2)
            cell.paragraphs[0].style = document.styles["表格文字"]
            cell.paragraphs[0].add_run(text + day)
            cell.paragraphs[0].paragraph_format.keep_with_next = row is table.rows[0] or None


def _align(name: str) -> Any:
    return getattr(library("docx.enum.text", "DOCX").WD_ALIGN_PARAGRAPH, name)


if __name__ == "__main__":
    (FOLDER / "opinion.docx").write_bytes(build())
