"""The lines of a text that findings stand on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from kb.clauses.encoding import decode
from kb.findings import Finding, KbError

_END = re.compile(r"\r\n|\r|\n")


def with_lines(path: Path, found: Sequence[Finding]) -> list[tuple[Finding, str]]:
    """Each finding with the line it stands on; "" in a workbook or diagram."""
    if all(each.place.spot or not each.place.line for each in found):
        return [(each, "") for each in found]
    try:
        lines = _END.split(decode(path.read_bytes(), str(path))[0])
    except (KbError, OSError):  # gone since it was read
        lines = []
    return [(each, lines[each.place.line - 1] if not each.place.spot and 0 < each.place.line <= len(lines) else "")
            for each in found]
