"""The pages as Markdown for Sphinx: written from the rule base, and only where they have changed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.content.words import day
from generator.site.collection import Collection
from generator.site.indices import INDICES
from kb.clauses.model import Clause, Instrument
from kb.cli.explaining.rules import instrument_entry
from kb.linter.families import family
from kb.linter.pages import all_pages

PAGES = (".md", ".png", ".svg", ".jpg")
SEARCH = """\
```{raw} html
<form class="find" method="get" action="search.html" role="search">
<label for="find">找一句话、一种材料、一个部门</label>
<span><input id="find" type="search" name="q"><button>检索</button></span></form>
```
"""


def stage(collection: Collection, folder: Path, pages: Path | None) -> bool:
    """Let a folder hold the sources of the site; whether pages are gone that were there before.

    `pages` is a folder of further pages in Markdown; they stand below `docs/`.
    """
    texts = dict(_texts(collection, pages is not None))
    wanted = {Path(name): text.encode() for name, text in texts.items()}
    for path in sorted(pages.rglob("*")) if pages is not None else ():
        inside = path.relative_to(pages or path)
        if path.suffix in PAGES and not any(part.startswith(("_", ".")) for part in inside.parts):
            wanted[Path("docs") / inside] = path.read_bytes()
    old = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()} if folder.is_dir() else set()
    for name in old - wanted.keys():
        (folder / name).unlink()
    for name, data in wanted.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return bool(old - wanted.keys())


def _texts(collection: Collection, more: bool) -> Iterator[tuple[str, str]]:
    yield "index.md", _start(collection, more)
    for name, guide in collection.guides.items():
        yield f"guides/{name}.md", f"# {guide['title']}\n\n{_directive('guide', name)}"
    instruments = collection.knowledge.rulebook.instruments
    listed = (f"- {{doc}}`{_shelf(each)}`（{each.issuer}，{day(each.issued)}）" for each in instruments)
    yield "clauses/index.md", _page("文件和条款", "\n".join(listed), _tree("", (_shelf(each) for each in instruments)))
    for each in instruments:
        yield from _instrument(each)
    yield "materials.md", _page("材料", *(_directive("material", each) for each in collection.materials))
    yield "checks.md", _checks()
    yield "authorities.md", _page("单位", *(_directive("authority", each) for each in collection.authorities))


def _checks() -> str:
    """The page of all checks, by family."""
    by_family: dict[str, list[str]] = {}
    for each in sorted(all_pages(), key=lambda one: "PRG".find(one.code[0])):
        by_family.setdefault(family(each.code), []).append(each.code)
    about = ("审查部门文件（P）、规则库（R）和办事指南（G）时查的每一项：查什么，为什么，怎样才合规，不管什么。"
             "在命令行里用`banshi explain 编号`看到的是同样的内容。")
    return _page("审查项目", about, *(block for title, codes in by_family.items()
                                  for block in (f"## {title}", *(_directive("check", each) for each in codes))))


def _start(collection: Collection, more: bool) -> str:
    """The start page: search, services by domain, indices."""
    knowledge = collection.knowledge
    lines = [f"按{day(collection.as_of)}施行的规定编写，规则版本{knowledge.version}"
             f"（{knowledge.fingerprint.removeprefix('sha256:')[:12]}）。", SEARCH, "## 办什么事"]
    for domain, title in knowledge.rulebook.domains.items():
        own = [each for each in knowledge.services.values() if each.domain == domain]
        if own:
            lines += [f"### {title}", "\n".join(
                f"- {{banshi:guide}}`{each.id}`：{each.audience}" if each.id in collection.guides
                else f"- {each.name}：这一天没有施行中的规定" for each in own)]
    indices = "\n".join(f"- {{ref}}`{each.localname} <banshi-{each.name}>`" for each in INDICES)
    lines += ["## 查依据、材料和单位",
              f"- {{doc}}`clauses/index`\n- {{doc}}`materials`\n- {{doc}}`authorities`\n- {{doc}}`checks`\n{indices}"]
    trees = [_tree("办事指南", (f"/guides/{each}" for each in collection.guides)),
             _tree("依据", ("/clauses/index", "/materials", "/authorities", "/checks"))]
    if more:
        trees.append(_tree("手册和文档", ("/docs/index",)))
    return _page("办事指南", *lines, *trees)


def _instrument(instrument: Instrument) -> Iterator[tuple[str, str]]:
    """The pages of a document: one, or one for each of its parts when it has a main text and annexes."""
    about = "\n".join(f"- {part.label}：{_plain('；'.join(part.lines))}" for part in instrument_entry(instrument).parts
                      if part.key not in ("place", "clauses"))
    parts = dict.fromkeys(each.locator.partition("/")[0] for each in instrument.clauses)
    if not any(each.startswith(("main", "annex")) for each in parts):
        every = _clauses(instrument, instrument.clauses)
        yield f"{_shelf(instrument)[1:]}.md", _page(_titled(instrument), about, *every)
        return
    folder = _shelf(instrument)[1:].removesuffix("/index")
    yield f"{folder}/index.md", _page(_titled(instrument), about, _tree("", parts, hidden=False))
    for part in parts:
        inside = [each for each in instrument.clauses if each.locator.partition("/")[0] == part]
        head = inside[0].title if inside[0].locator == part else ""
        name = "正文" if part == "main" else re.sub("^annex", "附件", part)
        yield f"{folder}/{part}.md", _page(f"{name}　{head}" if head else f"{instrument.title}{name}",
                                           *_clauses(instrument, inside))


def _clauses(instrument: Instrument, clauses: Iterable[Clause]) -> Iterator[str]:
    return (_directive("clause", f"{instrument.id}/{each.locator}") for each in clauses)


def _titled(instrument: Instrument) -> str:
    return f"《{_plain(instrument.title)}》"


def _shelf(instrument: Instrument) -> str:
    """The page on which a document begins."""
    parted = any(each.locator.startswith(("main", "annex")) for each in instrument.clauses)
    return f"/clauses/{instrument.id}{'/index' if parted else ''}"


def _directive(kind: str, name: str) -> str:
    return f"```{{banshi:{kind}}} {name}\n```"


def _tree(caption: str, names: Iterable[str], *, hidden: bool = True) -> str:
    options = [*([":hidden:"] if hidden else []), *([f":caption: {caption}"] if caption else [])]
    return "\n".join(["```{toctree}", *options, "", *names, "```"])


def _page(title: str, *blocks: str) -> str:
    return "\n\n".join([f"# {title}", *blocks]) + "\n"


def _plain(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return re.sub(r"([\\`*_\[\]<>{}|])", r"\\\1", text).replace("\n", " ")


def forget(folder: Path) -> None:
    """Remove what Sphinx made from pages that are gone."""
    for each in ("html", "doctrees"):
        shutil.rmtree(folder / each, ignore_errors=True)
