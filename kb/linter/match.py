"""Which step, material and authority of the rule base a document means. Never a silent guess.

`is` decides. Without it a step's name must be the rule step's name or one of its aliases, apart from width, spaces,
punctuation, numbering, traditional characters and words that say nothing (办理, 手续, 环节 …); for approvals 审批, 许可
and 核准 at the end are one word. A material's name is also read without what it says about form and number (复印件,
一式两份 …). Names that are only similar (at least `SIMILAR`) are proposed as candidates with their score.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kb.clauses.model import Authority, Material, Step
from kb.compiler.knowledge import Knowledge, Program
from kb.linter.names import SIMILAR, Candidates, Names, folded, undecided
from kb.linter.stated import StatedMaterial, StatedStep
from kb.linter.wording import taken_apart

__all__ = ["SIMILAR", "Authorities", "Match", "Matcher", "Materials", "Named", "bare", "folded", "sounds_like_approval",
           "undecided"]

How = Literal["is", "name", "alias", "wording", "none"]

_EMPTY_HEAD = re.compile("^(?:办理|进行|开展|申请办理)")
_EMPTY_TAIL = re.compile("(?:的?办理|手续|环节|阶段|事项)$")
_APPROVAL = re.compile("(?:行政)?(?:审批|许可证?|核准|批准)$")
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Match:
    """What a document's step is in the rule base: its step, how that was found, or who might be meant."""

    step: Step | None
    how: How
    candidates: Candidates = ()


@dataclass(frozen=True, slots=True)
class Named:
    """What a name is in the rule base: an id, how that was found, or what might be meant."""

    id: str | None
    how: How
    candidates: Candidates = ()


class Matcher:
    """The names of one program's steps, ready to be looked up."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.names = Names(((step.id, name) for step in program.steps.values() for name in (step.name, *step.aliases)),
                           (folded, bare), _SHORTEST)
        self.approvals = Names(((step.id, name) for step in program.steps.values() if step.kind == "approval"
                                for name in (step.name, *step.aliases)), (folded, _approved), _SHORTEST)

    def match(self, stated: StatedStep) -> Match:
        """The rule step of one stated step."""
        steps = self.program.steps
        if stated.rule_step is not None:
            return Match(steps[stated.rule_step], "is")
        found, reading = self.names.owners(stated.name)
        if not found:
            found, reading = self.approvals.owners(stated.name)
            reading = reading or 1
        if len(found) == 1:
            step = steps[next(iter(found))]
            return Match(step, "wording" if reading else "name" if step.name == stated.name else "alias")
        if found:
            return Match(None, "none", tuple((name, 1.0) for name in sorted(found)))
        return Match(None, "none", self.names.similar(stated.name))


class Materials:
    """The names of the rule base's materials; those of one service come first where a name has several owners."""

    def __init__(self, knowledge: Knowledge, program: Program) -> None:
        self.materials = knowledge.materials
        self.names = Names(_spelled(knowledge.materials.values()), (folded, _core), 2)
        self.own = {ref.name for fired in program.rules for effect in fired.rule.effects for ref in effect.refs
                    if ref.kind == "material"} | {each for step in program.steps.values() for each in step.produces}

    def match(self, stated: StatedMaterial) -> Named:
        """The rule base's material of one stated material."""
        if stated.material is not None:
            return Named(stated.material, "is")
        found, reading = self.names.owners(stated.name)
        found = (found & self.own) or found
        if len(found) == 1:
            name = next(iter(found))
            exact = self.materials[name].name == stated.name
            return Named(name, "wording" if reading else "name" if exact else "alias")
        if found:
            return Named(None, "none", tuple((name, 1.0) for name in sorted(found)))
        return Named(None, "none", self.names.similar(stated.name))


class Authorities:
    """The names of the rule base's authorities."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.authorities = knowledge.authorities
        self.names = Names([*_spelled(knowledge.authorities.values()),
                            *((name, name) for name in knowledge.authorities)], (folded,))

    def match(self, text: str) -> Named:
        """The rule base's authority that a text names."""
        found, _ = self.names.owners(text) if folded(text) else (set(), 0)
        if len(found) == 1:
            name = next(iter(found))
            return Named(name, "name" if self.authorities[name].name == text else "alias")
        if found:
            return Named(None, "none", tuple((name, 1.0) for name in sorted(found)))
        return Named(None, "none", self.names.similar(text))


def bare(name: str) -> str:
    """The folded name without words that say nothing, as long as enough of it is left."""
    found = folded(name)
    for empty in (_EMPTY_HEAD, _EMPTY_TAIL):
        shorter = empty.sub("", found)
        found = shorter if len(shorter) >= _SHORTEST else found
    return found


def sounds_like_approval(name: str) -> bool:
    """Whether a name says that it is a permission by an authority."""
    return bool(re.search("审批|许可|核准|批准|审核同意|备案审查", folded(name)))


def _approved(name: str) -> str:
    return _APPROVAL.sub("许可", bare(name))


def _core(name: str) -> str:
    return folded(taken_apart(name).core)


def _spelled(things: Iterable[Authority | Material]) -> Iterable[tuple[str, str]]:
    return ((each.id, name) for each in things for name in (each.name, *each.aliases))
