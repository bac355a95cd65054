"""Which practice an entry of `practices` is: by its `kind`, else by a phrase of the vocabulary in its text.

A phrase that is denied (不得、严禁 …), free to choose (自愿、可以 …), over (已取消) or only talked about (举报、整治 …)
shows no practice, unless the document says `required: true` of what it calls free. Doubtful phrases and similar
wordings leave candidates. What a rule forbids, and what it is `broken_by`, are one here: a ban.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kb.clauses.model import Practice
from kb.clauses.phrases import phrase
from kb.compiler.knowledge import Knowledge, Program
from kb.linter.denied import denied, excused, free, talked_about
from kb.linter.names import MOST, folded
from kb.linter.phrasebook import Hit, Phrasebook, compiled
from kb.linter.simplified import simplified
from kb.linter.stated import StatedPractice

KEPT = 4096
"""How many sentences are remembered with what they show."""
NEAR = 75
"""From which score a phrase that is only similar is worth a note."""


REFUSALS = ("refusal",)
"""The groups of practices that refuse what one is entitled to: the reason given decides."""


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


class Practices:
    """The practices that one program's rules forbid or are broken by, ready to be looked up."""

    def __init__(self, knowledge: Knowledge, program: Program) -> None:
        self.knowledge = knowledge
        self.program = program
        self.bans: dict[str, list[tuple[int, Mapping[str, object]]]] = {}
        for index, fired in enumerate(program.rules):
            for effect in fired.rule.effects:
                if effect.keyword == "forbid":
                    self.bans.setdefault(str(effect.data["practice"]), []).append((index, effect.data))
            for ref in fired.rule.broken_by:
                self.bans.setdefault(ref.name, []).append((index, {"who": (), "text": fired.rule.title}))
        self.known: Mapping[str, Practice] = {name: knowledge.practices[name] for name in self.bans}
        self.book = Phrasebook((each.id, one) for each in self.known.values()
                               for one in (*map(phrase, _names(each)), *each.phrases))
        self.doubtful = Phrasebook((each.id, one) for each in self.known.values() for one in each.doubtful)
        self._heard: dict[tuple[str, bool], tuple[Hit, ...]] = {}

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
        return Meant(candidates=self._likely(stated, text), strange=bool(stated.kind))

    def shown(self, text: str, forced: bool = False) -> Iterator[Shown]:
        """The practices that a plain text shows, one for each spot."""
        spans = sorted(self.heard(text, forced), key=lambda each: (each.start - each.end, each.start, each.owner))
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

    def heard(self, text: str, forced: bool = False) -> tuple[Hit, ...]:
        """The phrases of a plain text that are said to be done; kept, for several checks ask."""
        known = self._heard.get((text, forced))
        if known is None:
            if len(self._heard) >= KEPT:
                self._heard.clear()
            known = self._heard[text, forced] = tuple(self._said(self.book, text, forced))
        return known

    def by_name(self, shown: Shown) -> bool:
        """Whether a practice is forbidden by name; else, and with a refusal, the reason given is to be judged."""
        return any("practice" in data for name in shown.ids if self.known[name].group not in REFUSALS
                   for _, data in self.bans[name])

    def named(self, text: str) -> Iterator[Hit]:
        """The phrases that stand in a plain text, whatever is said of them."""
        return self.book.hits(text)

    def _said(self, book: Phrasebook, text: str, forced: bool) -> Iterator[Hit]:
        for each in book.hits(text):
            if not excused(text, each.start, each.end, each.gaps, forced=forced) and not self._spared(text, each):
                yield each

    def _spared(self, text: str, hit: Hit) -> bool:
        """Whether the sentence of a phrase holds what its practice excuses."""
        unless = self.known[hit.owner].unless
        if not unless:
            return False
        begin = max(text.rfind(each, 0, hit.start) for each in "。;!?") + 1
        ends = [at for each in "。;!?" if (at := text.find(each, hit.end)) >= 0]
        sentence = text[begin:min(ends, default=len(text))]
        return any(compiled(each.pattern).search(sentence) for each in unless)

    def _by_kind(self, stated: StatedPractice, text: str, found: tuple[str, ...]) -> Meant:
        """A kind is sure, unless the text denies what the kind names."""
        named = any(each.owner in found for each in self.named(text))
        told = {name for each in self.shown(text, True) for name in each.ids} & set(found)
        if (named and not told) or (not named and (denied(text) or talked_about(text))):
            return Meant()
        if stated.required is not True and free(text):
            return Meant()
        return Meant((Shown(tuple(name for name in found if name in told) or found),))

    def _likely(self, stated: StatedPractice, text: str) -> tuple[str, ...]:
        """The practices that an entry may be, though nothing shows one for sure."""
        forced = stated.required is True
        told = tuple(dict.fromkeys(each.owner for each in self._said(self.doubtful, text, forced)))
        if told or denied(text) or free(text) or talked_about(text) or next(self.named(text), None) is not None:
            return told[:MOST]  # what is excused is no doubt either
        return self._similar(stated.kind, text)

    def _similar(self, kind: str, text: str) -> tuple[str, ...]:
        from rapidfuzz.fuzz import partial_ratio, ratio  # only where nothing is found

        best: dict[str, float] = {}
        said = folded(text)
        for each in self.known.values():
            for name in (each.name, *each.aliases):
                name = plain(name)
                if len(name) < 4:
                    continue
                score = max(partial_ratio(name, said) if not name.isascii() and len(said) >= len(name) else 0,
                            ratio(folded(name), folded(kind)) if kind else 0)
                if score >= NEAR:
                    best[each.id] = max(best.get(each.id, 0), score)
        return tuple(sorted(best, key=lambda name: (-best[name], name))[:MOST])


def _names(practice: Practice) -> Iterator[str]:
    """The names of a practice that may stand in a sentence."""
    return (each for each in (practice.name, *practice.aliases) if not each.isascii() and not _PATTERN.search(each))


_PATTERN = re.compile("[()<>|?…{}*+.$^\\[\\]]")


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
