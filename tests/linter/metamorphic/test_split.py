"""One document or several files: together they say the same, but for what has to stand in one document."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from forms import plain
from papers import FILES, KNOWLEDGE, SOURCES, Told, difference, findings, known, lawful, mapped, name_of, told, tree_of
from pieces import by_authority, by_part

from kb.linter.outcome.review import Wanted
from kb.linter.outcome.reviewed import Reviewed
from kb.linter.outcome.run import outcome_of

ONE_DOCUMENT = {"P408"}
"""A promise held against the steps of its own document: a file without the steps breaks no promise about them."""
COMPLETE = {"P503", "P506"}
"""What a document that goes from acceptance to delivery leaves out of the applicant's own part: another's file does not
count, since nobody says that the two are read together."""
SPLIT = [each for each in SOURCES if len(by_part(tree_of(each))) > 1]


def test_there_is_something_to_split() -> None:
    assert len(SPLIT) >= 30


@pytest.mark.parametrize("source", SPLIT, ids=name_of)
def test_parts_say_together_what_the_whole_says(source: Path | str) -> None:
    whole = Counter({each: times for each, times in known(source).items() if each.code not in ONE_DOCUMENT})
    union: Counter[Told] = Counter()
    for piece, back in by_part(tree_of(source)):
        union |= mapped(told(piece), back)
    assert union == whole, difference(whole, union)


@pytest.mark.parametrize("source", lawful(), ids=name_of)
def test_the_lawful_steps_of_one_department_are_lawful_alone(source: str) -> None:
    """No step is accused for what other departments' files say; only that something is left out may be told."""
    whole = known(source)
    for piece, back in by_authority(tree_of(source)):
        for each in mapped(told(piece), back) - whole:
            assert each.severity == "note" or each.code in COMPLETE, each


@pytest.mark.parametrize("source", [each for each in SPLIT if each in FILES][::6], ids=name_of)
def test_a_folder_of_pieces(source: Path | str, tmp_path: Path) -> None:
    """As files, reviewed together: the pieces of one document make no circle between departments."""
    paths: list[Path] = []
    for number, (piece, _) in enumerate(by_part(tree_of(source))):
        paths.append(tmp_path / f"{number}.json")
        paths[-1].write_text(json.dumps(plain(piece)), encoding="utf-8")
    wanted = Wanted(date(2018, 11, 5))
    outcome = outcome_of(KNOWLEDGE, None, paths, wanted, None, 1, lambda each: each)
    assert len(outcome.documents) == len(paths) and all(isinstance(each, Reviewed) for each in outcome.documents)
    there = {(each.finding.code, each.finding.message) for one in outcome.documents for each in one.told}
    own = {(each.code, each.message) for each in findings(tree_of(source))[0] if each.code not in ONE_DOCUMENT}
    assert {each for each in there if each[0] not in ("S651", "S652")} == own
