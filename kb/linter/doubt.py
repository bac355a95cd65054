"""Findings that rest on something the document does not say."""

from __future__ import annotations

import re
from dataclasses import replace

from kb.findings import Finding

_CONDITION = re.compile("(。违规，当[^。]+)时(?=$|。)")


def doubted(found: Finding, words: str, *doubts: str) -> Finding:
    """A finding that also holds only if `words` do; an error becomes a warning.

    `doubts` names what the document would have to say to settle it. Nothing is mended on a doubt.
    """
    more = f"并且{words}时" if words else ""
    message, told = _CONDITION.subn(lambda each: f"{each.group(1)}、{more}", found.message, count=1)
    return replace(found, severity="warning" if found.severity == "error" else found.severity,
                   message=message if told else f"{found.message}。违规，当{words}时",
                   depends_on=(*found.depends_on, *doubts), fix=None)
