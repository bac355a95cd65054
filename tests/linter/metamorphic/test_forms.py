"""One document in every form: the same findings, word for word, each at its own value's place in that form."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from forms import Spot, Written, plain, tables, without
from papers import KNOWLEDGE, LONG, SOURCES, Part, Tree, findings, name_of, tree_of, value_at

from kb.findings import Finding
from kb.linter.document import read_procedure
from kb.linter.run import lint

SOME = SOURCES if LONG else SOURCES[::5]


def words(each: Finding) -> tuple[Any, ...]:
    """A finding without its place."""
    return (each.code, each.severity, each.at, each.message, each.why, each.hint, each.clauses, each.rules,
            each.depends_on, json.dumps(each.fix, default=str, sort_keys=True))


Own = tuple[list[Finding], dict[int, Part]]


def compared(of: Own, path: Path) -> list[tuple[Part, Finding]]:
    """The findings on a file with the parts at which the same findings on the tree stand; both must be the same."""
    own, parts = of
    there = lint(KNOWLEDGE, path)
    before, after = Counter(map(words, own)), Counter(map(words, there))
    assert after == before, "\n".join([*(f"gone {each}" for each in (before - after).elements()),
                                       *(f"new  {each}" for each in (after - before).elements())])
    where: dict[Any, list[Finding]] = {}
    for each in there:
        where.setdefault(words(each), []).append(each)
    ordered = sorted(own, key=lambda each: (words(each), each.place.line))
    return [(parts[each.place.line], where[words(each)].pop(0)) for each in ordered]


@pytest.mark.parametrize("source", SOME, ids=name_of)
def test_yaml_and_json(source: Path | str, tmp_path: Path) -> None:
    tree = tree_of(source)
    dice = random.Random(name_of(source))  # noqa: S311
    flow, indent = dice.choice([None, False, True]), dice.choice([1, 2, None])
    (tmp_path / "a.yaml").write_text(yaml.safe_dump(plain(tree), allow_unicode=True, default_flow_style=flow,
                                                    sort_keys=False, width=60), encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps(plain(tree), ensure_ascii=bool(indent), indent=indent),
                                     encoding="utf-8")
    own = findings(tree)
    for path in (tmp_path / "a.yaml", tmp_path / "a.json"):
        lines = path.read_text(encoding="utf-8").split("\n")
        for part, found in compared(own, path):
            value = value_at(tree, part)
            if isinstance(value, str) and value.isalnum():
                shown = json.dumps(value)[1:-1] if path.suffix == ".json" and indent else value
                there = lines[found.place.line - 1][found.place.column - 1:].lstrip("'\"")
                assert there.startswith(shown[:6]), (part, found.place, there[:20])


def _at(found: Finding) -> Spot:
    return found.place.sheet, found.place.line, found.place.column


def _same_entry(one: Part, other: Part) -> bool:
    """Whether two paths are of one entry of one list, or of one mapping at the top."""
    ends = [next((length for length in range(len(part), 0, -1) if isinstance(part[length - 1], int)), 1)
            for part in (one, other)]
    return one[:ends[0]] == other[:ends[1]] or one[:len(other)] == other or other[:len(one)] == one


def in_cells(own: Own, path: Path, written: Written) -> None:
    """Hold the findings on a file of tables against those on the tree, and their cells against where it was written."""
    held: dict[Spot, list[Part]] = {}
    for part, spot in written.spots.items():
        held.setdefault(spot, []).append(part)
    for part, found in compared(own, path):
        spot = _at(found)
        if part in written.spots:
            assert spot == written.spots[part], (part, found)
        elif found.place.line > 1:  # the first cell stands for a file that says nothing of it
            assert any(_same_entry(part, each) for each in held.get(spot, ())), (part, found, held.get(spot))


def tabular(tree: Tree) -> Tree:
    """What tables hold of a document: all but a remark on how applicants are told, and that there is none (null)."""
    return without(tree, lambda part: part[-2:] == ("notice", "note") or value_at(tree, part) is None)


@pytest.mark.parametrize("source", SOME, ids=name_of)
def test_workbook_and_csv(source: Path | str, tmp_path: Path) -> None:
    tree = tabular(tree_of(source))
    dice = random.Random(name_of(source))  # noqa: S311
    own = findings(tree)
    for _ in range(3 if LONG else 1):
        written = tables(tree, dice)
        in_cells(own, written.workbook(tmp_path / "a.xlsx"), written)
        written = tables(tree, dice)
        in_cells(own, written.csv(tmp_path / "a.csv"), written)


@pytest.mark.parametrize("source", SOURCES[::31], ids=name_of)
def test_the_templates_of_the_project(source: Path | str, tmp_path: Path) -> None:
    """What `banshi template` writes."""
    from generator.template.text import csv_text, yaml_text
    from generator.template.workbook import workbook

    tree = tabular(tree_of(source))
    (tmp_path / "a.xlsx").write_bytes(workbook(KNOWLEDGE, tree))
    (tmp_path / "a.csv").write_text(csv_text(KNOWLEDGE, tree), encoding="utf-8")
    (tmp_path / "a.yaml").write_text(yaml_text(KNOWLEDGE, plain(tree) | {"document": tree["document"]}),
                                     encoding="utf-8")
    own = findings(tree)
    for ending in ("xlsx", "csv", "yaml"):
        compared(own, tmp_path / f"a.{ending}")


def test_round_trips_keep_the_document(tmp_path: Path) -> None:
    """YAML to JSON to a workbook to CSV and back to YAML."""
    for source in SOURCES[1::22]:
        tree = tabular(tree_of(source))
        now, dice = tree, random.Random(1)  # noqa: S311
        for step in ("yaml", "json", "xlsx", "csv", "yaml"):
            path = tmp_path / f"a.{step}"
            if step == "xlsx":
                tables(now, dice).workbook(path)
            elif step == "csv":
                tables(now, dice).csv(path)
            else:
                text = json.dumps(plain(now)) if step == "json" else yaml.safe_dump(plain(now), sort_keys=False)
                path.write_text(text, encoding="utf-8")
            now = read_procedure(KNOWLEDGE, path).data.value
        compared(findings(tree), path)
