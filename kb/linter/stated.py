"""What a departmental document states, part by part. Every part knows its path in the file (`at`).

A text that is not stated is "", a yes-or-no that is not stated is None: unknown is never no. Where a department is
named, the text stands beside the rule base's authority that it names (`…_id`, None when it names none for sure).
`Procedure.place_of(part, "key")` is the place of one value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kb.clauses.located import Step as Part
from kb.clauses.model import Limit, Value
from kb.clauses.tree import ALWAYS, Node

Path = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class StatedSeal:
    """A seal that is asked for, on a step's papers or on one material."""

    by: str
    at: Path
    by_id: str | None = None
    kind: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class StatedMaterial:
    """A material that a document asks for at a step.

    `name` is as written; `core` is the name without what is said about its form (原件, 一式两份 …). `material` is
    what `is` says. `form` is `original`, `copy`, `duplicate`, `electronic`, another word as written, or "". `stamp`
    is what the name says about a seal (加盖公章). `any_of` names the group of which one material is enough.
    """

    name: str
    at: Path
    material: str | None = None
    required: bool = True
    core: str = ""
    copies: int | None = None
    form: str = ""
    source: str = ""
    source_id: str | None = None
    legal_basis: str | None = None
    seals: tuple[StatedSeal, ...] = ()
    stamp: str = ""
    any_of: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class StatedLater:
    """What may follow after acceptance (容缺): the material, on what (`on`), and within what time."""

    name: str
    at: Path
    on: str = ""
    within: Limit | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class StatedFee:
    """A fee, of a step or of the whole document. `amount` is a number, a text, or None when open or not stated."""

    name: str
    at: Path
    amount: Decimal | str | None = None
    payer: str = ""
    payer_id: str | None = None
    payee: str = ""
    payee_id: str | None = None
    before_result: bool | None = None
    published: bool | None = None
    required: bool | None = None
    basis: str | None = None
    when_paid: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class StatedNotice:
    """How an applicant is told what is missing."""

    at: Path
    form: str = ""
    complete: bool | None = None
    times: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class StatedStep:
    """One step as a document states it.

    `rule_step` is what `is` says. `condition` is when the step takes place (its `situation` and, where it is
    an expression, its `when`); `vague` marks a `when` in free words, whose truth nobody can tell.
    """

    index: int
    id: str
    name: str
    rule_step: str | None = None
    authority: str | None = None
    authority_text: str = ""
    kind: str | None = None
    after: tuple[str, ...] = ()
    issue_after: tuple[str, ...] = ()
    duration: Limit | None = None
    counted: bool = True
    materials: tuple[StatedMaterial, ...] = ()
    situation: Mapping[str, Value] = field(default_factory=dict)
    condition: Node = ALWAYS
    vague: str = ""
    when: str = ""
    accepts_with: tuple[StatedLater, ...] = ()
    fees: tuple[StatedFee, ...] = ()
    seals: tuple[StatedSeal, ...] = ()
    notice: StatedNotice | None = None
    legal_basis: str | None = None
    channels: tuple[str, ...] = ()
    result: str = ""
    note: str = ""

    @property
    def at(self) -> Path:
        """The step's path in the file."""
        return ("steps", self.index)

    def waits(self) -> tuple[tuple[str, str], ...]:
        """All that the step waits for: under which key, and for whom."""
        return (*(("after", each) for each in self.after), *(("issue_after", each) for each in self.issue_after))


@dataclass(frozen=True, slots=True)
class StatedPromise:
    """A time that is promised for an item (a step, a span or other words), in the situation `situation` (`for`)."""

    item: str
    at: Path
    duration: Limit | None = None
    situation: Mapping[str, Value] = field(default_factory=dict)
    condition: Node = ALWAYS
    note: str = ""


@dataclass(frozen=True, slots=True)
class StatedPractice:
    """Another practice, in words. `kind` is a category such as `tied_sale`; `required`: whether it is forced."""

    text: str
    at: Path
    kind: str = ""
    required: bool | None = None
    by: str = ""
    by_id: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class StatedDisclosure:
    """What is, or is not, made public."""

    what: str
    at: Path
    public: bool | None = None
    where: str = ""
    since: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class StatedReport:
    """A report: on what, for which period, when handed in (None when not), to whom."""

    what: str
    at: Path
    period: str = ""
    submitted: date | None = None
    to: tuple[str, ...] = ()
    to_ids: tuple[str | None, ...] = ()
    by: str = ""
    by_id: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class StatedDecision:
    """A decision in one case, with the facts of that case.

    `grants` and `denies` name rights of the rule base, or rules that grant one.
    """

    text: str
    at: Path
    situation: Mapping[str, Value] = field(default_factory=dict)
    day: date | None = None
    by: str = ""
    by_id: str | None = None
    note: str = ""
    grants: tuple[str, ...] = ()
    denies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatedDataUse:
    """A use of data: what for, who receives it, which data, and whether the person agreed."""

    purpose: str
    at: Path
    receiver: str = ""
    receiver_id: str | None = None
    data: tuple[str, ...] = ()
    consent: bool | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A deviation that is knowingly kept: which check, where (`where`, ids), why, until when (None: no end)."""

    code: str
    at: Path
    where: tuple[str, ...] = ()
    reason: str = ""
    until: date | None = None
    by: str = ""


StatedPart = (StatedStep | StatedMaterial | StatedLater | StatedFee | StatedSeal | StatedNotice | StatedPromise
              | StatedPractice | StatedDisclosure | StatedReport | StatedDecision | StatedDataUse | Acceptance)
