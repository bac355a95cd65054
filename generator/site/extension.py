"""The Sphinx extension: the domain, its pages' looks, the files beside the pages, the full-text search.

In a `conf.py`: `extensions = ["myst_parser", "generator.site.extension"]`, theme `furo`, and if need be
`banshi_rules` (another rule base) and `banshi_as_of` (a day; today when left out).
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

from generator.site.collection import collect, collection_of, keep
from generator.site.domain import BanshiDomain
from generator.site.fulltext import index
from generator.site.making import CLAUSE
from generator.themes import FOLDER as THEMES

HERE = Path(__file__).parent
FILES, NARROWED = "files", "narrowed"
"""Folders of the site: documents to download, guides narrowed by answers."""
SECTIONS = (("guides/", "办事指南"), ("clauses/", "条款和规则"), ("materials", "材料和单位"),
            ("authorities", "材料和单位"))
OTHER = "手册和文档"
log = logging.getLogger(__name__)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything."""
    app.add_config_value("banshi_rules", None, "env", [str, Path])
    app.add_config_value("banshi_as_of", "", "env", [str])
    app.add_config_value("banshi_made", "", "env", [str])
    app.add_domain(BanshiDomain)
    app.connect("config-inited", _gather)
    app.connect("doctree-resolved", _resolve)
    app.connect("html-page-context", _sort_page)
    app.connect("build-finished", _finish)
    for each in ("blocks.css", "banshi.css"):
        app.add_css_file(each)
    app.add_js_file("narrow.js", loading_method="defer")
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}


def _gather(app: Sphinx, config: Config) -> None:
    """Make or find the guides; pages are read anew when they have changed."""
    rules = Path(config.banshi_rules) if config.banshi_rules else None
    collection = collect(rules, date.fromisoformat(config.banshi_as_of) if config.banshi_as_of else date.today())
    keep(app, collection)
    config.banshi_made = " ".join(each.name for each in collection.folders.values())
    config.html_static_path = [*config.html_static_path, str(HERE / "static"), str(THEMES / "blocks.css")]
    config.templates_path = [*config.templates_path, str(HERE / "templates")]


def _resolve(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Turn the clauses' addresses in ready-made HTML into links from this page."""
    things = app.env.get_domain("banshi").data["things"]

    def address(found: re.Match[str]) -> str:
        thing = things.get(("clause", found.group(1)))
        if thing is None:
            log.warning("没有一页说到条款 `%s`", found.group(1), location=docname)
            return 'href="#"'
        return f'href="{app.builder.get_relative_uri(docname, thing[0])}#{thing[1]}"'

    for node in doctree.findall(nodes.raw):
        if CLAUSE in node.astext():
            said = re.sub(f'href="{CLAUSE}([^"]+)"', address, node.astext())
            node.replace_self(nodes.raw("", said, format="html"))


def _sort_page(_: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    """Tell the search what kind of page this is."""
    kind = next((title for start, title in SECTIONS if pagename.startswith(start)), OTHER)
    if context.get("body"):
        context["body"] = f'<span data-pagefind-filter="kind:{kind}"></span>{context["body"]}'


def _finish(app: Sphinx, exception: Exception | None) -> None:
    """Put the documents beside the pages, then index the pages."""
    if exception is not None or app.builder.format != "html":
        return
    out, collection = Path(app.outdir), collection_of(app)
    _place(out / FILES, {name: collection.files(name) for name in collection.folders})
    _place(out / NARROWED, {f"{name}.json": folder / "narrowed.json" for name, folder in collection.folders.items()})
    index(out)


def _place(folder: Path, sources: Mapping[str, Path]) -> None:
    """Let a folder hold these files and folders and nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, source in sources.items():
        if source.is_dir():
            shutil.copytree(source, folder / name)
        else:
            shutil.copy2(source, folder / name)
