"""One more lawful step changes nothing else: not one that the rules want, and not one that they do not govern."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest
from papers import LONG, SOURCES, Tree, difference, known, lawful, mapped, name_of, told, tree_of

OWN = {"name": "候办区维护叫号设备", "kind": "review", "duration": "1个工作日"}
"""A step of the department's own that no rule knows, governs or resembles."""
GOVERNED = [each for each in SOURCES if "steps" in tree_of(each)]


def _without_step(tree: Tree, index: int) -> Tree:
    """The document without one step, in whose place others wait for what it waited for."""
    left = deepcopy(tree)
    gone = left["steps"].pop(index)
    for step in left["steps"]:
        for key in ("after", "issue_after"):
            if gone["id"] in step.get(key, ()):
                rest = [each for each in step.pop(key) if each != gone["id"]]
                more = [each for each in gone.get("after", ()) if each not in rest]
                if rest + more:
                    step[key] = rest + more
    return left


@pytest.mark.parametrize("name", lawful()[:: 1 if LONG else 4])
def test_adding_a_required_step_brings_no_finding(name: str) -> None:
    """The lawful document less one step, with that step put back at the end: no more than the whole document has."""
    tree, whole = tree_of(name), known(name)
    for index in range(0, len(tree["steps"]), 1 if LONG else 3):
        less = told(_without_step(tree, index))
        back = deepcopy(tree)
        back["steps"].append(back["steps"].pop(index))
        order = [*(each for each in range(len(tree["steps"])) if each != index), index]
        after = mapped(told(back), lambda part, order=order: (
            ("steps", order[part[1]], *part[2:]) if len(part) > 1 and part[0] == "steps" else part))
        accused = [each for each in after if each.severity != "note" and each not in whole]
        assert not accused, (index, accused)
        lost = {each.code for each in less if each.severity != "note"}
        assert not lost - {"P201", "P204", "P408", "P501", "P502", "P503", "P504", "P505", "P506", *{
            each.code for each in whole}}, (index, lost)


@pytest.mark.parametrize("source", GOVERNED[:: 1 if LONG else 5], ids=name_of)
def test_a_step_that_no_rule_governs_is_only_noted(source: Path | str) -> None:
    tree = tree_of(source)
    department = tree["document"].get("department", "")
    tree["steps"].append({"id": "own", **OWN, **({"authority": department} if department else {})})
    before, after = known(source), told(tree)
    assert all(each.severity == "note" for each in before - after), difference(before, after)
    for each in after - before:
        assert each.severity == "note" and ("steps", len(tree["steps"]) - 1) in each.at, difference(before, after)
