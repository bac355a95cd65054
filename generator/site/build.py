"""From a rule base to a site in a folder: staged, built by Sphinx where it was built last time, delivered whole."""

from __future__ import annotations

import fcntl
import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generator.site.settings import settings
from generator.typesetting import fonts
from generator.typesetting.library import library
from kb.cli.output import deliver_folder, free_folder
from kb.compiler.cache import folder as cache_folder
from kb.findings import KbError, problem

MARK = "site.json"
"""In every site we made: only such a folder is ever replaced."""
NEEDED = (("sphinx", "docs"), ("furo", "docs"), ("myst_parser", "docs"), ("pagefind", "docs"),
          ("pagefind_bin_extended", "docs"), ("typst", "publish"), ("docxtpl", "publish"), ("pygraphviz", "publish"))


def build(rules: Path | None, as_of: date, out: Path, pages: Path | None = None, *, force: bool = False) -> int:
    """Build the site into `out`; how many pages it has.

    KbError before anything is made: S661 to S663 for `out`, S662 for `pages`, S640 no font, S642 no library; later
    what the rule base or the formats have to say, S650 no search index, S665 warnings of Sphinx, S666 another build
    of the same site is running.
    """
    free_folder(out, MARK, force=force)
    if pages is not None and not (pages / "index.md").is_file():
        raise KbError(problem("S662", "no-pages", f"{pages} 里没有 index.md",
                              hint="给出放网页的目录，里面要有 index.md"))
    for name, extra in NEEDED:
        library(name, "网站", extra)
    fonts.find()
    from generator.site.collection import collect

    collection = collect(rules, as_of)
    with _workshop(out) as place:
        from generator.site.sources import forget, stage

        if stage(collection, place / "source", pages):
            forget(place)
        count = _sphinx(place, settings(rules, collection.as_of, collection.knowledge.version))
        told = f'{{"banshi": "{collection.knowledge.version}", "knowledge": "{collection.knowledge.fingerprint}", ' \
               f'"as_of": "{as_of}"}}\n'
        (place / "html" / MARK).write_text(told, encoding="utf-8")
        deliver_folder(place / "html", out, MARK, force=force)
    return count


def _sphinx(place: Path, config: dict[str, Any]) -> int:
    """Run Sphinx; the number of pages. KbError S665 with its warnings."""
    from sphinx.application import Sphinx
    from sphinx.errors import SphinxError
    from sphinx.util.docutils import docutils_namespace

    told = io.StringIO()
    try:
        with docutils_namespace():
            app = Sphinx(str(place / "source"), None, str(place / "html"), str(place / "doctrees"), "html", config,
                         status=None, warning=told, warningiserror=True, parallel=os.cpu_count() or 1)
            app.build()
    except SphinxError as error:
        raise KbError(problem("S665", "not-built", f"网站没有建成：{_first(told) or error}",
                              hint="改正这一处再试；规则库和程序都没有改过的，请报告")) from error
    if app.statuscode:
        raise KbError([problem("S665", "not-built", f"网站没有建成：{line}") for line in _lines(told)])
    return len(app.env.found_docs)


def _lines(told: io.StringIO) -> list[str]:
    from sphinx.util.console import strip_colors

    return [line for line in strip_colors(told.getvalue()).splitlines() if line.strip()] or ["没有说明原因"]


def _first(told: io.StringIO) -> str:
    return _lines(told)[0] if told.getvalue().strip() else ""


@contextmanager
def _workshop(out: Path) -> Iterator[Path]:
    """The folder in which this site is built, kept between builds; a passing one where nothing can be kept."""
    name = hashlib.sha256(str(out.resolve()).encode()).hexdigest()[:16]
    place = cache_folder() / "site" / name
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = (place / "lock").open("w")
    except OSError:
        with TemporaryDirectory(prefix="banshi-site-") as passing:
            yield Path(passing)
        return
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise KbError(problem("S666", "busy", f"另一个进程正在生成 {out}", hint="等它结束再试")) from error
        yield place
