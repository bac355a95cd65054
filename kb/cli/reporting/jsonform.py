"""Findings as the contract's JSON: `{"findings", "checked", "documents", "unread", "knowledge", …}`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kb.linter.outcome.reviewed import Outcome, Told

if TYPE_CHECKING:
    from kb.compiler.knowledge import Knowledge


def render(knowledge: Knowledge, outcome: Outcome) -> str:
    """One JSON document. `findings` are those that count; `suppressed` are accepted or known from the baseline."""
    told = outcome.told()
    found: dict[str, object] = {
        "findings": [each.finding.to_json() for each in told if each.state == "open"],
        "suppressed": [_kept(each) for each in told if each.state != "open"],
        "checked": [each.file for each in outcome.documents],
        "documents": [each.document for each in outcome.documents if each.document is not None],
        "unread": [each.to_json() for each in outcome.unread],
        "knowledge": {"fingerprint": knowledge.fingerprint, "version": knowledge.version}}
    mended = [each for each in outcome.documents if each.mended is not None]
    if mended:
        from kb.cli.reporting.mending import to_json

        found["fixes"] = [to_json(each) for each in mended]
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _kept(told: Told) -> dict[str, object]:
    return {"state": told.state, "reason": told.reason, "until": told.until.isoformat() if told.until else None,
            "finding": told.finding.to_json()}
