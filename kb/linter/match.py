"""Which step, material and authority of the rule base a document means. Never a silent guess.

`is` decides. Without it a step's name must be the rule step's name or one of its aliases, apart from width, spaces,
punctuation, numbering, traditional characters and words that say nothing (办理, 手续, 环节 …); for approvals 审批, 许可
and 核准 at the end are one word. A material's name is also read without what it says about form and number (复印件,
一式两份 …). Names that are only similar (at least `SIMILAR`) are proposed as candidates with their score.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from kb.clauses.model import Authority, Material, Ref, Step
from kb.compiler.knowledge import Knowledge, Program
from kb.linter.names import MOST, SIMILAR, Candidates, Names, folded, undecided
from kb.linter.stated import StatedMaterial, StatedStep
from kb.linter.wording import taken_apart

__all__ = ["SIMILAR", "Authorities", "Match", "Matcher", "Materials", "Named", "bare", "folded", "sounds_like_approval",
           "undecided"]

How = Literal["is", "name", "alias", "wording", "several", "none"]

_EMPTY_HEAD = re.compile("^(?:办理|进行|开展|申请办理)")
_EMPTY_TAIL = re.compile("(?:的?办理|手续|环节|阶段|事项)$")
_APPROVAL = re.compile("(?:行政)?(?:审批|许可证?|核准|批准)$")
_JOINED = re.compile("(?:以及|[和及与、]|/)")
_GOVERNMENT = "人民政府"
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Match:
    """What a document's step is in the rule base: its step, how that was found, or who might be meant."""

    step: Step | None
    how: How
    candidates: Candidates = ()


@dataclass(frozen=True, slots=True)
class Named:
    """What a name is in the rule base: an id, how that was found, or what might be meant.

    `parts`: the ids of the things that one name joins; then there is no `id`.
    """

    id: str | None
    how: How
    candidates: Candidates = ()
    parts: tuple[str, ...] = ()


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
    """The names of the rule base's materials: first of those of which the service speaks, then of all the others.

    A name that several of the service's materials have is that of the one which belongs to the very step. A name made
    of several names (主债权合同和抵押合同) is all of them. Candidates are the service's own, at most three.
    """

    def __init__(self, knowledge: Knowledge, program: Program) -> None:
        self.materials = knowledge.materials
        spoken = [effect.refs for fired in program.rules for effect in fired.rule.effects]
        self.at = {step.id: {*step.produces} for step in program.steps.values()}
        for refs in spoken:
            for name in _named(refs, "step"):
                self.at.setdefault(name, set()).update(_named(refs, "material"))
        self.own = set().union(*self.at.values(), *(_named(refs, "material") for refs in spoken))
        mine = [knowledge.materials[name] for name in sorted(self.own)]
        self.here = Names(_spelled(mine, short=True), (folded, _core), 2)
        self.near = Names(_spelled(mine), (folded, _core), 2)
        """The names that something may be similar to: what is short is similar to too much (身份证明, 单身证明)."""
        self.names = Names(_spelled(knowledge.materials.values()), (folded, _core), 2)

    def match(self, stated: StatedMaterial, step: str = "") -> Named:
        """The rule base's material of one stated material; `step` is the rule step at which it is asked for."""
        if stated.material is not None:
            return Named(stated.material, "is")
        mine, reading = self._here(stated.name, step)
        if not mine and (parts := self._parts(stated.name, step)):
            return Named(parts[0], "wording") if len(parts) == 1 else Named(None, "several", parts=parts)
        if not mine:
            found, reading = self.names.owners(stated.name)
            mine = {each for each in found if folded(self.materials[each].name) == folded(stated.name)} or found
        if len(mine) == 1:
            name = next(iter(mine))
            exact = self.materials[name].name == stated.name
            return Named(name, "wording" if reading else "name" if exact else "alias")
        if mine:
            return Named(None, "none", tuple((name, 1.0) for name in sorted(mine & self.own)[:MOST]))
        return Named(None, "none", self.near.similar(stated.name)[:MOST])

    def _here(self, name: str, step: str) -> tuple[set[str], int]:
        """The service's materials of that name, narrowed to those of the step where there are several."""
        found, reading = self.here.owners(name)
        return (len(found) > 1 and found & self.at.get(step, set())) or found, reading

    def _parts(self, name: str, step: str) -> tuple[str, ...]:
        """The service's materials that a name joins, each known for sure; empty when one of them is not."""
        found = [self._here(each, step)[0] for each in _JOINED.split(taken_apart(name).core)]
        sure = len(found) > 1 and all(len(each) == 1 for each in found)
        return tuple(dict.fromkeys(next(iter(each)) for each in found)) if sure else ()


class Authorities:
    """The names of the rule base's authorities. The city's own may be named with or without the city: 发改局."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.authorities = knowledge.authorities
        self.names = Names([*_spelled(knowledge.authorities.values()),
                            *((name, name) for name in knowledge.authorities)], (folded,))
        self.short = Names(_spelled(knowledge.authorities.values(), short=True), (folded,))
        cities = sorted(name.removesuffix(_GOVERNMENT) for each in knowledge.authorities.values()
                        for name in each.aliases if name.endswith(_GOVERNMENT))
        self.cities = [each for each in cities if len(each) > 1]

    def match(self, text: str, program: Program | None = None) -> Named:
        """The rule base's authority that a text names, in a document of a service where one is given."""
        found: set[str] = set()
        for each in self._readings(text) if folded(text) else ():
            found = found or self.names.owners(each)[0]
        if not found and program is not None:
            found = self.short.owners(text)[0] & _acting(program)
        if len(found) == 1:
            name = next(iter(found))
            return Named(name, "name" if self.authorities[name].name == text else "alias")
        if found:
            return Named(None, "none", tuple((name, 1.0) for name in sorted(found)))
        return Named(None, "none", self.names.similar(text)[:MOST])

    def _readings(self, text: str) -> Iterator[str]:
        """A name as it stands, then as an authority of the city: 肥城市发改局, 肥城发改局 and 发改局 are 市发改局."""
        yield text
        plain = folded(text)
        for city in self.cities:
            if plain.startswith(city[:-1]):
                plain = plain.removeprefix(city).removeprefix(city[:-1])
        if len(plain) >= _SHORTEST:
            yield plain
            yield f"市{plain}"


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


def _spelled(things: Iterable[Authority | Material], short: bool = False) -> Iterable[tuple[str, str]]:
    return ((each.id, name) for each in things
            for name in (each.name, *each.aliases, *(each.short if short else ())))


def _named(refs: Iterable[Ref], kind: str) -> set[str]:
    return {each.name for each in refs if each.kind == kind}


def _acting(program: Program) -> set[str]:
    """Who acts in a service."""
    return {program.service.authority, *(step.authority for step in program.steps.values())}
