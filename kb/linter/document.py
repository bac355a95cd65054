"""A departmental document as typed values that know where they stand in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kb.clauses.located import Located
from kb.clauses.located import Step as Part
from kb.clauses.model import Limit, Service, Value
from kb.clauses.tree import ALWAYS, Node
from kb.findings import Place

if TYPE_CHECKING:
    from kb.compiler.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class StatedMaterial:
    """A material that a document asks for at a step. `at` is its path in the file."""

    name: str
    at: tuple[Part, ...]
    material: str | None = None
    required: bool = True


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

    def waits(self) -> tuple[tuple[str, str], ...]:
        """All that the step waits for: under which key, and for whom."""
        return (*(("after", each) for each in self.after), *(("issue_after", each) for each in self.issue_after))


@dataclass(frozen=True, slots=True)
class Procedure:
    """A departmental document: what it claims to cover, and its steps. `data` is the whole file, located."""

    file: str
    service: Service
    title: str
    department: str
    as_of: date
    situation: Mapping[str, Value]
    steps: tuple[StatedStep, ...]
    data: Located

    def place(self, *path: Part) -> Place:
        """The place of a part of the file, or of the nearest thing around it."""
        return self.data.place_of(path)

    def step_place(self, step: StatedStep, key: str = "") -> Place:
        """The place of one entry of a step; of its name when it has no such entry."""
        stated = self.data.value
        steps = stated.get("steps") if isinstance(stated, dict) else None
        entry = steps[step.index] if isinstance(steps, list) else None
        wanted = key if isinstance(entry, dict) and key in entry else "name"
        return self.place("steps", step.index, wanted)

    def waiting(self, step: StatedStep, earlier: str, key: str = "after") -> tuple[Part, ...]:
        """The path of the entry in `after` (or `issue_after`) that names an earlier step."""
        names = step.after if key == "after" else step.issue_after
        path: tuple[Part, ...] = ("steps", step.index, key)
        stated = self.data.value
        steps = stated.get("steps") if isinstance(stated, dict) else None
        entry = steps[step.index] if isinstance(steps, list) else None
        listed = isinstance(entry, dict) and isinstance(entry.get(key), list)
        return (*path, names.index(earlier)) if listed and earlier in names else path


def read_procedure(knowledge: Knowledge, path: str | Path, shown: str | None = None) -> Procedure:
    """The document in a YAML or JSON file.

    Raises KbError with everything that is wrong with it and where: what the file's form forbids (S1xx, S3xx),
    an unknown service (S501), fact (S504) or value (S41x), facts that contradict each other (S503), a bad time
    limit (S40x), an unknown rule step in `is` (S601), a step id used twice (S602), one in `after` that does not
    exist (S603). Steps that wait for each other are not among these: they are a finding (P202).
    """
    from kb.clauses.source import read_yaml
    from kb.linter.reading import procedure_of

    name = shown if shown is not None else str(path)
    return procedure_of(knowledge, read_yaml(Path(path), name))


def pointer(path: tuple[Part, ...]) -> str:
    """A path as a JSON pointer."""
    return "".join(f"/{part}" for part in path)
