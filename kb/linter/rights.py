"""The rights that a service's rules grant, and what a text says about them: granted, denied, or not clear.

A right is known by the `id` of its `entitle` effects, several rules may grant the same one. A rule without such an id
is a right of its own under the rule's id. Never a silent guess: what is not clearly granted or denied is `unsure`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from kb.clauses.keyword import listed
from kb.compiler.knowledge import Knowledge, Program
from kb.linter.polarity import (
    Heard,
    asked,
    clauses,
    failing,
    guarded,
    heard_in,
    negative,
    outcome,
    passed_over,
    plain,
)

ALIKE = 0.75
"""The share of common characters with a part of a text from which a right is proposed."""

_SHORTEST = 4

GRANTING = ("entitle", "waive", "abolish")
"""The effects by which a rule gives people something: a right, or that they need not do a step."""


@dataclass(frozen=True, slots=True)
class Right:
    """A right: its words, the words for what is given instead of it, and the rules that grant it, by index.

    `only`: nobody else may be given it; `against`: the rules that then say otherwise, of which those that grant it
    say so themselves when there are none; `left_to`: the facts that an authority finally decides, by rule;
    `step`: the step that one may do without.
    """

    id: str
    name: str
    words: tuple[str, ...]
    instead: tuple[str, ...]
    only: bool
    rules: tuple[int, ...]
    against: tuple[int, ...] = ()
    left_to: Mapping[int, str] = field(default_factory=dict)
    step: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says about one right, in which of its words."""

    right: Right
    heard: Heard
    word: str


class Rights:
    """The rights of one program, ready to be looked up and heard."""

    def __init__(self, program: Program) -> None:
        self.by_id: dict[str, Right] = {each.id: each for each in _rights(program)}
        self.by_rule = {program.rules[index].rule.id: each for each in self.by_id.values() for index in each.rules}
        self.owners: dict[str, tuple[Right, bool]] = {
            word: (each, other) for each in self.by_id.values()
            for other, words in ((True, each.instead), (False, each.words)) for word in words}
        words = sorted(self.owners, key=len, reverse=True)
        self.gapped = [(re.compile(_pattern(word)), word) for word in words if _GAPPED in word]
        self.pattern = re.compile("|".join(map(_pattern, words))) if words else None

    def named(self, name: str) -> Right | None:
        """The right with this id, or that a rule with this id grants."""
        return self.by_id.get(name) or self.by_rule.get(name)

    def said(self, text: str) -> tuple[Said, ...]:
        """What a text says about the rights, each once; said both ways is not clear."""
        if self.pattern is None:
            return ()
        found: dict[str, Said] = {}
        parts = clauses(text)
        for number, clause in enumerate(parts):
            for match in self.pattern.finditer(clause):
                right, other = self._owner(match.group())
                if clause[match.end():].startswith(_PERSON):
                    continue
                before, after = clause[:match.start()], clause[match.end():]
                if not guarded(before):
                    heard = heard_in(before, after, match.group() == clause.strip(), other)
                    if match.group() not in self.owners and negative(match.group()):
                        heard = "denied" if heard != "denied" and not negative(before) else "unsure"
                    heard = self._decided(heard, before, other, parts, number)
                    _add(found, Said(right, heard, match.group()))
        return tuple(found.values())

    def _owner(self, said: str) -> tuple[Right, bool]:
        return self.owners[said] if said in self.owners else next(
            self.owners[word] for pattern, word in self.gapped if pattern.fullmatch(said))

    def _decided(self, heard: Heard, before: str, other: bool, parts: list[str], number: int) -> Heard:
        """What is heard, once what the next clauses decide on it is known; who only asks has been given nothing."""
        wish = asked(before, other)
        if other:
            return "unsure" if wish else heard
        decided, near = self._outcome(parts, number)
        if negative(parts[number]):
            return "unsure" if decided == "unsure" else heard
        if decided == "denied" and (near or wish or heard == "unsure"):
            return "denied"
        if decided == "unsure" or (decided is not None and heard == "unsure"):
            return decided
        return "unsure" if wish and heard == "granted" else heard

    def _outcome(self, parts: list[str], number: int) -> tuple[Heard | None, bool]:
        """What one of the next clauses decides, and whether it is the next; an applicant's fault leaves it open."""
        assert self.pattern is not None  # noqa: S101
        faulty = failing(parts[number])
        for away, clause in enumerate(parts[number + 1:number + 4]):
            decided = outcome(clause)
            faulty = faulty or failing(clause)
            if decided is not None:
                return ("unsure" if faulty and decided == "denied" else decided), not away
            if self.pattern.search(clause) or not passed_over(clause):
                break
        return None, False

    def alike(self, text: str) -> tuple[tuple[Right, float], ...]:
        """The rights whose words are similar to a part of a text, best first."""
        from rapidfuzz.fuzz import partial_ratio  # only where no right is named

        best: dict[str, float] = {}
        for word, (right, other) in self.owners.items():
            score = partial_ratio(word, plain(text)) / 100 if len(word) >= _SHORTEST and not other else 0
            if score >= ALIKE and len(text) >= len(word):
                best[right.id] = max(best.get(right.id, 0), round(score, 2))
        ranked = sorted(best.items(), key=lambda each: (-each[1], each[0]))[:3]
        return tuple((self.by_id[name], score) for name, score in ranked)


def _add(found: dict[str, Said], said: Said) -> None:
    """What is said once more about a right: clear beats unclear, and both ways is not clear."""
    before = found.get(said.right.id)
    if before is None or before.heard == "unsure":
        found[said.right.id] = said
    elif said.heard not in ("unsure", before.heard):
        found[said.right.id] = Said(said.right, "unsure", said.word)


@lru_cache(maxsize=64)
def rights_of(program: Program) -> Rights:
    """The rights of a program, read once."""
    return Rights(program)


@lru_cache(maxsize=64)
def rights_of_service(knowledge: Knowledge, service: str) -> frozenset[str]:
    """What a document may call the rights of a service, on whatever day: their ids and the rules that grant them."""
    return frozenset(name for (owner, _), program in knowledge.programs.items() if owner == service
                     for name in (*(each.id for each in _rights(program)), *(
                         fired.rule.id for fired in program.rules
                         if any(effect.keyword in GRANTING for effect in fired.rule.effects))))


_GAPPED, _GAP = plain("…"), "[^,、。;或和及]{0,6}?"
_PERSON = ("人", "员", "证", "费", "地址", "单", "系统")


def _rights(program: Program) -> Iterator[Right]:
    found: dict[str, list[tuple[int, Mapping[str, Any]]]] = {}
    for index, fired in enumerate(program.rules):
        for effect in fired.rule.effects:
            if effect.keyword == "entitle":
                found.setdefault(str(effect.data.get("id") or fired.rule.id), []).append((index, effect.data))
    for name, granting in found.items():
        words = _joined(data.get("aliases") for _, data in granting)
        yield Right(name, words[0] if words else str(granting[0][1]["text"]), words,
                    _joined(data.get("instead") for _, data in granting),
                    any(data.get("only") for _, data in granting), tuple(dict.fromkeys(index for index, _ in granting)),
                    left_to={index: str(data["left_to"]) for index, data in granting if "left_to" in data})


def _pattern(word: str) -> str:
    """A word as a pattern: `…` stands for a few characters of the same phrase."""
    return _GAP.join(map(re.escape, word.split(_GAPPED)))


def _joined(lists: Iterable[object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(plain(word) for each in lists for word in listed(each)))
