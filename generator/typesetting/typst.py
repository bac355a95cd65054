"""typst, with our font and nothing else: a warning is an error, the same input gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from generator.themes import FOLDER
from generator.typesetting import fonts
from generator.typesetting.library import library
from kb.findings import KbError, problem

STANDARD = "ua-1"
"""PDF/UA-1: tagged, with a title, a language and words for every picture."""


def compiled(source: str, inputs: Mapping[str, str], text: Iterable[str], what: str, **options: Any) -> bytes:
    """A template of our themes, typeset. `text` is all that will be printed: checked against the font first.

    KbError S640 no font, S641 a character is missing, S642 no typst, S643 typst refuses.
    """
    typst = library("typst", what)
    library("fontTools", what)
    font = fonts.find()
    fonts.check(text, font)
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font.path.parent)])
    try:
        made, warnings = typst.compile_with_warnings(
            (FOLDER / source).read_bytes(), sys_inputs={**inputs, "family": font.family}, font_paths=found,
            timestamp=0, **options)
    except typst.TypstError as error:
        raise KbError(problem("S643", "not-typeset", f"{what}排不出来：{error}",
                              hint="检查 generator/themes 里的模板；模板没有改过的，请报告这个错误")) from error
    if warnings:
        told = "；".join(str(each) for each in warnings)
        raise KbError(problem("S643", "not-typeset", f"{what}排得不完整：{told}", hint="检查字体和模板"))
    return bytes(made)


def pages(source: str, inputs: Mapping[str, str]) -> int:
    """How many pages a template fills: it says so in a `<pages>` label."""
    typst = library("typst", "PDF")
    font = fonts.find()
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font.path.parent)])
    return int(typst.query((FOLDER / source).read_bytes(), "<pages>", field="value", one=True,
                           sys_inputs={**inputs, "family": font.family}, font_paths=found))


def pdf(source: str, inputs: Mapping[str, str], text: Iterable[str]) -> bytes:
    """A PDF, tagged."""
    return compiled(source, inputs, text, "PDF", format="pdf", pdf_standards=[STANDARD])


def png(source: str, inputs: Mapping[str, str], text: Iterable[str], ppi: float) -> bytes:
    """The one page of a template as a picture."""
    return compiled(source, inputs, text, "图片", format="png", ppi=ppi)
