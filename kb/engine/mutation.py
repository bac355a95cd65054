"""The mutation run: which mutants of a rule base its worked cases find."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from kb.compiler.knowledge import Knowledge
from kb.engine.answer import plain
from kb.engine.bench import Bench, Tried, services_of
from kb.engine.mutants import Mutant, mutants

KINDS = {"condition": "条件", "exception": "例外", "date": "日期", "limit": "时限", "order": "先后", "effect": "效果"}


@dataclass(frozen=True, slots=True)
class Mutation:
    """What became of every mutant."""

    results: tuple[tuple[Mutant, Tried], ...]

    def those(self, state: str) -> list[tuple[Mutant, Tried]]:
        """The mutants that were killed, survived, or are equivalent."""
        return [each for each in self.results if each[1].state == state]

    @property
    def score(self) -> float:
        """The share of mutants that cases found, of those that can be told from the right rule base."""
        killed, survived = len(self.those("killed")), len(self.those("survived"))
        return killed / (killed + survived) if killed + survived else 1.0

    def to_json(self) -> dict[str, object]:
        """The run as the JSON document of `banshi test --mutate`."""
        return {
            "mutants": len(self.results), "killed": len(self.those("killed")),
            "equivalent": [_json(*each) for each in self.those("equivalent")],
            "survived": [_json(*each) for each in self.those("survived")], "score": round(self.score, 4)}


def _json(mutant: Mutant, tried: Tried) -> dict[str, object]:
    return {"kind": mutant.kind, "about": mutant.about, "file": mutant.place.file, "line": mutant.place.line,
            "column": mutant.place.column, "what": mutant.what, "service": tried.service or None,
            "example": plain(tried.example) if tried.example is not None else None}


class Tester:
    """Tries mutants one after the other, remembering which cases found those of the same rule."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.benches: dict[str, Bench] = {}
        self.sharp: dict[str, list[str]] = {}

    def __call__(self, mutant: Mutant) -> Tried:
        """Whether any case of any service the mutant touches finds it."""
        first = self.sharp.setdefault(mutant.about, [])
        tried: list[Tried] = []
        for service in services_of(self.knowledge, mutant):
            bench = self.benches.setdefault(service, Bench(self.knowledge, service))
            found = bench.try_out(mutant, first)
            if found.state == "killed":
                first.insert(0, found.case)
                return found
            tried.append(found)
        survivors = [each for each in tried if each.state == "survived"]
        if tried and not survivors:
            return Tried("equivalent")
        return max(survivors, key=lambda each: each.example is not None, default=Tried("survived"))


_tester: Tester | None = None


def mutate(knowledge: Knowledge, wanted: Callable[[Mutant], bool] = lambda _: True, jobs: int = 2) -> Mutation:
    """Try every wanted mutant on the worked cases. The cases as they are must all pass.

    `jobs`: processes; they are forked, so that the Knowledge is there already.
    """
    global _tester
    chosen = [each for each in mutants(knowledge.rulebook) if wanted(each)]
    _tester = Tester(knowledge)
    groups = list(_groups(chosen))
    if jobs > 1 and len(groups) > 1 and "fork" in multiprocessing.get_all_start_methods():
        with ProcessPoolExecutor(jobs, multiprocessing.get_context("fork")) as pool:
            tried = [each for group in pool.map(_try_all, groups) for each in group]
    else:
        tried = [each for group in groups for each in _try_all(group)]
    return Mutation(tuple(zip(chosen, tried, strict=True)))


def _groups(chosen: Sequence[Mutant]) -> Iterator[list[Mutant]]:
    """The mutants of one rule go together: what finds one of them often finds the next."""
    group: list[Mutant] = []
    for each in chosen:
        if group and group[0].about != each.about:
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def _try_all(group: list[Mutant]) -> list[Tried]:
    if _tester is None:
        raise RuntimeError("no rule base to test")
    return [_tester(each) for each in group]
