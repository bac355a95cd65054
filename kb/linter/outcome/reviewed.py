"""One document's review as a small value: it goes between processes and into reports, and keeps no rule base."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from kb.findings import Finding, Place, Severity

if TYPE_CHECKING:
    from kb.linter.mending.mend import Mended
    from kb.linter.outcome.between import Digest

State = Literal["open", "accepted", "known"]
"""`accepted`: the document says why it is kept. `known`: the baseline has it."""


@dataclass(frozen=True, slots=True)
class Told:
    """A finding, the line it stands on, its fingerprint, and what becomes of it; `reason` is why it is kept."""

    finding: Finding
    line: str = ""
    fingerprint: str = ""
    state: State = "open"
    reason: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A document and what is said about it.

    `taken`: step names that were taken for steps of the rule base. `unheard`: sentences that no rule was held against.
    `document` is the JSON description of what was checked, `mended` the corrected document, `digest`
    what is held against other documents; each only if asked for.
    """

    file: str
    service: str
    service_name: str
    title: str
    department: str
    as_of: date
    told: tuple[Told, ...] = ()
    taken: tuple[str, ...] = ()
    document: Mapping[str, object] | None = None
    mended: Mended | None = None
    digest: Digest | None = None
    unheard: tuple[Place, ...] = ()


@dataclass(slots=True)
class Outcome:
    """All that one run has to say. `between` is what only several documents together show."""

    documents: list[Reviewed] = field(default_factory=list)
    unread: list[Finding] = field(default_factory=list)
    missed: int = 0
    between: list[Told] = field(default_factory=list)
    baselined: bool = False
    levels: tuple[Severity, ...] = ("error",)
    """The severities that make a run fail."""
    gone: int = 0
    """How many entries of the baseline were not found again in the documents of this run."""

    def told(self) -> list[Told]:
        """Everything told, document by document."""
        return [*(each for one in self.documents for each in one.told), *self.between]

    def failing(self) -> bool:
        """Whether there is anything that makes the run fail."""
        return any(each.severity in self.levels for each in self.open())

    def open(self) -> list[Finding]:
        """The findings that nobody has accepted and no baseline knows."""
        return opened(self.told())


def opened(told: Iterable[Told]) -> list[Finding]:
    """The findings that count."""
    return [each.finding for each in told if each.state == "open"]


def counted(told: Sequence[Told], state: State) -> int:
    """How many are in a state."""
    return sum(each.state == state for each in told)
