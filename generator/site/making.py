"""What one service brings to the site, made in a process of its own and kept until its rules or our code change."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from multiprocessing import get_context
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import generator
import kb
from generator.content.book import compose
from generator.content.model import Chart, Publication
from generator.drawing import chart, graph
from generator.formats import formats
from generator.formats.html import blocks
from generator.site.narrowing import narrowing
from kb.cli import drawing
from kb.compiler.knowledge import Knowledge
from kb.compiler.load import load
from kb.findings import Finding, KbError

GUIDE, NARROWED, FILES = "guide.json", "narrowed.json", "files"
CLAUSE = "banshi:clause:"
"""Stands before a clause's id in the addresses of a page that is not yet in its place."""
TITLES = {"pdf": "PDF", "docx": "Word", "html": "单页网页", "md": "纯文本（Markdown）", "json": "数据（JSON）",
          "cpsv": "目录数据（CPSV-AP）"}
"""The formats as readers know them, those for people first; others follow."""
LIBRARIES = ("typst", "docxtpl", "pygraphviz", "pylopdf-fonts-zh-cn")
CODE = (".py", ".lark", ".j2", ".css", ".typ", ".docx")
OWN = ("making.py", "narrowing.py")
"""The modules here that a guide depends on; the others only set it on its page."""
KEEP = 60
"""How many parts are kept; the oldest beyond that are removed."""


@dataclass(frozen=True, slots=True)
class Job:
    """One service to be made into a folder: `rules` is where the rule base is, None for the one that came along."""

    rules: str | None
    service: str
    as_of: date
    folder: Path


def made(rules: Path | None, knowledge: Knowledge, services: list[str], as_of: date, place: Path) -> dict[str, Path]:
    """The folder of each service below `place`; what is not there yet is made, in as many processes as there are cores.

    KbError with all that the formats have to say, S640 to S643 among it.
    """
    found = {each: place / _key(knowledge, each, as_of) for each in services}
    root = str(rules) if rules is not None else None
    jobs = [Job(root, each, as_of, folder) for each, folder in found.items() if not folder.is_dir()]
    if jobs:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        # spawn: a forked child would inherit durable-rules' state and the threads of whoever calls us
        with ProcessPoolExecutor(min(os.cpu_count() or 1, len(jobs)), get_context("spawn")) as pool:
            findings = [each for told in pool.map(make, jobs) for each in told]
        if findings:
            raise KbError(dict.fromkeys(findings))
    for each in found.values():
        os.utime(each)
    _prune(place)
    return found


def make(job: Job) -> tuple[Finding, ...]:
    """Make one service: written beside and renamed. What is wrong is returned: it crosses a process border."""
    draft = Path(mkdtemp(dir=job.folder.parent, prefix=".part-"))
    try:
        knowledge = load(job.rules)
        whole = compose(knowledge, job.service, {}, job.as_of)
        told = _guide(whole) | {"files": list(_files(whole, knowledge, job, draft / FILES))}
        _write(draft / NARROWED, narrowing(knowledge, job.service, job.as_of, whole))
        _write(draft / GUIDE, told)
        if not job.folder.is_dir():
            draft.rename(job.folder)
    except KbError as error:
        return error.findings
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return ()


def _guide(whole: Publication) -> dict[str, Any]:
    """The guide as the site's page needs it: its chapters as HTML, and what it rests on."""
    chapters = [{"id": each.id, "title": each.title, "html": blocks(whole, each, lambda clause: CLAUSE + clause)}
                for each in whole.chapters]
    grounds = [ground for each in whole.chapters for _, ground in each.sentences()]
    return {"title": whole.title, "meta": [list(each) for each in whole.meta], "chapters": chapters,
            "rules": sorted({rule for each in grounds for rule in each.rules}),
            "clauses": sorted({clause for each in grounds for clause in each.clauses})}


def _files(whole: Publication, knowledge: Knowledge, job: Job, folder: Path) -> Iterator[dict[str, Any]]:
    """Write the guide in every format and its pictures; tell their names, titles and sizes."""
    folder.mkdir()
    known = formats()
    for name in sorted(known, key=lambda each: (each not in TITLES, list(TITLES).index(each) if each in TITLES else 0)):
        form = known[name]
        yield _file(folder, f"{job.service}.{form.EXTENSION}", TITLES.get(name, name.upper()), form.render(whole))
    for each in (block for chapter in whole.chapters for block in chapter.blocks if isinstance(block, Chart)):
        yield _file(folder, f"{job.service}-timeline.svg", "流程和时间图（SVG）", chart.draw(each))
    shown = drawing.picture(knowledge, job.service, {}, job.as_of, "durable")
    yield _file(folder, f"{job.service}-graph.svg", "依赖关系图（SVG）", graph.draw(shown))


def _file(folder: Path, name: str, title: str, content: str | bytes) -> dict[str, Any]:
    data = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(data)
    return {"name": name, "title": title, "size": len(data)}


def _write(path: Path, data: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _key(knowledge: Knowledge, service: str, as_of: date) -> str:
    told = f"{knowledge.fingerprint} {knowledge.version} {_code()} {service} {as_of}"
    return hashlib.sha256(told.encode()).hexdigest()[:32]


@cache
def _code() -> str:
    """Hash of all that makes a guide: our code and themes, the libraries that typeset."""
    digest = hashlib.sha256()
    for package in (kb, generator):
        root = Path(str(package.__file__)).parent
        for path in sorted(root.rglob("*.*")):
            inside = path.relative_to(root).as_posix()
            if path.suffix in CODE and not inside.startswith("_rules/") and (
                    not inside.startswith("site/") or path.name in OWN):
                digest.update(f"{inside}\0".encode() + path.read_bytes())
    for each in LIBRARIES:
        try:
            digest.update(f"{each} {version(each)}".encode())
        except PackageNotFoundError:
            digest.update(each.encode())
    return digest.hexdigest()


def _prune(place: Path) -> None:
    parts = sorted((each for each in place.iterdir() if not each.name.startswith(".")),
                   key=lambda each: each.stat().st_mtime, reverse=True)
    for old in parts[KEEP:]:
        shutil.rmtree(old, ignore_errors=True)
