"""The same words in another spelling change no finding: width, brackets, blanks, numerals, characters, other names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from papers import FILES, LONG, SOURCES, difference, known, name_of, told, tree_of
from spelling import (
    CODED,
    NAMES,
    TIMES,
    in_words,
    long,
    narrow,
    otherwise_named,
    respelled,
    short,
    spaced,
    traditional,
    wide,
)

Say = Callable[[str], str]
SOME = SOURCES if LONG else [*FILES[::5], *SOURCES[len(FILES)::6]]


def everything(text: str) -> str:
    """Every text at once in other width and with blanks."""
    return spaced(narrow(wide(text)))


@pytest.mark.parametrize("source", SOME, ids=name_of)
def test_texts(source: Path | str) -> None:
    tree, before = tree_of(source), known(source)
    ways: list[Say] = [wide, narrow, spaced, everything] if LONG else [everything]
    for say in ways:
        after = told(respelled(tree, say, lambda key: key not in CODED))
        assert after == before, (say.__name__, difference(before, after))


@pytest.mark.parametrize("source", SOME, ids=name_of)
def test_times(source: Path | str) -> None:
    tree, before = tree_of(source), known(source)
    for say in (in_words, short, long) if LONG else (long,):
        after = told(respelled(tree, say, lambda key: key in TIMES))
        assert after == before, (say.__name__, difference(before, after))


@pytest.mark.parametrize("source", SOURCES[::1 if LONG else 5], ids=name_of)
def test_traditional_characters_in_names(source: Path | str) -> None:
    before, after = known(source), told(respelled(tree_of(source), traditional, lambda key: key in NAMES))
    assert after == before, difference(before, after)


@pytest.mark.parametrize("source", SOME, ids=name_of)
def test_other_names(source: Path | str) -> None:
    tree, before = tree_of(source), known(source)
    for turn in range(4 if LONG else 1):
        after = told(otherwise_named(tree, turn))
        assert after == before, difference(before, after)


def test_the_spellings_differ() -> None:
    assert wide("12（1.5）") == "１２（１．５）" and narrow("（甲），乙") == "(甲),乙"
    assert in_words("12个工作日") == "十二个工作日" and in_words("20工作日") == "二十个工作日"
    assert (short("7个工作日"), long("7工作日"), spaced("7工作日")) == ("7工作日", "不超过 7 个工作日", " 7 工作日　")
    assert traditional("规划许可") == "規劃許可"
    changed = sum(otherwise_named(tree_of(each), 0) != tree_of(each) for each in SOURCES)
    assert changed > len(SOURCES) // 3
