"""What each format promises, whatever the rules say: whole, self-contained, the same bytes, clear when it cannot."""

from __future__ import annotations

import json
import os
import re
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from types import ModuleType

import jsonschema
import pytest
from guide_samples import SITUATIONS, demo_notice, guide_for

from generator.content.model import Bullets, Chapter, Publication, Sentence
from generator.formats import formats, render
from generator.formats.html import section
from generator.typesetting import docx_template, fonts, library
from generator.typesetting.columns import widths
from kb import KbError
from kb.clauses.schema import schema

ALL = [*SITUATIONS, "notice"]
PAPER = ["power", "demo", "notice"]


def publication(name: str) -> Publication:
    return demo_notice() if name == "notice" else guide_for(name)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


class Page(HTMLParser):
    """What the tests look for in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.said.append(data)


@pytest.mark.parametrize("name", ALL)
def test_html_asks_nothing_of_anybody(name: str) -> None:
    page = Page(str(render(publication(name), "html")))
    assert not {"script", "link", "iframe", "img", "object"} & {tag for tag, _ in page.tags}
    for tag, found in page.tags:
        assert not {"src", "onclick", "onload", "style"} & found.keys(), tag
        target = found.get("href")
        assert target is None or target.startswith("#")
    assert "url(http" not in "".join(page.said) and "@import" not in "".join(page.said)


@pytest.mark.parametrize("name", ALL)
def test_html_ids_are_unique_and_every_link_arrives(name: str) -> None:
    page = Page(str(render(publication(name), "html")))
    ids = [found["id"] for _, found in page.tags if "id" in found]
    assert len(ids) == len(set(ids))
    for _, found in page.tags:
        if "href" in found:
            assert str(found["href"])[1:] in ids
        for each in str(found.get("aria-labelledby") or "").split():
            assert each in ids


@pytest.mark.parametrize("name", ALL)
def test_html_maps_every_sentence_to_its_rules(name: str) -> None:
    made = publication(name)
    page = Page(str(render(made, "html")))
    mapped = [found for _, found in page.tags if "data-rules" in found]
    rules = {each for found in mapped for each in str(found["data-rules"]).split()}
    assert rules == {each for chapter in made.chapters for _, ground in chapter.sentences() for each in ground.rules}
    for found in mapped:
        assert ("data-editorial" in found) != bool(found["data-rules"] or found["data-clauses"])
    said = squeezed("".join(page.said))
    for chapter in made.chapters:
        assert all(squeezed(text) in said for text, _ in chapter.sentences())


def test_html_lets_no_text_become_markup() -> None:
    chapter = Chapter("x", "章", (Bullets((Sentence("<b>&\"甲\"</b>"),)),))
    made = section(Publication("题", (), (chapter,)), chapter)
    assert "<b>" not in made and "&lt;b&gt;&amp;" in made
    assert made.startswith('<section id="x"')


@pytest.mark.parametrize("name", ALL)
def test_json_is_as_its_schema_says(name: str) -> None:
    made = json.loads(str(render(publication(name), "json")))
    jsonschema.Draft202012Validator(schema("publication")).validate(made)
    assert [each["id"] for each in made["chapters"]] == [each.id for each in publication(name).chapters]


@pytest.mark.parametrize("name", ALL)
def test_cpsv_names_everything_it_points_to(name: str) -> None:
    graph = json.loads(str(render(publication(name), "cpsv")))["@graph"]
    ids = [each["id"] for each in graph]
    made = {each for each in ids if not each.startswith("urn:banshi:material:")}
    assert len(made) == len([each for each in ids if each in made])
    for node in graph:
        for value in node.values():
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, dict) and "id" in each:
                    assert each["id"] in ids
    service = next(each for each in graph if each["type"] == "cpsv:PublicService")
    assert service["cpsv:produces"] and service["cv:hasCompetentAuthority"]


def test_cpsv_has_no_violation_of_the_published_shapes() -> None:
    """BANSHI_CPSV_SHACL=path/to/cpsv-ap-SHACL.ttl (SEMICeu, CPSV-AP 3.2.0)."""
    shapes = os.environ.get("BANSHI_CPSV_SHACL")
    if not shapes:
        pytest.skip("needs BANSHI_CPSV_SHACL=path/to/cpsv-ap-SHACL.ttl")
    import pyshacl
    from rdflib import Graph

    published = Graph().parse(shapes)
    for name in ALL:
        made = str(render(publication(name), "cpsv"))
        assert len(Graph().parse(data=made, format="json-ld")) > 40
        conforms, _, why = pyshacl.validate(Graph().parse(data=made, format="json-ld"), shacl_graph=published)
        assert conforms, why
    broken = made.replace('"dct:identifier"', '"dct:other"')
    assert not pyshacl.validate(Graph().parse(data=broken, format="json-ld"), shacl_graph=published)[0]


@pytest.mark.parametrize("name", PAPER)
def test_pdf_holds_all_text_in_an_embedded_font(name: str) -> None:
    from pypdf import PdfReader

    made = publication(name)
    reader = PdfReader(BytesIO(bytes(render(made, "pdf"))))
    said = squeezed("".join(each.extract_text() for each in reader.pages))
    for chapter in made.chapters:
        assert squeezed(chapter.title) in said
    for each in reader.pages:
        assert (round(each.mediabox.width), round(each.mediabox.height)) == (595, 842)
        for font in each["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert "/FontFile3" in inner or "/FontFile2" in inner
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"].startswith("zh")
    marks = [each.title for each in reader.outline if not isinstance(each, list)]
    assert [each.title for each in made.chapters] == [each for each in marks if each != "目录"]
    assert f"第1页，共{len(reader.pages)}页" in said


def test_a_notice_is_one_page() -> None:
    from pypdf import PdfReader

    assert len(PdfReader(BytesIO(bytes(render(demo_notice(), "pdf")))).pages) == 1


@pytest.mark.parametrize("name", PAPER)
def test_docx_holds_all_text(name: str) -> None:
    import docx

    made = publication(name)
    document = docx.Document(BytesIO(bytes(render(made, "docx"))))
    said = squeezed("".join(each.text or "" for each in document.element.iter()
                            if str(each.tag).endswith("}t")))
    for chapter in made.chapters:
        for text, ground in chapter.sentences():
            assert squeezed(text) in said or (chapter.id == "timeline" and ground.rules), text
    assert "{{" not in said and "{%" not in said
    languages = document.styles.element.xpath("w:docDefaults//w:lang/@w:eastAsia")
    assert languages == ["zh-CN"]
    for table in document.tables:
        assert all(each.width for each in table.columns)


@pytest.mark.parametrize("name", list(formats()))
def test_the_same_publication_is_the_same_bytes(name: str) -> None:
    assert render(demo_notice(), name) == render(demo_notice(), name)


@pytest.mark.parametrize("kind", ["guide", "notice"])
def test_the_docx_template_is_the_one_that_is_made(kind: str) -> None:
    kept = (docx_template.FOLDER / f"{kind}.docx").read_bytes()
    assert kept == docx_template.build(kind), "run: python -m generator.typesetting.docx_template"


def test_without_a_font_there_is_a_word_and_no_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(fonts.VARIABLE, str(tmp_path))
    with pytest.raises(KbError) as error:
        render(demo_notice(), "pdf")
    found = error.value.findings[0]
    assert found.code == "S640" and "apt-get install -y fonts-noto-cjk" in found.hint


def test_a_character_the_font_lacks_stops_the_press() -> None:
    odd = Publication("题", (), (Chapter("x", "章", (Bullets((Sentence("甲\U0001f600乙"),)),)),), kind="notice")
    with pytest.raises(KbError) as error:
        render(odd, "pdf")
    assert error.value.findings[0].code == "S641"
    assert "U+1F600" in error.value.findings[0].message


@pytest.mark.parametrize(("name", "missing"), [("pdf", "typst"), ("docx", "docxtpl"), ("pdf", "fontTools")])
def test_without_its_library_a_format_says_what_to_install(name: str, missing: str,
                                                            monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(wanted: str) -> ModuleType:
        if wanted == missing:
            raise ImportError(wanted)
        return real(wanted)

    real = library.import_module
    monkeypatch.setattr(library, "import_module", absent)
    with pytest.raises(KbError) as error:
        render(demo_notice(), name)
    found = error.value.findings[0]
    assert found.code == "S642" and missing in found.message and "publish" in found.hint


def test_columns_give_short_text_what_it_needs_and_share_the_rest() -> None:
    found = widths(["序号", "内容"], [["1", "长" * 200], ["2", "短"]])
    assert abs(sum(found) - 100) < 0.1
    assert found[0] < 12 < 80 < found[1]
    long = widths(["甲", "乙", "丙"], [["长" * 80, "长" * 40, "长" * 10]])
    assert long[0] > long[1] > long[2] > 10
