"""Deviations that a document says are knowingly kept (`accept`): which findings they cover, and which cover none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from kb.findings import Finding, problem
from kb.linter.document import Procedure
from kb.linter.match import folded
from kb.linter.outcome.reviewed import Told
from kb.linter.stated import Acceptance

TOGETHER = ("P202",)
"""What may be found only beside other documents; an entry for it may seem to cover nothing."""


def settled(procedure: Procedure, told: Sequence[Told], today: date) -> list[Told]:
    """The findings with those marked that an entry covers on this day, and notes on entries without effect.

    An entry names steps by id or name. It covers a finding whose places it all names, and one in which all places
    that it names take part; without `at` it covers every finding of its code. It holds up to and on `until`.
    """
    entries = [(each, _places(procedure, each)) for each in procedure.accept]
    found = accepted(procedure, told, today)
    notes = [Told(note) for entry, places in entries for note in _note(procedure, entry, places, told, today)]
    return sorted([*found, *notes], key=lambda each: (each.finding.place, each.finding.code, each.finding.at))


def accepted(procedure: Procedure, told: Sequence[Told], today: date) -> list[Told]:
    """The findings with those marked that an entry covers on this day."""
    entries = [(each, _places(procedure, each)) for each in procedure.accept if _holds(each, today)]
    found = []
    for each in told:
        holding = next((entry for entry, places in entries if _covers(entry, places, each.finding)), None)
        found.append(each if holding is None else
                     replace(each, state="accepted", reason=holding.reason, until=holding.until))
    return found


def _places(procedure: Procedure, entry: Acceptance) -> frozenset[str]:
    names = {folded(step.name): step.id for step in procedure.steps}
    ids = {step.id for step in procedure.steps}
    return frozenset(name if name in ids or name.startswith("/") else names.get(folded(name), name)
                     for name in entry.where)


def _covers(entry: Acceptance, places: frozenset[str], finding: Finding) -> bool:
    if entry.code != finding.code:
        return False
    return not places or places <= set(finding.at) or (bool(finding.at) and set(finding.at) <= places)


def _holds(entry: Acceptance, today: date) -> bool:
    return entry.until is None or today <= entry.until


def _note(procedure: Procedure, entry: Acceptance, places: frozenset[str], told: Sequence[Told],
          today: date) -> Iterator[Finding]:
    what = f"保留的偏差 {entry.code}" + (f"（{'、'.join(entry.where)}）" if entry.where else "")
    if not any(_covers(entry, places, each.finding) for each in told):
        if entry.code in TOGETHER:
            return
        yield problem("S651", "acceptance-without-effect", f"{what} 在文件里没有对应的问题",
                      procedure.place_of(entry, "code"), "已经改好的，删去这一项；还在的，核对代码和环节编号", "note")
    elif not _holds(entry, today):
        yield problem("S652", "acceptance-expired", f"{what} 到{entry.until}为止，已经过期，问题重新计入",
                      procedure.place_of(entry, "until"), "改正问题，或者重新确认并写上新的日期", "note")
