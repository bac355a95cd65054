"""The Answer: one value that officers, publishers and reviewers all read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from kb.clauses.model import Value

Outcome = Literal["determined", "depends", "not_covered"]
Truth = Literal["true", "unknown", "false", "grantable"]


def plain(value: object) -> object:
    """A value as JSON knows it: exact decimals as numbers, dates as text."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value


def days(halves: int | None) -> int | float | None:
    """Half working days as working days."""
    if halves is None:
        return None
    return halves // 2 if halves % 2 == 0 else halves / 2


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: the rule, its clause and force. `truth` is true, unknown, false or grantable (only if granted)."""

    rule: str
    title: str
    clause: str
    instrument: str
    force: str
    condition: str
    truth: Truth = "true"
    depends_on: tuple[str, ...] = ()
    why_not: str = ""
    also: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        """The contract's `because` entry."""
        found: dict[str, object] = {
            "rule": self.rule, "title": self.title, "clause": self.clause, "instrument": self.instrument,
            "force": self.force, "if": self.condition, "truth": self.truth}
        if self.also:
            found["also"] = list(self.also)
        if self.depends_on:
            found["depends_on"] = list(self.depends_on)
        if self.why_not:
            found["why_not"] = self.why_not
        return found


@dataclass(frozen=True, slots=True)
class StepAnswer:
    """One step in the answer. `limit` is None where no rule gives a time or it is still open (`limits`).

    `statutory`: what the law allows, with its clause; the shorter of promise and law binds.
    """

    id: str
    name: str
    authority: str
    authority_name: str
    status: str
    kind: str
    limit: Mapping[str, Any] | None = None
    limits: tuple[Mapping[str, Any], ...] = ()
    statutory: tuple[Mapping[str, Any], ...] = ()
    needs: tuple[str, ...] = ()
    issue_after: tuple[str, ...] = ()
    into: str | None = None
    because: tuple[Reason, ...] = ()
    note: str = ""
    dates: Mapping[str, Any] | None = None
    part_of: str | None = None

    def to_json(self) -> dict[str, object]:
        """The contract's step object."""
        return {
            "id": self.id, "name": self.name, "authority": self.authority, "authority_name": self.authority_name,
            "status": self.status, "kind": self.kind, "limit": plain(self.limit), "limits": plain(self.limits),
            "statutory": plain(self.statutory),
            "needs": list(self.needs), "issue_after": list(self.issue_after), "into": self.into,
            "part_of": self.part_of, "note": self.note, "dates": plain(self.dates),
            "because": [each.to_json() for each in self.because]}


@dataclass(frozen=True, slots=True)
class MaterialAnswer:
    """One material at one step."""

    id: str
    name: str
    step: str
    status: str
    any_of: str | None
    source: str
    basis: str
    form: str
    copies: int | None
    note: str
    because: tuple[Reason, ...]

    def to_json(self) -> dict[str, object]:
        """The contract's material object."""
        return {"id": self.id, "name": self.name, "step": self.step, "status": self.status, "any_of": self.any_of,
                "from": self.source, "basis": self.basis, "form": self.form, "copies": self.copies,
                "note": self.note, "because": [each.to_json() for each in self.because]}


@dataclass(frozen=True, slots=True)
class SpanAnswer:
    """A span's total in working days (`low`, `high`), its critical path and what is not in it.

    `untimed` are its steps that take place without a time limit; `uncounted` those whose time, always or in a case
    that is still open, is not in working days or given by no rule, so that the total leaves it out; `excluded` those
    the clock leaves out.
    """

    id: str
    name: str
    low: int
    high: int
    exact: bool
    critical_path: tuple[str, ...]
    slack: Mapping[str, int | None]
    declared: tuple[Mapping[str, Any], ...]
    untimed: tuple[str, ...]
    excluded: tuple[str, ...]
    starts: str
    ends: str
    arithmetic: str
    shortest_case: Mapping[str, Value] = field(default_factory=dict)
    longest_case: Mapping[str, Value] = field(default_factory=dict)
    dates: Mapping[str, Any] | None = None
    because: tuple[Reason, ...] = ()
    known: bool = True
    uncounted: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        """The contract's span object; a total nobody gives a time for is null, not 0."""
        settled = [each for each in self.declared if each.get("settled")]
        caps = [each for each in settled if each["measure"] == "max"] or settled
        return {
            "id": self.id, "name": self.name, "unit": "working_day",
            "total": {"min": days(self.low) if self.known else None,
                      "max": days(self.high) if self.known else None, "exact": self.exact},
            "critical_path": list(self.critical_path),
            "slack": {name: days(each) for name, each in self.slack.items()},
            "declared": {"value": plain(caps[0]["value"]), "measure": caps[0]["measure"]} if caps else None,
            "declared_all": plain(self.declared), "arithmetic": self.arithmetic,
            "untimed": list(self.untimed),
            "uncounted": list(self.uncounted), "excluded": list(self.excluded), "starts": self.starts,
            "ends": self.ends, "shortest_case": plain(self.shortest_case), "longest_case": plain(self.longest_case),
            "dates": plain(self.dates), "because": [each.to_json() for each in self.because]}


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """An entry of duties, entitlements, prohibitions, fees, disclosures or reports."""

    rule: str
    keyword: str
    text: str
    status: Literal["applies", "depends"]
    data: Mapping[str, Any]
    because: tuple[Reason, ...]

    def to_json(self) -> dict[str, object]:
        """The entry as JSON; the effect's own data stands beside its sentence."""
        return {"rule": self.rule, "keyword": self.keyword, "text": self.text, "status": self.status,
                "data": plain(self.data), "because": [each.to_json() for each in self.because]}


SECTIONS = ("duties", "entitlements", "prohibitions", "fees", "disclosures", "reports")


@dataclass(frozen=True, slots=True)
class Answer:
    """What banshi says about one situation of one service on one day."""

    service: str
    service_name: str
    as_of: date
    facts: Mapping[str, Value]
    derived: tuple[Mapping[str, Any], ...]
    knowledge: Mapping[str, Any]
    engine: str
    outcome: Outcome
    outcome_note: str
    steps: tuple[StepAnswer, ...] = ()
    materials: tuple[MaterialAnswer, ...] = ()
    spans: tuple[SpanAnswer, ...] = ()
    items: Mapping[str, tuple[ItemAnswer, ...]] = field(default_factory=dict)
    missing: tuple[Mapping[str, Any], ...] = ()
    tensions: tuple[Mapping[str, Any], ...] = ()
    unavailable: tuple[Mapping[str, Any], ...] = ()
    pauses: tuple[Mapping[str, Any], ...] = ()
    considered: tuple[Reason, ...] = ()
    notices: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        """The contract's Answer, with further fields beside the promised ones."""
        return {
            "service": self.service, "service_name": self.service_name, "as_of": self.as_of.isoformat(),
            "facts": plain(self.facts), "derived": plain(self.derived), "knowledge": plain(self.knowledge),
            "engine": self.engine, "outcome": self.outcome, "outcome_note": self.outcome_note,
            "steps": [each.to_json() for each in self.steps],
            "materials": [each.to_json() for each in self.materials],
            "spans": [each.to_json() for each in self.spans],
            **{name: [each.to_json() for each in self.items.get(name, ())] for name in SECTIONS},
            "missing": plain(self.missing), "tensions": plain(self.tensions),
            "unavailable": plain(self.unavailable), "pauses": plain(self.pauses),
            "considered": [each.to_json() for each in self.considered], "notices": list(self.notices)}

    def step(self, name: str) -> StepAnswer:
        """The step with this id; KeyError when the answer has none."""
        return {each.id: each for each in self.steps}[name]

    def span(self, name: str) -> SpanAnswer:
        """The span with this id; KeyError when the answer has none."""
        return {each.id: each for each in self.spans}[name]
