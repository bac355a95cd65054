"""Many phrases looked up in a text at once: an index of the words they need leaves few expressions to try."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kb.clauses.phrases import Phrase

_GRAM = 2
"""How many characters of a needed word are looked up."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase in a text: whose it is, where it stands, and the words that its gaps stand for."""

    owner: str
    start: int
    end: int
    gaps: tuple[str, ...] = ()


class Phrasebook:
    """Phrases with their owners, ready to be looked up. Expressions are compiled when a text may show them."""

    def __init__(self, phrases: Iterable[tuple[str, Phrase]]) -> None:
        self.phrases = tuple(phrases)
        self.index: dict[str, list[int]] = {}
        for number, (_, each) in enumerate(self.phrases):
            for gram in {word[:_GRAM] for word in each.needs}:
                self.index.setdefault(gram, []).append(number)

    def hits(self, text: str) -> Iterator[Hit]:
        """Every phrase that stands in a text, phrase by phrase in their order."""
        grams = {text[at:at + size] for size in range(1, _GRAM + 1) for at in range(len(text))}
        likely = {number for gram in grams & self.index.keys() for number in self.index[gram]}
        for number in sorted(likely):
            owner, each = self.phrases[number]
            for match in compiled(each.pattern).finditer(text):
                yield Hit(owner, match.start(), match.end(), tuple(gap for gap in match.groups() if gap))


@lru_cache(maxsize=4096)
def compiled(pattern: str) -> re.Pattern[str]:
    """A phrase's expression; re keeps too few by itself."""
    return re.compile(pattern)
