"""Names looked up in the rule base: surely, or as candidates with a score. Never a silent guess."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TypeAlias

from kb.linter.simplified import simplified

SIMILAR = 0.6
"""The share of common characters (in order, of both names together) from which a name is proposed."""

MOST = 3
"""How many candidates are proposed; more when the last ones are equally near."""

Candidates: TypeAlias = tuple[tuple[str, float], ...]

_NUMBERING = re.compile(r"^(?:第[一二三四五六七八九十0-9]+[步项]|[(]?[一二三四五六七八九十0-9]+[).、:])")
_SIGNS = re.compile(r"[\s()\[\]【】<>《》“”‘’\"'`、,，.。;；:：/\\·\-—_]+")


@lru_cache(maxsize=16_384)
def folded(name: str) -> str:
    """The name without width, case, spaces, numbering and punctuation, in simplified characters."""
    return _SIGNS.sub("", _NUMBERING.sub("", unicodedata.normalize("NFKC", simplified(name)).strip())).casefold()


class Names:
    """The names of things with an id, under several readings from the strictest to the loosest."""

    def __init__(self, named: Iterable[tuple[str, str]], readings: Sequence[Callable[[str], str]],
                 shortest: int = 3) -> None:
        self.readings, self.shortest = readings, shortest
        self.tables: list[dict[str, set[str]]] = [{} for _ in readings]
        for owner, name in named:
            for table, reading in zip(self.tables, readings, strict=True):
                table.setdefault(reading(name), set()).add(owner)

    def owners(self, text: str) -> tuple[set[str], int]:
        """Whose name a text is, and by which reading; nobody's is the empty set. Two owners are no answer either."""
        for number, (table, reading) in enumerate(zip(self.tables, self.readings, strict=True)):
            key = reading(text)
            if number and len(key) < self.shortest:
                continue  # what is left of the name says too little
            found = table.get(key)
            if found:
                return found, number
        return set(), 0

    def similar(self, text: str, least: float = SIMILAR) -> Candidates:
        """The owners of the most similar names with their scores, best first."""
        from rapidfuzz import process  # only where a name is not found
        from rapidfuzz.fuzz import ratio

        reading = self.readings[-1]
        best: dict[str, float] = {}
        for name, score, _ in process.extract(reading(text), self.tables[-1].keys(), scorer=ratio, limit=12,
                                              score_cutoff=least * 100):
            for owner in self.tables[-1][name]:
                best[owner] = max(best.get(owner, 0.0), round(score / 100, 2))
        ranked = sorted(best.items(), key=lambda each: (-each[1], each[0]))
        return tuple(each for number, each in enumerate(ranked)
                     if number < MOST or each[1] == ranked[MOST - 1][1])


def undecided(candidates: Candidates) -> bool:
    """Whether the best candidates are equally near, so that not even one can be said to be likelier."""
    return len(candidates) > 1 and candidates[0][1] == candidates[1][1]
