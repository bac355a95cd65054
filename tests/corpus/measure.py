"""Recall and precision of `banshi lint` on the corpus: `make lint-corpus`, or
`measure.py [NAME…] [--all] [--in FOLDER]`.

An expected finding counts as found when a finding of the same weight (accusation: error or warning; or note) points at
the same part of the document, or the same step, and names one of its clauses; no finding counts for two. An accusation
that matches nothing expected or allowed is false.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import networkx as nx
import yaml

from kb import KbError, Knowledge, load
from kb.findings import Finding, Place
from kb.linter.document import Procedure, read_procedure
from kb.linter.run import lint

HERE = Path(__file__).parent
ACCUSES = ("error", "warning")


@dataclass
class Score:
    """What became of the documents. `missed`, `false` and `milder` are lines to read."""

    documents: int = 0
    expected: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    accused: int = 0
    right: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    milder: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The share of expected findings that were found."""
        return self.found.total() / max(self.expected.total(), 1)

    @property
    def precision(self) -> float:
        """The share of accusations that are expected or allowed."""
        return self.right / max(self.accused, 1)


def measure(knowledge: Knowledge, names: Iterable[str] = (), folder: Path = HERE) -> Score:
    """Hold the documents of a corpus (all, or those whose name starts so) against what is expected of them."""
    score = Score()
    wanted = tuple(names)
    for path in sorted((folder / "expected").glob("*.yaml")):
        if wanted and not path.name.startswith(wanted):
            continue
        entry = yaml.safe_load(path.read_text(encoding="utf-8"))
        score.documents += 1
        score.expected.update(each["family"] for each in entry["expect"])
        try:
            procedure = read_procedure(knowledge, folder / "documents" / entry["document"], entry["document"])
            _compare(score, procedure, lint(knowledge, procedure), entry)
        except KbError as error:
            score.unread += [f"{entry['document']}: {each}" for each in error.findings]
            score.missed += [f"{entry['document']} {_entry(each)}" for each in entry["expect"]]
    return score


def _compare(score: Score, procedure: Procedure, found: list[Finding], entry: Mapping[str, Any]) -> None:
    name = entry["document"]
    given = _assigned(procedure, found, entry["expect"])
    for each in entry["expect"]:
        one = given.get(id(each))
        if one is not None:
            score.found[each["family"]] += 1
            if one.severity != each["severity"]:
                score.milder.append(f"{name} {_entry(each)}  ->  {one.severity} {one.code}")
        else:
            said = [f"{one.severity} {one.code}" for one in found if _matches(procedure, one, each)]
            score.missed.append(f"{name} {_entry(each)}" + (f"  (said: {'; '.join(said)})" if said else ""))
    expected = [(each, each["severity"] in ACCUSES) for each in entry["expect"]]
    allowed = [(each, True) for each in entry.get("allowed") or ()]
    for one in found:
        accuses = one.severity in ACCUSES
        fits = any(_matches(procedure, one, each) for each, may in (*expected, *allowed) if may or not accuses)
        score.accused += accuses
        score.right += accuses and fits
        if not fits:
            (score.false if accuses else score.notes).append(f"{name} {one.severity} {one}  [{', '.join(one.clauses)}]")


def _assigned(procedure: Procedure, found: list[Finding], expect: list[dict[str, Any]]) -> dict[int, Finding]:
    """Which finding stands for which expected entry: as many as possible, none for two."""
    graph: nx.Graph[tuple[str, int]] = nx.Graph()
    left = [("entry", index) for index in range(len(expect))]
    graph.add_nodes_from(left)
    for index, each in enumerate(expect):
        graph.add_edges_from((("entry", index), ("finding", number)) for number, one in enumerate(found)
                             if (one.severity in ACCUSES) == (each["severity"] in ACCUSES)
                             and _matches(procedure, one, each))
    pairs = nx.bipartite.hopcroft_karp_matching(graph, left)
    return {id(expect[index]): found[pairs["entry", index][1]] for kind, index in left if (kind, index) in pairs}


def _matches(procedure: Procedure, finding: Finding, entry: Mapping[str, Any]) -> bool:
    clauses = entry["clause"]
    named = not clauses or any(_within(each, one) for each in clauses for one in finding.clauses)
    return named and (bool({*finding.at} & {*entry["at"]}) or entry["path"] in finding.at
                      or finding.place in set(_places(procedure, entry["path"])))


def _within(wanted: str, named: str) -> bool:
    return wanted == named or named.startswith(f"{wanted}/") or wanted.startswith(f"{named}/")


def _places(procedure: Procedure, path: str) -> Iterator[Place]:
    """The places of a part and of all that is in it; of the whole entry that holds it for a deeper path."""
    parts: list[str | int] = [int(each) if each.isdigit() else each for each in path.strip("/").split("/") if each]
    value: Any = procedure.data.value
    held = parts[:2]
    for part in held:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return
    yield procedure.data.key_place_of(tuple(held))
    yield from _all(procedure, tuple(held), value)


def _all(procedure: Procedure, path: tuple[str | int, ...], value: object) -> Iterator[Place]:
    yield procedure.data.place_of(path)
    for key, each in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from _all(procedure, (*path, key), each)


def _entry(entry: Mapping[str, Any]) -> str:
    return (f"{entry['path']} {entry['family']} {entry['severity']}: {entry['what']}  "
            f"[{', '.join(str(each) for each in entry['clause'])}]")


def main() -> int:
    """Print the score; with names of documents, or --all, also every line that is to be read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="how the names of the wanted documents start")
    parser.add_argument("--all", action="store_true", help="also the lines to read")
    parser.add_argument("--in", dest="folder", type=Path, default=HERE, help="another corpus, as tests/corpus/unseen")
    given = parser.parse_args()
    if not (given.folder / "expected").is_dir():
        parser.error(f"{given.folder} holds no expected/")
    score = measure(load(), given.names, given.folder)
    if given.names or given.all:
        for title in ("unread", "missed", "false", "milder", "notes"):
            lines = getattr(score, title)
            print(f"\n{title}: {len(lines)}")
            print("\n".join(f"  {each}" for each in lines))
        print()
    for family, number in sorted(score.expected.items()):
        print(f"{family:<22} {score.found[family]:>4} of {number}")
    print(f"\n{score.documents} documents: recall {score.recall:.1%} "
          f"({score.found.total()} of {score.expected.total()} expected), "
          f"precision {score.precision:.1%} ({score.right} of {score.accused} accusations); "
          f"{len(score.milder)} with another severity, {len(score.unread)} problems of reading")
    return 0


if __name__ == "__main__":
    sys.exit(main())
