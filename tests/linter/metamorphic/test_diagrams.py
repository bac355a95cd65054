"""A process drawn as a diagram: the same findings as of its steps in a list, at the task or line they are about."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from changes import renamed
from drawn import drawable, drawn
from papers import KNOWLEDGE, LONG, SOURCES, Told, findings, name_of, one, tree_of

from kb.linter.run import lint

SOME = SOURCES if LONG else SOURCES[::5]


@pytest.mark.parametrize("source", SOME, ids=name_of)
def test_drawn(source: Path | str, tmp_path: Path) -> None:
    stated = drawable(tree_of(source))
    if stated is None:
        return
    tree = renamed(stated, lambda number, _: f"t{number}")
    text, elements = drawn(tree)
    path = tmp_path / "a.bpmn"
    path.write_text(text, encoding="utf-8")
    own, parts = findings(tree)
    before = Counter(replace(one(each, part, tree), part=(_element(part, elements),))
                     for each in own for part in (parts[each.place.line],))
    after: Counter[Told] = Counter(one(each, (each.place.element,), tree) for each in lint(KNOWLEDGE, path))
    assert after == before, "\n".join([*(f"gone {each}" for each in (before - after).elements()),
                                       *(f"new  {each}" for each in (after - before).elements())])


def _element(part: tuple[str | int, ...], elements: dict[tuple[str | int, ...], str]) -> str:
    """Where a part of the document is drawn: the line of a wait, else the task, else the process."""
    return next((elements[part[:length]] for length in range(len(part), 0, -1) if part[:length] in elements), "p")
