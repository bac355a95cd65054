"""Which forbidden practice an entry of `practices` is: by its `kind`, else by a phrase that stands in its text.

A phrase that is denied (不得、严禁 …), free to choose (自愿、可以 …) or only talked about (举报、整治 …) shows no
practice, unless the document says `required: true` of what it calls free. Nothing found leaves candidates.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kb.clauses.model import Practice
from kb.compiler.knowledge import Knowledge, Program
from kb.linter.denied import denied, denying, free, talked_about
from kb.linter.names import MOST, folded
from kb.linter.simplified import simplified
from kb.linter.stated import StatedPractice

GAP = 10
"""How many characters `…` in a phrase stands for at most."""
NEAR = 75
"""From which score a phrase that is only similar is worth a note."""
ENDS = "。;!?"


@dataclass(frozen=True, slots=True)
class Shown:
    """Practices that one spot of a text shows; several when they can't be told apart. `phrase` is "" for a `kind`."""

    ids: tuple[str, ...]
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class Meant:
    """What an entry is: the practices it shows for sure, or the candidates; `strange` marks a kind nobody knows."""

    shown: tuple[Shown, ...] = ()
    candidates: tuple[str, ...] = ()
    strange: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A phrase in a text: whose it is and from where to where it stands."""

    owner: str
    start: int
    end: int


class Practices:
    """The practices that one program's rules forbid, ready to be looked up."""

    def __init__(self, knowledge: Knowledge, program: Program) -> None:
        self.knowledge = knowledge
        self.program = program
        self.bans: dict[str, list[tuple[int, Mapping[str, object]]]] = {}
        for index, fired in enumerate(program.rules):
            for effect in fired.rule.effects:
                if effect.keyword == "forbid":
                    self.bans.setdefault(str(effect.data["practice"]), []).append((index, effect.data))
        self.known: Mapping[str, Practice] = {name: knowledge.practices[name] for name in self.bans}
        self.phrases = [(name, _parts(alias)) for name, each in self.known.items()
                        for alias in (each.name, *each.aliases)]

    def meant(self, stated: StatedPractice) -> Meant:
        """What an entry is. What nobody forbids here, or what is free to choose, is nothing."""
        text = plain(stated.text)
        if stated.required is False:
            return Meant()
        if stated.kind:
            found = kind_of(self.known, stated.kind)
            if found:
                return self._by_kind(stated, text, found)
            if kind_of(self.knowledge.practices, stated.kind):
                return Meant()
        shown = tuple(self.shown(text, stated.required is True))
        if shown:
            return Meant(shown)
        likely = self._similar(stated.kind, text) if not (denied(text) or free(text) or talked_about(text)) else ()
        return Meant(candidates=likely, strange=bool(stated.kind))

    def shown(self, text: str, forced: bool = False) -> Iterator[Shown]:
        """The practices that a plain text shows, one for each spot."""
        spans = sorted(self._spans(text, forced), key=lambda each: (each.start - each.end, each.start, each.owner))
        taken: dict[tuple[int, int], list[str]] = {}
        for each in spans:
            spot = next((spot for spot in taken if spot[0] <= each.start and each.end <= spot[1]), None)
            if spot is None:
                taken[each.start, each.end] = [each.owner]
            elif spot == (each.start, each.end) and each.owner not in taken[spot]:
                taken[spot].append(each.owner)
        seen: set[tuple[str, ...]] = set()
        for spot in sorted(taken):
            owners = tuple(taken[spot])
            if owners not in seen:
                seen.add(owners)
                yield Shown(owners, text[spot[0]:spot[1]])

    def _by_kind(self, stated: StatedPractice, text: str, found: tuple[str, ...]) -> Meant:
        """A kind is sure, unless the text denies what the kind names."""
        named = any(True for owner, parts in self.phrases if owner in found for _ in spots(text, parts))
        told = {name for each in self.shown(text, True) for name in each.ids} & set(found)
        if (named and not told) or (not named and (denied(text) or talked_about(text))):
            return Meant()
        if stated.required is not True and free(text):
            return Meant()
        return Meant((Shown(tuple(name for name in found if name in told) or found),))

    def _spans(self, text: str, forced: bool) -> Iterator[Span]:
        for owner, parts in self.phrases:
            for start, end in spots(text, parts):
                between = text[start + len(parts[0]):end - len(parts[-1])] if len(parts) > 1 else ""
                excused = denied(text, start, end) or denying(between, parts) or talked_about(text, start, end)
                if not excused and (forced or not free(text, start, end)):
                    yield Span(owner, start, end)

    def _similar(self, kind: str, text: str) -> tuple[str, ...]:
        from rapidfuzz.fuzz import partial_ratio, ratio  # only where nothing is found

        best: dict[str, float] = {}
        for owner, parts in self.phrases:
            phrase = "".join(parts)
            if len(phrase) < 4:
                continue
            score = max(partial_ratio(phrase, folded(text)) if not phrase.isascii() else 0,
                        ratio(folded(phrase), folded(kind)) if kind else 0)
            if score >= NEAR:
                best[owner] = max(best.get(owner, 0), score)
        return tuple(sorted(best, key=lambda name: (-best[name], name))[:MOST])


def kind_of(known: Mapping[str, Practice], word: str) -> tuple[str, ...]:
    """The practices that a kind names: by id, else by name or alias, else all of a group."""
    key = folded(word)
    named = [(each.id, ((each.id,), (each.name, *each.aliases), (each.group,))) for each in known.values()]
    for reading in range(3):
        found = tuple(name for name, readings in named if key in map(folded, readings[reading]))
        if found:
            return found
    return ()


@lru_cache(maxsize=1024)
def plain(text: str) -> str:
    """A text in simplified characters and usual signs, without spaces and quotes."""
    usual = unicodedata.normalize("NFKC", simplified(text))
    return "".join(each for each in usual if not each.isspace() and each not in "“”\"'‘’《》")


def spots(text: str, parts: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where a phrase stands in a text: its parts in order, within one sentence, at most `GAP` characters apart."""
    start = text.find(parts[0])
    while start >= 0:
        end: int = start + len(parts[0])
        for part in parts[1:]:
            at = text.find(part, end, end + GAP + len(part))
            if at < 0 or any(each in ENDS for each in text[end:at]):
                end = -1
                break
            end = at + len(part)
        if end >= 0:
            yield start, end
        start = text.find(parts[0], start + 1)


@lru_cache(maxsize=4096)
def _parts(phrase: str) -> tuple[str, ...]:
    return tuple(plain(part) for part in phrase.split("…") if part)
