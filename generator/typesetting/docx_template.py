"""Makes guide.docx and notice.docx, the templates of our DOCX files: `python -m generator.typesetting.docx_template`.

An office may restyle the files in Word or WPS instead: change the styles, the header and footer, add a letterhead, and
keep the fields {{ title }}, the table row of `meta` and {{p body }}. Then this program is not needed.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from generator.themes import FOLDER
from generator.typesetting.archive import repacked
from generator.typesetting.library import library

MARGINS = {"guide": 20, "notice": 12}
"""Of the page, in millimetres."""
SCALE = {"guide": 1.0, "notice": 0.8}
"""A notice shall stay on one page."""
TEXT, DISPLAY = "宋体", "黑体"
INK, QUIET, ACCENT = "1A1A1A", "595959", "1F4E8C"
STYLES = {  # name: font, points, colour, before, after (points)
    "Normal": (TEXT, 10.5, INK, 0, 3), "Title": (DISPLAY, 20, ACCENT, 0, 6), "Heading 1": (DISPLAY, 14, ACCENT, 14, 4),
    "Heading 2": (DISPLAY, 11.5, INK, 8, 3), "List Bullet": (TEXT, 10.5, INK, 0, 2), "Header": (TEXT, 9, QUIET, 0, 0),
    "Footer": (TEXT, 9, QUIET, 0, 0), "Caption": (TEXT, 9.5, QUIET, 3, 3)}
OWN = {"表格文字": (TEXT, 9.5, INK, 0, 0), "方框": (TEXT, 10.5, INK, 0, 2), "间隔": (TEXT, 4, INK, 0, 0)}


def build(kind: str) -> bytes:
    """The template of a guide or a notice as a file; the same bytes every time."""
    docx = library("docx", "DOCX")
    document = docx.Document()
    page(document, MARGINS[kind])
    styles(document, SCALE[kind])
    furniture(document)
    document.add_paragraph("{{ title }}", style="Title")
    _meta(document, 210 - 2 * MARGINS[kind])
    document.add_paragraph("{{p body }}")
    properties(document)
    raw = BytesIO()
    document.save(raw)
    return repacked(raw.getvalue())


def page(document: Any, margin: float) -> None:
    """A4 with these margins."""
    shared = library("docx.shared", "DOCX")
    section = document.sections[0]
    section.page_width, section.page_height = shared.Mm(210), shared.Mm(297)
    section.left_margin = section.right_margin = shared.Mm(margin)
    section.top_margin = section.bottom_margin = shared.Mm(margin)


def styles(document: Any, scale: float) -> None:
    """Our styles, at a scale."""
    enum = library("docx.enum.style", "DOCX")
    defaults = document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")[0]
    for each in defaults.xpath("w:lang"):
        defaults.remove(each)
    defaults.append(tag("w:lang", **{"w:val": "zh-CN", "w:eastAsia": "zh-CN", "w:bidi": "ar-SA"}))
    for name, look in STYLES.items():
        _look(document.styles[name], scale, *look)
    for name, look in OWN.items():
        style = document.styles.add_style(name, enum.WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        _look(style, scale, *look)
    borders = tag("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        borders.append(tag(f"w:{side}", **{"w:val": "single", "w:sz": "12", "w:space": "4", "w:color": INK}))
    document.styles["方框"].paragraph_format.element.get_or_add_pPr().append(borders)
    cited = document.styles.add_style("依据标注", enum.WD_STYLE_TYPE.CHARACTER)
    shared = library("docx.shared", "DOCX")
    cited.font.size, cited.font.color.rgb = shared.Pt(8.5 * scale), shared.RGBColor.from_string(QUIET)


def _look(style: Any, scale: float, font: str, size: float, colour: str, before: float, after: float) -> None:
    shared = library("docx.shared", "DOCX")
    style.font.size, style.font.color.rgb = shared.Pt(round(size * scale * 2) / 2), shared.RGBColor.from_string(colour)
    properties = style.element.get_or_add_rPr()
    for each in properties.xpath("w:rFonts"):
        properties.remove(each)
    properties.insert(0, tag("w:rFonts", **{"w:ascii": font, "w:hAnsi": font, "w:eastAsia": font, "w:cs": font}))
    paragraph = style.paragraph_format
    paragraph.space_before, paragraph.space_after = shared.Pt(before * scale), shared.Pt(after * scale)
    paragraph.line_spacing = 1.0 if style.name == "表格文字" or scale < 1 else 1.25 if size < 12 else 1.1
    paragraph.keep_with_next = style.name.startswith("Heading") or None


def furniture(document: Any) -> None:
    """The title above each page, its number below."""
    section = document.sections[0]
    section.header.paragraphs[0].text = "{{ title }}"
    footer = section.footer.paragraphs[0]
    footer.alignment = library("docx.enum.text", "DOCX").WD_ALIGN_PARAGRAPH.CENTER
    for words, field in (("第", "PAGE"), ("页，共", "NUMPAGES"), ("页", "")):
        footer.add_run(words)
        if field:
            for kind, code in (("begin", ""), ("", field), ("end", "")):
                run = footer.add_run()
                run._r.append(tag("w:fldChar", **{"w:fldCharType": kind}) if kind else _code(code))


def _meta(document: Any, wide: float) -> None:
    """A table whose middle row is repeated for every labelled fact."""
    shared = library("docx.shared", "DOCX")
    table = document.add_table(rows=3, cols=2, style="Table Grid")
    table.autofit = False
    for row, cells in zip(table.rows, (("{%tr for each in meta %}", ""), ("{{ each[0] }}", "{{ each[1] }}"),
                                       ("{%tr endfor %}", "")), strict=True):
        for cell, words, each in zip(row.cells, cells, (28, wide - 28), strict=True):
            cell.paragraphs[0].text, cell.paragraphs[0].style = words, document.styles["表格文字"]
            cell.width = shared.Mm(each)
    for column, each in zip(table.columns, (28, wide - 28), strict=True):
        column.width = shared.Mm(each)


def properties(document: Any) -> None:
    """Title, language, and a date that tells nothing."""
    from datetime import UTC, datetime

    core = document.core_properties
    core.author, core.title, core.language, core.comments = "banshi", "{{ title }}", "zh-CN", ""
    core.created = core.modified = datetime(2000, 1, 1, tzinfo=UTC)


def tag(name: str, **attributes: str) -> Any:
    """An element of the document's XML."""
    made = library("docx.oxml", "DOCX").OxmlElement(name)
    for key, value in attributes.items():
        made.set(library("docx.oxml.ns", "DOCX").qn(key), value)
    return made


def _code(field: str) -> Any:
    made = tag("w:instrText")
    made.text = f" {field} "
    return made


if __name__ == "__main__":
    for kind in MARGINS:
        (FOLDER / f"{kind}.docx").write_bytes(build(kind))
