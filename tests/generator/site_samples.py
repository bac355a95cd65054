"""Sites that several tests look at, built once; and what to do where they cannot be built or looked at."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp

import pytest
from guide_samples import DAY, DEMO_DAY

from generator.site.build import build

DEMO_RULES = Path(__file__).parent / "rules"
PAGES = "# 手册\n\n先看{banshi:guide}`licence.shop`，再看{banshi:material}`form`。\n"
REQUIRED = "BANSHI_BROWSER"
"""Set to `required` where a test that cannot run is a failure."""


def lacking(what: str, install: str) -> None:
    """Leave a test out and say what would let it run; fail where it has to run."""
    message = f"没有{what}，这项测试没有做。安装：{install}"
    if os.environ.get(REQUIRED) == "required":
        pytest.fail(message)
    pytest.skip(message)


def need_site() -> None:
    """What building a site takes."""
    if find_spec("pagefind") is None or find_spec("pagefind_bin_extended") is None:
        lacking("Pagefind", "uv sync --inexact --extra docs")


@cache
def demo_site() -> Path:
    """The site of the made-up service, with a page of its own."""
    need_site()
    place = Path(mkdtemp(prefix="banshi-demo-"))
    (place / "pages").mkdir()
    (place / "pages" / "index.md").write_text(PAGES, encoding="utf-8")
    build(DEMO_RULES, DEMO_DAY, place / "site", place / "pages")
    return place / "site"


@cache
def real_site() -> Path:
    """The site of all services on the day of the documentation."""
    need_site()
    out = Path(mkdtemp(prefix="banshi-site-")) / "site"
    build(None, DAY, out)
    return out


def remove(site: Path) -> None:
    """Remove a site's folder."""
    shutil.rmtree(site.parent, ignore_errors=True)


class Read(HTMLParser):
    """A page as the tests read it: its tags, and the text of its article that is shown."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.inside = 0
        self.hidden: list[str] = []
        self.said: list[str] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append((tag, found))
        if tag == "article":
            self.inside += 1
        if self.hidden:
            self.hidden += [tag] if tag == self.hidden[0] else []
        elif "data-pagefind-ignore" in found:
            self.hidden.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self.inside -= 1
        if self.hidden and tag == self.hidden[0]:
            self.hidden.pop()

    def handle_data(self, data: str) -> None:
        if self.inside and not self.hidden:
            self.said.append(data)

    @property
    def text(self) -> str:
        return "".join("".join(self.said).split())

    def values(self, attribute: str) -> Iterator[tuple[str, str]]:
        """Tags that have an attribute, with its value."""
        yield from ((tag, found[attribute]) for tag, found in self.tags if attribute in found)
