"""Documents as bare trees, and what the linter says of one, told by parts of the tree instead of lines.

A tree is held in memory with a line of its own for every part, so that a finding's place is exactly one part.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from generator.template.content import filled
from kb.clauses.located import Located, Mark
from kb.compiler.load import load
from kb.findings import Finding
from kb.linter.document import Procedure, read_procedure
from kb.linter.reading import procedure_of
from kb.linter.run import lint

LONG = bool(os.environ.get("BANSHI_LONG"))
KNOWLEDGE = load()
ROOT = Path(__file__).parents[3]
FILES = [*sorted((ROOT / "tests/corpus/documents").iterdir()), *sorted((ROOT / "docs/samples").glob("*.yaml"))]
CASES = {each.id: each for each in KNOWLEDGE.rulebook.cases}
EACH = 15 if LONG else 2
"""Of how many worked cases of each service a lawful document is made."""
Tree = dict[str, Any]
Part = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A finding by what it is about: `part` is the path of its place, `at` the paths of what takes part in it."""

    code: str
    severity: str
    part: Part
    at: frozenset[Part]
    clauses: frozenset[str]
    depends_on: frozenset[str]


@cache
def _tree(path: Path) -> Tree:
    return read_procedure(KNOWLEDGE, path).data.value  # type: ignore[return-value]


@cache
def _made(name: str) -> Tree:
    case = CASES[name]
    return filled(KNOWLEDGE, case.service, case.facts, case.as_of, "python")


def tree_of(source: Path | str) -> Tree:
    """The tree that a file of any form holds; or of the template for a worked case, which is lawful."""
    return deepcopy(_tree(source) if isinstance(source, Path) else _made(source))


def lawful(each: int = EACH) -> list[str]:
    """Worked cases of every service, spread evenly."""
    found: dict[str, list[str]] = {}
    for case in CASES.values():
        found.setdefault(case.service, []).append(case.id)
    return [name for names in found.values() for name in names[::max(1, len(names) // each)][:each]]


def located(tree: Tree) -> tuple[Located, dict[int, Part]]:
    """The tree with a line for every part, and the part of every line."""
    parts: dict[int, Part] = {}

    def marked(value: Any, part: Part) -> Mark:
        mark = Mark(len(parts) + 1, 1)
        parts[mark.line] = part
        if isinstance(value, dict):
            mark.parts = {}
            for key, each in value.items():
                mark.keys[key] = Mark(len(parts) + 1, 1)
                parts[mark.keys[key].line] = (*part, key)
                mark.parts[key] = marked(each, (*part, key))
        elif isinstance(value, list):
            mark.items = [marked(each, (*part, index)) for index, each in enumerate(value)]
        return mark

    return Located(tree, "a", marked(tree, ())), parts


def procedure(tree: Tree) -> tuple[Procedure, dict[int, Part]]:
    """The document, and the part of every line."""
    found, parts = located(deepcopy(tree))
    return procedure_of(KNOWLEDGE, found), parts


def findings(tree: Tree) -> tuple[list[Finding], dict[int, Part]]:
    """The linter's own findings, and the part of every line."""
    stated, parts = procedure(tree)
    return lint(KNOWLEDGE, stated), parts


def told(tree: Tree) -> Counter[Told]:
    """What the linter says of a tree."""
    found, parts = findings(tree)
    return Counter(one(each, parts[each.place.line], tree) for each in found)


@cache
def known(source: Path | str) -> Counter[Told]:
    """What the linter says of a source as it is."""
    return told(tree_of(source))


def one(finding: Finding, part: Part, tree: Tree) -> Told:
    """A finding by parts of the tree that it is about."""
    ids = step_paths(tree)
    return Told(finding.code, finding.severity, part, frozenset(_at(each, ids) for each in finding.at),
                frozenset(finding.clauses), frozenset(_open(each, ids) for each in finding.depends_on))


def step_paths(tree: Tree) -> dict[str, Part]:
    """The path of every step by its id."""
    return {str(each["id"]): ("steps", index) for index, each in enumerate(tree.get("steps", ()))}


def _at(name: str, ids: dict[str, Part]) -> Part:
    if name.startswith("/"):
        return tuple(int(each) if each.isdigit() else each for each in name[1:].split("/"))
    return ids.get(name, (name,))


def _open(name: str, ids: dict[str, Part]) -> str:
    """A fact; or what a part leaves open (`s3.when`, `/promises/4/duration`), told by its path."""
    step, dot, key = name.rpartition(".")
    return f"/{'/'.join(map(str, ids[step]))}/{key}" if dot and step in ids else name


def value_at(tree: Any, part: Part) -> Any:
    """What stands at a path; None when nothing does."""
    for step in part:
        if isinstance(tree, dict):
            tree = tree.get(step)
        elif isinstance(tree, list) and isinstance(step, int) and step < len(tree):
            tree = tree[step]
        else:
            return None
    return tree


def lists(tree: Any, part: Part = ()) -> Iterator[tuple[Part, list[Any]]]:
    """All lists in a tree with their paths."""
    if isinstance(tree, list):
        yield part, tree
    for key, each in tree.items() if isinstance(tree, dict) else enumerate(tree if isinstance(tree, list) else ()):
        yield from lists(each, (*part, key))


def difference(before: Counter[Told], after: Counter[Told]) -> str:
    """What two sets of findings do not share, in lines to read."""
    return "\n".join([*(f"gone  {each}" for each in (before - after).elements()),
                      *(f"new   {each}" for each in (after - before).elements())])


def mapped(found: Counter[Told], back: Callable[[Part], Part]) -> Counter[Told]:
    """Findings with every path led back by `back`."""
    moved: Counter[Told] = Counter()
    for each, times in found.items():
        moved[Told(each.code, each.severity, back(each.part), frozenset(back(part) for part in each.at), each.clauses,
                   frozenset(_back(name, back) for name in each.depends_on))] += times
    return moved


def _back(name: str, back: Callable[[Part], Part]) -> str:
    return "".join(f"/{each}" for each in back(_at(name, {}))) if name.startswith("/") else name


def name_of(source: Path | str) -> str:
    """A source as the name of a test case."""
    return source.name if isinstance(source, Path) else source


SOURCES: list[Path | str] = [*FILES, *lawful()]
