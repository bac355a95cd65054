"""The site and the pages in a real browser: search, filter, looks, accessibility, no request to anybody else.

Needs Chromium and the group `browser`; `make test` brings the second. With BANSHI_BROWSER=required none is left out.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from guide_samples import DAY, demo_notice, guide_for, loaded
from site_samples import Read, lacking, real_site, remove

from generator.content.book import compose, narrow
from generator.content.desk import lay
from generator.formats import render

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PAGES = ["index.html", "guides/power.connect.html", "guides/property.register.html", "search.html?q=容缺",
         "banshi-clauses.html", "clauses/feicheng-2018/annex5.html", "materials.html"]
TERMS = ["容缺", "竣工测量", "抵押注销", "规划许可", "工作日", "增值税专用发票", "没有这样的词"]


class Quiet(SimpleHTTPRequestHandler):
    """A plain file server."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    browser()
    site = real_site()
    serving = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    Thread(target=serving.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{serving.server_port}/"
    serving.shutdown()
    remove(site)


def browser() -> str:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if find_spec("playwright") is None or find_spec("axe_playwright_python") is None:
        lacking("playwright", "uv sync --inexact --extra docs --group browser")
    if chromium is None:
        lacking("Chromium", "sudo apt-get install -y chromium fonts-noto-cjk libatomic1")
    return str(chromium)


@pytest.fixture(scope="module")
def chrome() -> Iterator[Any]:
    path = browser()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def asked(chrome: Any, server: str) -> Iterator[Any]:
    """Opens pages; at the end nobody but our own server was asked and no script failed."""
    foreign: list[str] = []
    failed: list[str] = []
    contexts = []

    def look(page: str, wide: int = 1280, **options: Any) -> Any:
        context = chrome.new_context(viewport={"width": wide, "height": 900}, **options)
        context.set_default_timeout(120_000)  # the machine may have other things to do
        contexts.append(context)
        shown = context.new_page()
        shown.on("request", lambda each: foreign.append(each.url) if not each.url.startswith(server) else None)
        shown.on("pageerror", lambda each: failed.append(str(each)))
        shown.goto(server + page, wait_until="networkidle")
        return shown

    yield look
    for each in contexts:
        each.close()
    assert foreign == [] and failed == []


def violations(page: Any) -> list[Any]:
    import axe_playwright_python

    page.add_script_tag(path=str(Path(str(axe_playwright_python.__file__)).parent / "axe.min.js"))
    found = page.evaluate("levels => axe.run(document, {runOnly: levels})", LEVELS)
    return [(each["id"], [node["html"][:200] for node in each["nodes"][:3]]) for each in found["violations"]]


def searched(page: Any, server: str) -> list[str]:
    page.wait_for_selector("html[data-searched]")
    return sorted(link.get_attribute("href").replace(server, "").lstrip("/").split("?")[0]
                  for link in page.query_selector_all(".found a"))


@pytest.mark.parametrize("term", TERMS)
def test_search_finds_every_guide_with_the_words_and_no_other(term: str, asked: Any, server: str) -> None:
    guides = sorted((real_site() / "guides").glob("*.html"))
    wanted = [f"guides/{each.name}" for each in guides if term in Read(each).text]
    assert searched(asked(f"search.html?q={term}&kind=办事指南"), server) == wanted
    assert bool(wanted) == (term != "没有这样的词")


def test_search_is_at_hand_on_every_page(asked: Any, server: str) -> None:
    page = asked("guides/utilities.water.html")
    page.fill(".sidebar-search", "竣工测量")
    page.press(".sidebar-search", "Enter")
    assert "guides/power.connect.html" in searched(page, server)


@pytest.mark.parametrize("wide", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_fit_and_pass_axe(wide: int, scheme: str, asked: Any) -> None:
    for name in PAGES:
        page = asked(name, wide, color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        assert violations(page) == [], name


@pytest.mark.parametrize("wide", [500, 1100])
def test_single_pages_pass_axe(wide: int, asked: Any) -> None:
    for made in (guide_for("power"), demo_notice()):
        page = asked("index.html", wide)
        page.set_content(str(render(made, "html")))
        assert violations(page) == []


def test_the_filter_shows_the_guide_for_those_answers(asked: Any) -> None:
    page = asked("guides/power.connect.html", 360)
    facts = json.loads((real_site() / "narrowed" / "power.connect.json").read_text(encoding="utf-8"))["questions"]
    assert [each["fact"] for each in facts[:2]] == ["voltage", "external_line"]
    before = page.inner_text("article")
    page.select_option("#narrow-0", label="低压")
    page.select_option("#narrow-1", label="没有外线工程")
    page.wait_for_selector(".narrowed")
    said = "".join(page.inner_text("article").split())
    whole = compose(loaded(), "power.connect", {}, DAY)
    given = {"voltage": "低压", "external_line": "没有外线工程"}
    wanted = narrow(lay(loaded(), "power.connect", {"voltage": "low", "external_line": False}, DAY, "durable", given),
                    whole.citations)
    for chapter in wanted.chapters:
        if chapter.id not in ("timeline", "version"):  # a chart's rows are folded away
            assert all("".join(text.split()) in said for text, _ in chapter.sentences()), chapter.id
    assert "占路许可" not in page.inner_text(".narrowed #process") and "占路许可" in before
    assert page.is_hidden("#narrow-2")
    assert violations(page) == []
    page.click("form.narrow button[type=reset]")
    page.wait_for_selector(".narrowed", state="detached")
    assert "".join(page.inner_text("section#process").split()) in "".join(before.split())


def test_without_scripts_the_whole_guide_is_there(asked: Any) -> None:
    page = asked("guides/power.connect.html", java_script_enabled=False)
    assert page.is_hidden("form.narrow") and page.is_visible("section#process")
    assert page.is_visible("text=下载全部情形的指南")


def test_on_paper_there_is_only_the_guide(asked: Any) -> None:
    page = asked("guides/power.connect.html")
    page.emulate_media(media="print")
    assert page.is_visible("section#process")
    assert not any(page.is_visible(each) for each in (".sidebar-drawer", ".toc-drawer", "form.narrow", ".offered"))
