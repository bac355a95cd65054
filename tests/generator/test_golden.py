"""Whole documents against files that people have read. `BANSHI_UPDATE=1 pytest tests/generator` writes them anew.

Guides of the real rule base are kept as Markdown; every other format is kept for the made-up service, whose rules
stay as they are.
"""

from __future__ import annotations

import os
import re
from io import BytesIO
from pathlib import Path

import pytest
from guide_samples import SITUATIONS, demo_notice, guide_for

from generator.content.model import Publication
from generator.formats import formats

GOLDEN = Path(__file__).parent / "golden"
PAPER = {"guide": lambda: guide_for("demo"), "notice": demo_notice}


@pytest.mark.parametrize("name", list(SITUATIONS))
def test_guide_is_the_one_that_was_read(name: str) -> None:
    compare(f"{name}.md", str(formats()["md"].render(guide_for(name))))


@pytest.mark.parametrize("kind", list(PAPER))
@pytest.mark.parametrize("name", [each for each in formats() if each != "md"])
def test_every_format_is_as_it_was_read(kind: str, name: str) -> None:
    form = formats()[name]
    compare(f"demo-{kind}.{form.EXTENSION}{'.txt' if name in READ else ''}", told(PAPER[kind](), name))


def test_notice_is_the_one_that_was_read() -> None:
    compare("demo-notice.md", str(formats()["md"].render(demo_notice())))


def told(publication: Publication, name: str) -> str:
    made = formats()[name].render(publication)
    return READ[name](made) if isinstance(made, bytes) else made


def pages(made: bytes) -> str:
    """The text of a PDF, page by page, without the blanks that its typesetting makes."""
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(made))
    return "\n\f\n".join(re.sub(r"[ \n]+", "", each.extract_text()) for each in reader.pages) + "\n"


def paragraphs(made: bytes) -> str:
    """The paragraphs and tables of a DOCX in their order, each with its style."""
    import docx
    from docx.table import Table

    lines = []
    for each in docx.Document(BytesIO(made)).iter_inner_content():
        if isinstance(each, Table):
            lines += ["| " + " | ".join(cell.text for cell in row.cells) for row in each.rows]
        else:
            picture = "[图]" if each._p.xpath(".//pic:pic") else ""
            lines.append(f"{each.style.name}: {each.text}{picture}")
    return "\n".join(lines) + "\n"


READ = {"pdf": pages, "docx": paragraphs}


def compare(file: str, made: str) -> None:
    found, kept = stable(made), GOLDEN / file
    if os.environ.get("BANSHI_UPDATE"):
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(found, encoding="utf-8")
    assert found == kept.read_text(encoding="utf-8")


def stable(text: str) -> str:
    """The document without what changes with every edit of the rule base."""
    return re.sub(r"sha256:[0-9a-f]{64}|(?<=（)[0-9a-f]{12}(?=）)", "指纹", text)
