"""A departmental document as typed values that know where they stand in the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kb.clauses.located import Located
from kb.clauses.located import Step as Part
from kb.clauses.model import Service, Value
from kb.findings import Finding, Place
from kb.linter.stated import (
    Acceptance,
    StatedDataUse,
    StatedDecision,
    StatedDisclosure,
    StatedFee,
    StatedMaterial,
    StatedPart,
    StatedPractice,
    StatedPromise,
    StatedReport,
    StatedStep,
)

if TYPE_CHECKING:
    from kb.compiler.knowledge import Knowledge

__all__ = ["Procedure", "StatedMaterial", "StatedStep", "pointer", "read_procedure"]


@dataclass(frozen=True, slots=True)
class Procedure:
    """A departmental document: what it claims to cover, and all it states. `data` is the whole file, located.

    `fees` are those of the document as a whole; `all_fees` adds those of the steps. `notes` is what is worth
    saying about the file itself, such as a column of a table that was not read.
    """

    file: str
    service: Service
    title: str
    department: str
    as_of: date
    situation: Mapping[str, Value]
    steps: tuple[StatedStep, ...]
    data: Located
    department_id: str | None = None
    promises: tuple[StatedPromise, ...] = ()
    fees: tuple[StatedFee, ...] = ()
    practices: tuple[StatedPractice, ...] = ()
    disclosures: tuple[StatedDisclosure, ...] = ()
    reports: tuple[StatedReport, ...] = ()
    decisions: tuple[StatedDecision, ...] = ()
    data_uses: tuple[StatedDataUse, ...] = ()
    accept: tuple[Acceptance, ...] = ()

    @property
    def notes(self) -> tuple[Finding, ...]:
        """What reading the file left to say; none of it stops the review."""
        return self.data.notes

    def place(self, *path: Part) -> Place:
        """The place of a part of the file, or of the nearest thing around it."""
        return self.data.place_of(path)

    def place_of(self, part: StatedPart, *keys: Part) -> Place:
        """The place of a stated part, or of one of its values; of the part when it has no such value."""
        return self.data.place_of((*part.at, *keys))

    def states(self, part: StatedPart, key: str) -> bool:
        """Whether a stated part has an entry of its own under a key, be it null: `legal_basis: null` says none."""
        found = self._at(part.at)
        return isinstance(found, dict) and key in found

    def written(self, part: StatedPart, key: str) -> object:
        """What stands under a key of a stated part, as it was written; None when nothing does."""
        found = self._at(part.at)
        return found.get(key) if isinstance(found, dict) else None

    def _at(self, path: tuple[Part, ...]) -> object:
        found: object = self.data.value
        for step in path:
            if isinstance(found, dict) and step in found:
                found = found[str(step)]
            elif isinstance(found, list) and isinstance(step, int) and step < len(found):
                found = found[step]
            else:
                return None
        return found

    def all_fees(self) -> Iterator[tuple[StatedStep | None, StatedFee]]:
        """Every fee with its step; with None for the document's own."""
        yield from ((None, each) for each in self.fees)
        yield from ((step, each) for step in self.steps for each in step.fees)

    def step_place(self, step: StatedStep, key: str = "") -> Place:
        """The place of one entry of a step; of its name when it has no such entry."""
        stated = self.data.value
        steps = stated.get("steps") if isinstance(stated, dict) else None
        entry = steps[step.index] if isinstance(steps, list) else None
        wanted = key if isinstance(entry, dict) and key in entry else "name"
        return self.place("steps", step.index, wanted)

    def waiting(self, step: StatedStep, earlier: str, key: str = "after") -> tuple[Part, ...]:
        """The path of the entry in `after` (or `issue_after`) that names an earlier step."""
        path: tuple[Part, ...] = ("steps", step.index, key)
        listed = self.written(step, key)
        names = [str(each) for each in listed] if isinstance(listed, list) else []
        return (*path, names.index(earlier)) if earlier in names else path


def read_procedure(knowledge: Knowledge, path: str | Path, shown: str | None = None) -> Procedure:
    """The document in a file: YAML, JSON, XLSX, CSV or BPMN.

    Raises KbError with everything that is wrong with it and where: what the file's form forbids (S1xx, S3xx; tables
    and diagrams S61x-S63x), an unknown service (S501), fact (S504) or value (S41x), facts that contradict each other
    (S503), a bad time limit (S40x), an unknown rule step in `is` (S601), a step id used twice (S602), an unknown
    material in `is` (S606). Steps that wait for each other (P202) or for none of the document (P650) are not among
    these: they are findings of the review.
    """
    from kb.linter.readers.choose import read_located
    from kb.linter.reading import procedure_of

    name = shown if shown is not None else str(path)
    located, wrong = read_located(knowledge, Path(path), name)
    return procedure_of(knowledge, located, wrong)


def pointer(path: tuple[Part, ...]) -> str:
    """A path as a JSON pointer."""
    return "".join(f"/{part}" for part in path)
