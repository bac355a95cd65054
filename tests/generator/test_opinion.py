"""The review as a page and as an opinion, against files that people have read. `BANSHI_UPDATE=1` writes them anew."""

from __future__ import annotations

import os
import re
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from outcome_samples import CHECKS, KNOWLEDGE, outcome

from generator.cli import Everything
from generator.opinion import docx, page, view
from generator.themes import FOLDER
from generator.typesetting.opinion_template import build
from kb.cli.main import banshi, run
from kb.linter import check
from kb.linter.outcome.reviewed import Outcome

GOLDEN = Path(__file__).parent / "golden"
SAMPLES = Path(__file__).parents[2] / "docs" / "samples"


@pytest.fixture(autouse=True)
def _few_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "checks", lambda: CHECKS)


def compare(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("BANSHI_UPDATE"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def words(made: bytes) -> str:
    """The paragraphs and tables of a DOCX in order."""
    from docx import Document
    from docx.table import Table

    lines = []
    for each in Document(BytesIO(made)).iter_inner_content():
        if isinstance(each, Table):
            lines += ["| " + " | ".join(cell.text.replace("\n", " / ") for cell in row.cells) + " |"
                      for row in each.rows]
        else:
            lines.append(f"[{each.style.name}] {each.text}" if each.style else each.text)
    return "\n".join(lines) + "\n"


def test_page_is_the_one_that_was_read() -> None:
    compare("review.html", page.render(KNOWLEDGE, outcome()))


def test_opinion_is_the_one_that_was_read() -> None:
    made = docx.render(KNOWLEDGE, outcome())
    assert made == docx.render(KNOWLEDGE, outcome())
    compare("review.docx.txt", words(made))


def test_template_is_the_one_that_its_program_makes() -> None:
    assert build() == (FOLDER / "opinion.docx").read_bytes()


class Reader(HTMLParser):
    """Checks nesting and collects what a page refers to."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = dict(attrs)
        self.tags.add(tag)
        if tag not in ("meta", "br", "link", "img"):
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.ids += [about["id"] or ""] if "id" in about else []
        self.links += [str(about[key]) for key in ("href", "src", "aria-labelledby") if key in about]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("said", [outcome(), Outcome()], ids=["everything", "nothing"])
def test_page_stands_alone_and_reads_well(said: Outcome) -> None:
    text = page.render(KNOWLEDGE, said)
    reader = Reader()
    reader.feed(text)
    assert reader.open == [] and len(set(reader.ids)) == len(reader.ids)
    assert all(link.removeprefix("#") in reader.ids for link in reader.links)
    assert reader.tags.isdisjoint({"script", "link", "img", "iframe", "style src"}) and "url(" not in text
    assert 'lang="zh-CN"' in text and {"main", "header", "footer"} <= reader.tags
    assert reader.headings[0] == 1
    assert all(later - earlier <= 1 for earlier, later in zip(reader.headings, reader.headings[1:], strict=False))
    assert "100%<办法>" not in text


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[start:start + 2], 16) / 255 for start in (1, 3, 5)]
        red, green, blue = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_colours_can_be_read() -> None:
    style = (FOLDER / "review.css").read_text(encoding="utf-8")
    for name in ("error", "warning"):
        colour = re.search(rf"\.{name} \.level {{ color: (#[0-9a-f]{{6}})", style)
        assert colour and contrast(colour[1], "#ffffff") >= 7
    assert contrast("#1a1a1a", "#ffe08a") >= 7


def test_verdicts() -> None:
    said = outcome()
    assert view.opinion(KNOWLEDGE, said).verdict.startswith("文件有与规则抵触的内容")
    clean = Outcome([said.documents[3]])
    assert view.opinion(KNOWLEDGE, clean).verdict == "没有发现与规则抵触的内容。"
    clean.missed = 1
    assert "没有读入的不作结论" in view.opinion(KNOWLEDGE, clean).verdict


def test_command_writes_both(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    group = Everything(name="banshi", callback=banshi.callback, params=banshi.params)
    file = str(SAMPLES / "power-unlawful.yaml")
    assert run(group, ["lint", file, "--format", "html", "--format", "docx", "--out", str(tmp_path / "a")]) == 1
    assert (tmp_path / "a.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert "审查意见书" in words((tmp_path / "a.docx").read_bytes())
    capsys.readouterr()
    assert run(group, ["lint", file, "--format", "docx"]) == 2
    assert "S644" in capsys.readouterr().err
