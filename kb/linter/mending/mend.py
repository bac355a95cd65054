"""A corrected document: one fix after another, each reviewed anew, until there is none left that can be made.

Nothing is taken on trust: after each fix the file is read again, and when it says anything else than the document
with that fix should, the fix is not made.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import unified_diff
from pathlib import Path

from kb.clauses.encoding import decode
from kb.compiler.knowledge import Knowledge
from kb.findings import Finding, KbError
from kb.linter.mending import cells, csvedit, textedit, xlsxedit
from kb.linter.mending.operations import Change, UnfitError, applied, changes
from kb.linter.outcome.reviewed import Told
from kb.linter.readers.choose import Kind, grids_in, located_in, read_kind
from kb.linter.reading import procedure_of
from kb.linter.review import Review
from kb.linter.run import findings_of

_COUNTED = re.compile("(?<=[0-9])个(?=工作日|小时|月)")
MOST = 200
"""Fixes in one document."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A corrected document: `data` (None when nothing was changed), the fixes made, and those that were not, why.

    `open` are the findings that the corrected document still has; `diff` is what changed, line by line.
    """

    name: str
    made: tuple[Finding, ...] = ()
    refused: tuple[tuple[Finding, str], ...] = ()
    open: tuple[Finding, ...] = ()
    diff: tuple[str, ...] = ()
    data: bytes | None = None
    written: str = ""


def mended_name(path: Path) -> Path:
    """Where the corrected document goes: beside the original."""
    return path.with_name(f"{path.stem}.fixed{path.suffix}")


def mend(knowledge: Knowledge, path: Path, today: date, known: frozenset[str] = frozenset()) -> Mended:
    """The document with all its fixes made that can be. KbError when it cannot be read."""
    data, kind = read_kind(path, str(path))
    page = _Page(knowledge, path, data, kind)
    found = _open(page, today, known)
    if kind == "diagram":
        why = "流程图不自动改；请在画图的软件里照着改"
        return Mended(path.name, refused=tuple((each, why) for each in found if each.fix), open=tuple(found))
    made: list[Finding] = []
    refused: dict[str, tuple[Finding, str]] = {}
    seen = {data}
    for _ in range(MOST):
        following = next((each for each in found if each.fix and _key(each) not in refused), None)
        if following is None:
            break
        try:
            after = page.after(following)
            left = _open(after, today, known)
            if spared := _spared(following, found, left):
                after = page.after(following, spared)
                left = _open(after, today, known)
            if after.data in seen:
                raise UnfitError("同别的改法互相矛盾")
        except (UnfitError, KbError) as error:
            why = str(error) if isinstance(error, UnfitError) else "改了以后文件读不出来"
            refused[_key(following)] = following, why
            continue
        seen.add(after.data)
        made.append(following)
        page, found = after, left
    diff = (*page.log, *_diff(data, page.data, path)) if made else ()
    return Mended(path.name, tuple(made), tuple(refused.values()), tuple(found), diff, page.data if made else None)


class _Page:
    """A state of the document: its bytes and what they say. `log`: what changed in a workbook so far."""

    def __init__(self, knowledge: Knowledge, path: Path, data: bytes, kind: Kind, log: Sequence[str] = ()) -> None:
        self.knowledge, self.path, self.data, self.kind, self.log = knowledge, path, data, kind, tuple(log)
        self.located, self.wrong = located_in(knowledge, data, kind, str(path))

    def after(self, finding: Finding, spared: Collection[str] = ()) -> _Page:
        """The document with one fix made. UnfitError when it cannot be made, or would change anything else."""
        page = self
        for change in changes(self.located.value, finding.fix or {}, spared):
            wanted = applied(page.located.value, [change])
            page = page.changed(change)
            if _bare(page.located.value) != _bare(wanted):
                raise UnfitError("在这种写法的文件里没有把握改对")
        return page

    def changed(self, change: Change) -> _Page:
        """The document with one change made."""
        if self.kind == "text":
            text, _ = decode(self.data, str(self.path))
            after = textedit.changed(text, change, self.path.suffix.lower() == ".json")
            return self._next(csvedit.encoded(after, self.data), ())
        grids, _ = grids_in(self.data, self.kind, str(self.path))
        done = list(cells.Tables(self.located, grids).changes(change))
        if self.kind == "csv":
            text, _ = decode(self.data, str(self.path))
            return self._next(csvedit.encoded(csvedit.changed(text, done), self.data), ())
        return self._next(xlsxedit.changed(self.data, grids, done), cells.said(grids, done))

    def _next(self, data: bytes, log: Sequence[str]) -> _Page:
        return _Page(self.knowledge, self.path, data, self.kind, (*self.log, *log))

    def review(self) -> Review:
        """The document as it is now, under review."""
        return Review(self.knowledge, procedure_of(self.knowledge, self.located, self.wrong))


def _open(page: _Page, today: date, known: frozenset[str]) -> list[Finding]:
    from kb.linter.outcome.review import told_of

    review = page.review()
    told: list[Told] = told_of(review, today, [(each, "") for each in findings_of(review)], known)
    return [each.finding for each in told if each.state == "open"]


def _spared(done: Finding, before: Sequence[Finding], after: Sequence[Finding]) -> frozenset[str]:
    """The steps that a fix made wait for the step that it is about, though it may not be required there either."""
    told = {(each.code, each.at) for each in before}
    return frozenset(each.at[0] for each in after if each.severity != "note" and (each.code, each.at) not in told
                     and len(each.at) == len(done.at) == 2 and each.at[1] == done.at[1])


def _key(finding: Finding) -> str:
    return f"{finding.code} {finding.fix} {finding.at}"


def _bare(value: object) -> object:
    """What a file says: a list that became empty in a cell is not said there any more, 7个工作日 is 7工作日."""
    if isinstance(value, dict):
        return {key: _bare(each) for key, each in value.items() if each not in ([], {}, None)}
    if isinstance(value, str):
        return _COUNTED.sub("", value)
    return [_bare(each) for each in value] if isinstance(value, list) else value


def _diff(before: bytes, after: bytes, path: Path) -> list[str]:
    if before.startswith(b"PK"):
        return []
    old, new = (decode(each, str(path))[0].splitlines() for each in (before, after))
    return list(unified_diff(old, new, path.name, mended_name(path).name, n=1, lineterm=""))
