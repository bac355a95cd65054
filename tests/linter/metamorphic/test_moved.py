"""Other ids and another order of steps, lists and keys change no finding, and none moves to another part."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from changes import renamed, reordered
from papers import LONG, SOURCES, Told, Tree, difference, findings, known, mapped, name_of, told, tree_of, value_at

LISTED_FIRST = {"P202", "P640", "P641", "P642", "P643", "P644", "P645", "P646", "P647", "P648", "P649"}
"""Findings on several parts alike, which stand at the one that is listed first: a circle, a note on many places, two
steps of one name."""
ONCE = {"P612"}
"""Findings on a name that many parts have, told where it is listed first."""


def loosened(found: Counter[Told], tree: Tree) -> Counter[Told]:
    """The findings without what only the order of listing decides; what stands at none of its parts is not loosened."""
    loose: Counter[Told] = Counter()
    for each, times in found.items():
        at_one = any(each.part[:len(part)] == part for part in each.at)
        if each.code in LISTED_FIRST and at_one:
            each = replace(each, part=("listed first",))
        elif each.code in ONCE and at_one:
            each = replace(each, part=("first", str(value_at(tree, each.part))), at=frozenset())
        elif each.code == "P753" and not each.at and each.part[0] == "situation":
            each = replace(each, part=("situation",))  # one note on all such facts, at the first
        loose[each] += times
    return loose


@pytest.mark.parametrize("source", SOURCES, ids=name_of)
def test_other_ids(source: Path | str) -> None:
    tree = tree_of(source)
    before, after = known(source), told(renamed(tree))
    assert after == before, difference(before, after)


@pytest.mark.parametrize("source", SOURCES, ids=name_of)
def test_another_order(source: Path | str) -> None:
    tree = tree_of(source)
    before = loosened(known(source), tree)
    for seed in range(8 if LONG else 1):
        new, back = reordered(tree, seed)
        after = loosened(mapped(told(new), back), tree)
        assert after == before, difference(before, after)


def test_ids_that_look_like_names_or_numbers_mean_nothing() -> None:
    """An id is not read: not even one that is a rule step's, or another step's name."""
    for source in SOURCES[::9]:
        tree = tree_of(source)
        steps = tree.get("steps", [])
        names = [str(each["name"]) for each in steps]
        turned = {str(each["id"]): names[-1 - number] for number, each in enumerate(steps)}
        numbers = [str(each) for each in range(len(steps), 0, -1)]
        for new in (lambda number, _, numbers=numbers: numbers[number],
                    lambda _, old, turned=turned: f"{turned[old]}-{old}"):
            before, after = known(source), told(renamed(tree, new))
            assert after == before, difference(before, after)


def test_the_findings_speak_of_the_new_ids() -> None:
    for source in SOURCES[:12]:
        tree = renamed(tree_of(source), lambda number, _: f"改{number}")
        ids = {str(each["id"]) for each in tree.get("steps", ())}
        for each in findings(tree)[0]:
            assert all(name in ids or name.startswith("/") for name in each.at), each
