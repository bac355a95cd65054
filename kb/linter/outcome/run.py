"""All documents of a run: reviewed one by one, then looked at together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from kb.compiler.knowledge import Knowledge
from kb.findings import Finding
from kb.linter.outcome.baseline import Baseline
from kb.linter.outcome.batch import reviews
from kb.linter.outcome.between import between, suspects
from kb.linter.outcome.review import Wanted
from kb.linter.outcome.reviewed import Outcome, Reviewed

Seen = Callable[[Reviewed | tuple[Finding, ...]], Reviewed | tuple[Finding, ...]]


def outcome_of(knowledge: Knowledge, rules: Path | None, paths: Sequence[Path | Finding], wanted: Wanted,
               baseline: Baseline | None, jobs: int | None, seen: Seen) -> Outcome:
    """What there is to say about these documents. `seen` gets each as soon as it is done, and may replace it."""
    outcome = Outcome(baselined=baseline is not None)
    known = baseline.known(paths) if baseline else {}
    wanted = replace(wanted, together=len(paths) > 1)
    for each in reviews(knowledge, rules, paths, wanted, known, jobs):
        result = seen(each)
        if isinstance(result, Reviewed):
            outcome.documents.append(result)
        else:
            outcome.unread += result
            outcome.missed += 1
    digests = [(each.file, each.digest) for each in outcome.documents if each.digest is not None]
    outcome.between = between(knowledge, suspects(digests), wanted.today, baseline.of if baseline else _none)
    if baseline is not None:
        outcome.gone = baseline.gone(outcome.documents, outcome.between)
    return outcome


def _none(_: str) -> frozenset[str]:
    return frozenset()
