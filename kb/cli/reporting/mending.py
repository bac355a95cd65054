"""What `--fix` has done, for people and programs."""

from __future__ import annotations

from collections.abc import Iterator

import click

from kb.cli.wide import wrapped
from kb.linter.mending.mend import Mended
from kb.linter.outcome.reviewed import Reviewed

_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def lines(mended: Mended, width: int) -> Iterator[str]:
    """The changes, and what is left to do by hand."""
    for each in mended.diff:
        yield click.style(each, fg=_COLOURS.get(each[:1]))
    if mended.diff:
        yield ""
    for finding, why in mended.refused:
        where = finding.place.spot or f"第{finding.place.line}行"
        yield wrapped(f"没有自动改 {finding.code}（{where}）：{why}", width, 2)
    where = f"，写到 {mended.written}" if mended.written else ""
    counts = f"改了{len(mended.made)}处{where}" if mended.made else "没有能自动改的地方"
    yield wrapped(f"{counts}；改后还有{_serious(mended)}处错误或警告", width)
    yield ""


def to_json(reviewed: Reviewed) -> dict[str, object]:
    """The same as JSON."""
    mended = reviewed.mended
    assert mended is not None  # noqa: S101  # asked for by the caller
    return {"file": reviewed.file, "written": mended.written or None,
            "made": [each.to_json() for each in mended.made],
            "refused": [{"why": why, "finding": each.to_json()} for each, why in mended.refused],
            "open": [each.to_json() for each in mended.open], "diff": list(mended.diff)}


def _serious(mended: Mended) -> int:
    return sum(each.severity != "note" for each in mended.open)
