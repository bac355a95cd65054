"""Changes of a document that mean nothing: the new tree, and how to lead one of its paths back to the old one."""

from __future__ import annotations

import random
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from papers import Part, Tree

Back = Callable[[Part], Part]
WAITS = ("after", "issue_after")


def renamed(tree: Tree, new: Callable[[int, str], str] = lambda number, _: f"环节·{number * 7 % 101}x") -> Tree:
    """The tree with other ids for its steps, wherever they are referred to."""
    tree = deepcopy(tree)
    ids = {str(each["id"]): new(number, str(each["id"])) for number, each in enumerate(tree.get("steps", ()))}
    for step in tree.get("steps", ()):
        step["id"] = ids[str(step["id"])]
        for key in WAITS:
            if key in step:
                stated = step[key]
                step[key] = [ids.get(str(each), each) for each in stated] if isinstance(stated, list) else ids.get(
                    str(stated), stated)
    for entry in tree.get("accept", ()):
        stated = entry.get("at", [])
        entry["at"] = [ids.get(str(each), each) for each in (stated if isinstance(stated, list) else [stated])]
    return tree


def reordered(tree: Tree, seed: int, only: Callable[[Part], bool] = lambda _: True) -> tuple[Tree, Back]:
    """The tree with every list in another order, and the keys of every mapping."""
    dice = random.Random(seed)  # noqa: S311
    was: dict[Part, Part] = {}

    def turned(value: Any, new: Part, old: Part) -> Any:
        was[new] = old
        if isinstance(value, dict):
            keys = list(value)
            dice.shuffle(keys)
            return {key: turned(value[key], (*new, key), (*old, key)) for key in keys}
        if isinstance(value, list):
            order = list(range(len(value)))
            if only(old):
                dice.shuffle(order)
            return [turned(value[index], (*new, number), (*old, index)) for number, index in enumerate(order)]
        return value

    new = turned(tree, (), ())
    return new, lambda part: _led_back(part, was)


def _led_back(part: Part, was: dict[Part, Part]) -> Part:
    """The old path; of a value that is not in the tree, by what is around it."""
    known = next(length for length in range(len(part), -1, -1) if part[:length] in was)
    return (*was[part[:known]], *part[known:])
