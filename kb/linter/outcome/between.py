"""What only several documents together show, without keeping their reviews: of each only who waits for whom is kept.

Where these waits could close a circle between documents, those few documents are read once more and looked at together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kb.compiler.knowledge import Knowledge
from kb.findings import KbError
from kb.linter.across import Key, owner_of, waits_of
from kb.linter.document import read_procedure
from kb.linter.outcome.accepted import accepted
from kb.linter.outcome.fingerprint import Subjects
from kb.linter.outcome.lines import with_lines
from kb.linter.outcome.reviewed import Told
from kb.linter.review import Review
from kb.linter.run import across

Edge = tuple[Key, Key]
ALIKE = 2
"""Documents of one owner that say the same are looked at again only so many times."""


@dataclass(frozen=True, slots=True)
class Digest:
    """Whose document it is, and who waits for whom in it."""

    owner: tuple[str, str]
    edges: frozenset[Edge]


def digest(review: Review) -> Digest:
    """What of a review is kept until all are done."""
    covered = review.judge.covered
    edges = (pair for pair, _ in waits_of(review, review.procedure.file)) if covered else ()
    return Digest(owner_of(review), frozenset(edges))


def suspects(digests: Sequence[tuple[str, Digest]]) -> list[str]:
    """The files whose waits may be part of a circle between owners, in the order given."""
    found: dict[Edge, dict[tuple[str, str], list[str]]] = defaultdict(lambda: defaultdict(list))
    for file, each in digests:
        for edge in each.edges:
            found[edge][each.owner].append(file)
    wanted: set[str] = set()
    for edges in _apart(_core(found)):
        if len({owner for edge in edges for owner in found[edge]}) > 1:
            wanted |= {file for edge in edges for files in found[edge].values() for file in files[:ALIKE]}
    return [file for file, _ in digests if file in wanted]


def between(knowledge: Knowledge, files: Iterable[str], today: date,
            known: Callable[[str], frozenset[str]]) -> list[Told]:
    """What these documents show only together; `known` gives the baseline's fingerprints for a file."""
    reviews = {}
    for file in files:
        try:
            reviews[file] = Review(knowledge, read_procedure(knowledge, file))
        except KbError:  # changed since it was read first
            continue
    told = []
    for finding in across(list(reviews.values())):
        review = reviews[finding.place.file]
        [(_, line)] = with_lines(Path(finding.place.file), [finding])
        [mark] = Subjects(review.procedure.data).fingerprints([finding])
        [one] = accepted(review.procedure, [Told(finding, line, mark)], today)
        seen = one.state == "open" and mark in known(finding.place.file)
        told.append(replace(one, state="known") if seen else one)
    return told


def _core(edges: Iterable[Edge]) -> set[Edge]:
    """The edges on circles or between circles: what is left when no end is loose."""
    left = set(edges)
    while True:
        later, earlier = {each for each, _ in left}, {each for _, each in left}
        kept = {(one, other) for one, other in left if one in earlier and other in later}
        if len(kept) == len(left):
            return kept
        left = kept


def _apart(edges: set[Edge]) -> list[list[Edge]]:
    """The edges in groups that have no step in common."""
    above: dict[Key, Key] = {}

    def top(node: Key) -> Key:
        while above.setdefault(node, node) != node:
            above[node] = above[above[node]]
            node = above[node]
        return node

    for later, earlier in edges:
        above[top(later)] = top(earlier)
    found: dict[Key, list[Edge]] = defaultdict(list)
    for edge in edges:
        found[top(edge[0])].append(edge)
    return list(found.values())
