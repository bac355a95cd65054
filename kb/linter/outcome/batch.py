"""Many documents in order, on several processors; only what is small comes back from them."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from pathlib import Path

from kb.compiler.knowledge import Knowledge
from kb.compiler.load import load
from kb.findings import Finding, KbError, problem
from kb.linter.outcome.review import Wanted, reviewed
from kb.linter.outcome.reviewed import Reviewed

PIECE = 8
"""Documents handed to a process at a time."""
AHEAD = 3
"""Pieces per process that may be under way: more would only wait in memory."""
WORTH = 16
"""Documents for which one more process is worth starting."""

Result = Reviewed | tuple[Finding, ...]
Known = Mapping[Path, frozenset[str]]

_knowledge: list[Knowledge] = []


def reviews(knowledge: Knowledge, rules: Path | None, paths: Sequence[Path | Finding], wanted: Wanted, known: Known,
            jobs: int | None = None) -> Iterator[Result]:
    """Every document's review in the order given; the findings that say why, where one cannot be read.

    `rules` is where further processes load the rule base from. `jobs` is the number of processes, by default one
    for each processor as far as there is work for it.
    """
    most = jobs if jobs is not None else min(os.cpu_count() or 1, len(paths) // WORTH)
    work = [(path, known.get(path, frozenset()) if isinstance(path, Path) else frozenset()) for path in paths]
    if most <= 1:
        for path, mine in work:
            yield _one(knowledge, path, wanted, mine)
        return
    _knowledge[:] = [knowledge]  # a forked process has it already
    try:
        with ProcessPoolExecutor(most, initializer=_ready, initargs=(rules,)) as pool:
            yield from _spread(pool, work, wanted, most * AHEAD)
    except BrokenProcessPool:
        raise KbError(problem("S653", "process-lost", "一个审查进程中途停止，结果不全",
                              hint="多半是内存不够；用 --jobs 1 再试一次")) from None


def _spread(pool: ProcessPoolExecutor, work: Sequence[tuple[Path | Finding, frozenset[str]]], wanted: Wanted,
            most: int) -> Iterator[Result]:
    pieces = (work[start:start + PIECE] for start in range(0, len(work), PIECE))
    running: deque[Future[list[Result]]] = deque(pool.submit(_piece, each, wanted) for each in islice(pieces, most))
    while running:
        yield from running.popleft().result()
        running.extend(pool.submit(_piece, each, wanted) for each in islice(pieces, 1))


def _ready(rules: Path | None) -> None:
    if not _knowledge:
        _knowledge.append(load(rules))


def _piece(work: Sequence[tuple[Path | Finding, frozenset[str]]], wanted: Wanted) -> list[Result]:
    return [_one(_knowledge[0], path, wanted, mine) for path, mine in work]


def _one(knowledge: Knowledge, path: Path | Finding, wanted: Wanted, known: frozenset[str]) -> Result:
    if isinstance(path, Finding):
        return (path,)
    try:
        return reviewed(knowledge, path, wanted, known)
    except KbError as error:
        return error.findings
