"""What each step waits for, as an answer states it: contracted steps looked through, what follows left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from kb.engine.runner import Runner, Verdict
from kb.engine.states import StepState

GONE = ("waived", "abolished", "merged", "not_applicable")
Groups = Mapping[str, list[tuple[str, ...]]]


def needs(runner: Runner, verdict: Verdict, steps: Mapping[str, StepState]) -> Mapping[str, tuple[str, ...]]:
    """The steps that each step directly waits for; `a|b` = either will do."""
    gone = frozenset(name for name, state in steps.items() if state.status in GONE)
    return _needs(runner, runner.linking & verdict.true, gone)


@lru_cache(maxsize=512)
def _needs(runner: Runner, rules: frozenset[int], gone: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
    before = _before(runner, rules)
    surely = _Ancestors(before)
    return {name: _direct(name, before, gone, surely) for name in before}


def _before(runner: Runner, rules: frozenset[int]) -> Groups:
    """What each step waits for under these rules: any-of groups, orders set by rules included."""
    found = {step.id: list(step.after) for step in runner.program.service.steps}
    for index, first, then in runner.frame.orders:
        if index in rules and (first,) not in found[then]:
            found[then].append((first,))
    return found


def _direct(name: str, before: Groups, gone: frozenset[str], surely: _Ancestors) -> tuple[str, ...]:
    found: dict[str, None] = {}
    seen: set[str] = set()
    queue = list(before[name])
    while queue:
        group = queue.pop(0)
        alive = [each for each in group if each not in gone]
        if alive:
            found["|".join(alive)] = None
            continue
        for each in group:
            if each not in seen:
                seen.add(each)
                queue += before[each]
    implied = surely.of_all(each for each in found if "|" not in each)
    return tuple(each for each in found if each not in implied)


class _Ancestors:
    """All steps that are surely finished before one starts (any-of groups not followed)."""

    def __init__(self, before: Groups) -> None:
        self._before = before
        self._found: dict[str, frozenset[str]] = {}

    def of(self, step: str) -> frozenset[str]:
        if step not in self._found:
            direct = [group[0] for group in self._before[step] if len(group) == 1]
            self._found[step] = self.of_all(direct) | frozenset(direct)
        return self._found[step]

    def of_all(self, steps: Iterable[str]) -> frozenset[str]:
        return frozenset[str]().union(*(self.of(each) for each in steps))
