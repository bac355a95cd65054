"""The typed values that the rule base's YAML is read into. All are frozen; all know their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from kb.clauses.phrases import Phrase
from kb.findings import Place

if TYPE_CHECKING:
    from kb.clauses.tree import Node

Value = bool | int | Decimal | str | date
"""A fact's value: boolean, number (int or Decimal in the fact's unit), enum id or date."""

Force = Literal["law", "promise", "plan", "kpi", "principle"]
StepStatus = Literal["required", "waived", "abolished", "merged", "not_applicable", "depends"]
Basis = Literal["verified", "to_confirm"]
LAWS = ("law", "regulation", "rule", "local-regulation")
"""Ranks of instruments whose rules are law."""
FactType = Literal["boolean", "number", "enum", "date"]


@dataclass(frozen=True, slots=True)
class EnumValue:
    """One value of an enum fact."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """Something about a situation that rules test.

    `who` may answer: applicant, register, or an authority id. `discretion` marks what an authority decides in
    its own judgement: never assumed. `yes`/`no` are the Chinese phrases of a boolean (占用绿地 / 不占用绿地).
    """

    id: str
    type: FactType
    title: str
    question: str
    who: str = "applicant"
    discretion: bool = False
    unit: str | None = None
    integer: bool = False
    decimals: int = 2
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    values: tuple[EnumValue, ...] = ()
    yes: str = ""
    no: str = ""
    note: str = ""
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Implication:
    """What follows from a situation by itself: `if` holds, then these facts have these values.

    A presumption (`presume`) gives way to a fact the user states; a plain implication contradicts it.
    """

    condition: Node
    text: str
    then: tuple[tuple[str, Value], ...]
    presume: bool = False
    note: str = ""
    tension: str | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Authority:
    """Who does something: a department, an enterprise, the applicant."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: str = "government"
    place: Place = Place()
    short: tuple[str, ...] = ()
    """Names that mean this one in documents of the services in which it acts; elsewhere they say too little."""


@dataclass(frozen=True, slots=True)
class Material:
    """A document that is handed in, issued or passed on. `issuer` is an authority id or `applicant`."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    issuer: str = "applicant"
    note: str = ""
    shared: bool = False
    """Whether authorities can get it from one another through a sharing platform."""
    place: Place = Place()
    short: tuple[str, ...] = ()
    """Names that mean this one in documents of the services that speak of it; elsewhere they say too little."""


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice that rules forbid, or by which they are broken. An alias is another name of it.

    `phrases` are sentences that show it, `doubtful` sentences that may mean it; `unless` what in a sentence excuses it.
    `provided`: what must hold besides, that no document says; the practice is then contrary only if it does.
    """

    id: str
    name: str
    group: str
    aliases: tuple[str, ...] = ()
    place: Place = Place()
    phrases: tuple[Phrase, ...] = ()
    doubtful: tuple[Phrase, ...] = ()
    unless: tuple[Phrase, ...] = ()
    provided: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step (环节) of a service. `after` is a conjunction of any-of groups of step ids.

    `part_of`: the step that this one is a stage of; the time of the whole covers its stages.
    """

    id: str
    name: str
    kind: str
    authority: str
    aliases: tuple[str, ...] = ()
    after: tuple[tuple[str, ...], ...] = ()
    issue_after: tuple[str, ...] = ()
    produces: tuple[str, ...] = ()
    note: str = ""
    place: Place = Place()
    part_of: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a service whose working days are added up along its critical path."""

    id: str
    name: str
    steps: tuple[str, ...]
    starts: str = ""
    ends: str = ""
    note: str = ""
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Service:
    """A service (事项) an applicant can ask for.

    `policies`: the instruments without which it has no answer; empty: any instrument will do.
    `kind`: `public` (a matter of government or a public utility), `commercial` or `supervision` (of institutions).
    """

    id: str
    domain: str
    name: str
    aliases: tuple[str, ...]
    result: str
    authority: str
    audience: str
    covers: Node | None  # None: every situation
    covers_text: str
    not_covered: str
    steps: tuple[Step, ...]
    spans: tuple[Span, ...]
    policies: tuple[str, ...] = ()
    place: Place = Place()
    kind: str = "public"


@dataclass(frozen=True, slots=True)
class Slot:
    """One decision an effect makes: a kind, what it is about, and the value decided."""

    kind: str
    target: str
    value: object


@dataclass(frozen=True, slots=True)
class Ref:
    """A name an effect mentions: step, material, authority, span, fact or service."""

    kind: str
    name: str
    place: Place = field(default=Place(), compare=False)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a rule does when it holds: a keyword of the closed set and its data."""

    keyword: str
    data: Mapping[str, object]
    slots: tuple[Slot, ...]
    refs: tuple[Ref, ...]
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit. `halves` are half working days when the unit is working_day, else None."""

    value: Decimal
    unit: Literal["working_day", "day", "hour", "month"]
    measure: Literal["max", "average"] = "max"
    starts: str = ""
    ends: str = ""
    includes: str = ""

    @property
    def halves(self) -> int | None:
        """The limit in half working days (0.5 working day = 1)."""
        return int(self.value * 2) if self.unit == "working_day" else None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of one clause: when its condition holds, its effects apply."""

    id: str
    title: str
    clause: str
    services: tuple[str, ...]
    condition: Node  # always true when `when` was left out
    when: str
    effects: tuple[Effect, ...]
    force: Force
    start: date
    until: date | None = None
    due: date | None = None
    group: str | None = None
    overrides: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    note: str = ""
    place: Place = Place()
    broken_by: tuple[Ref, ...] = ()
    """Practices by which the rule is broken, without it forbidding them in so many words."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a contradictory text."""

    text: str
    clause: str


@dataclass(frozen=True, slots=True)
class Tension:
    """A contradiction in the text: both readings, the arithmetic, which one answers use and why."""

    id: str
    title: str
    services: tuple[str, ...]
    readings: tuple[Reading, ...]
    used: str
    because: str
    arithmetic: str = ""
    condition: Node | None = None
    when: str = ""
    touches: tuple[str, ...] = ()
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Unavailable:
    """What only a text outside the policy could answer, and who holds it."""

    what: str
    holder: str
    clauses: tuple[str, ...]
    services: tuple[str, ...]
    condition: Node | None = None
    when: str = ""
    touches: tuple[str, ...] = ()
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of an instrument's outline. `status` says how the rule base accounts for it.

    `digest` is empty where the text was not to hand; `basis` says whether the citation was checked against the text.
    """

    locator: str
    title: str
    digest: str
    status: str
    reason: str = ""
    basis: Basis = "verified"
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Instrument:
    """A legal source in one version: who issued it, when, of what rank, and its clauses.

    `until` is the first day on which it no longer holds; `checked_until` the last day on which it is known to hold
    as it is here, None when nobody looked.
    """

    id: str
    title: str
    issuer: str
    number: str | None
    rank: str
    issued: date
    start: date
    until: date | None
    clauses: tuple[Clause, ...]
    checked_until: date | None = None
    place: Place = Place()

    @property
    def is_law(self) -> bool:
        """Whether it is law of some rank, and not a policy that promises."""
        return self.rank in LAWS

    def holds(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.start <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Case:
    """A worked case: facts and the answer they must give."""

    id: str
    title: str
    service: str
    as_of: date
    facts: Mapping[str, Value]
    expect: Mapping[str, object]
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class LocalDay:
    """A day on which the calendar of the place differs from the national one."""

    day: date
    working: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding on the rule base that was looked at and found right; `key` names it until its rules change."""

    code: str
    key: str
    reason: str
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Everything the YAML says, read and located but not yet resolved."""

    root: str
    instruments: tuple[Instrument, ...] = ()
    facts: tuple[Fact, ...] = ()
    implications: tuple[Implication, ...] = ()
    authorities: tuple[Authority, ...] = ()
    materials: tuple[Material, ...] = ()
    services: tuple[Service, ...] = ()
    rules: tuple[Rule, ...] = ()
    tensions: tuple[Tension, ...] = ()
    unavailable: tuple[Unavailable, ...] = ()
    cases: tuple[Case, ...] = ()
    domains: Mapping[str, str] = field(default_factory=dict)
    calendar: tuple[LocalDay, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    practices: tuple[Practice, ...] = ()
