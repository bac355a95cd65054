"""Phrases of the vocabulary: what they match, what they need, and what is said of malformed ones."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from time import perf_counter

import pytest

from kb.clauses.phrases import LONG, SHORT, PhraseError, phrase
from kb.compiler.load import load
from kb.findings import KbError

WORDS = {"必须": ("必须", "[^无毋]须", "[^主重]要"), "没": ("没有", "不[!得准]")}


def shows(text: str, sentence: str) -> bool:
    found = phrase(text, WORDS)
    matched = re.search(found.pattern, sentence) is not None
    assert not matched or any(word in sentence for word in found.needs)
    return matched


@pytest.mark.parametrize(("text", "sentence", "expected"), [
    ("购买…理财", "购买本行理财", True),
    ("购买…理财", "购买理财", True),
    ("购买…理财", "理财购买", False),
    ("购买…理财", f"购买{'好' * SHORT}理财", True),
    ("购买…理财", f"购买{'好' * (SHORT + 1)}理财", False),
    ("购买……理财", f"购买{'好' * LONG}理财", True),
    ("购买……理财", f"购买{'好' * (LONG + 1)}理财", False),
    ("购买……理财", "购买保险。理财自愿", False),
    ("(购买|认购)(本行)?理财", "认购理财", True),
    ("(购买|认购)(本行)?理财", "认购本行理财", True),
    ("(购买|认购)(本行)?理财", "卖出理财", False),
    ("本行的?理财", "本行理财", True),
    ("((先|预)(购买|认购)|投保)…理财", "预认购理财", True),
    ("<必须>购买", "须购买", True),
    ("<必须>购买", "无须购买", False),
    ("<必须>…购买", "主要购买渠道", False),
    ("<必须>…购买", "要购买", True),
    ("<没>购买", "不购买", True),
    ("<没>…购买", "不得购买", False),
    ("（购买｜认购）理财", "认购理财", True)])
def test_matches(text: str, sentence: str, expected: bool) -> None:
    assert shows(text, sentence) is expected


def test_gaps_are_groups() -> None:
    found = re.search(phrase("须…购买……理财").pattern, "须先购买不低于两成的理财")
    assert found is not None and found.groups() == ("先", "不低于两成的")


def test_example_is_the_plainest_wording() -> None:
    assert phrase("<必须>(先|同时)?(购买|认购)…理财", WORDS).example == "必须购买…理财"


@pytest.mark.parametrize(("text", "position", "message"), [
    ("(购买|认购", 0, "`(` 没有对应的 `)`"),
    ("购买)理财", 2, "多了一个 `)`"),
    ("购买|认购", 2, "多了一个"),
    ("(|购买)理财", 1, "这里是空的"),
    ("()购买理财", 1, "这里是空的"),
    ("…购买理财", 0, "前面没有字"),
    ("购买理财…", 4, "后面没有字"),
    ("<必需>购买", 0, "没有词表 `必需`"),
    ("<必须购买", 0, "`<` 没有对应的 `>`"),
    ("购买.*理财", 2, "`.` 不能写在这里"),
    ("[购买]理财", 0, "`[` 要写成"),
    ("?购买理财", 0, "`?` 不能写在这里"),
    ("须", 0, "太短"),
    ("(购买)?(理财)?", 0, "太短"),
    ("((((( 购买)))))", 4, "括号套得太深"),
    ("一…二…三…四…五…六…七", 11, "`…` 太多"),
    ("一甲……二……三……四", 8, "`…` 太多")])
def test_malformed(text: str, position: int, message: str) -> None:
    with pytest.raises(PhraseError) as caught:
        phrase(text, WORDS)
    assert message in caught.value.message and caught.value.hint
    assert caught.value.position == position


def test_malformed_phrase_has_a_place_and_a_hint(tmp_path: Path) -> None:
    rules = Path("rules")
    target = tmp_path / "rules"
    shutil.copytree(rules, target)
    path = target / "vocabulary" / "practices-supply.yaml"
    lines = path.read_text(encoding="utf-8").split("\n")
    number = next(number for number, line in enumerate(lines, 1) if line.startswith("      - <热线>"))
    lines[number - 1] = "      - <热线>…(只|仅…接听"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(KbError) as caught:
        load(target)
    (found,) = [each for each in caught.value.findings if each.code == "S312"]
    assert (found.place.line, found.place.column) == (number, 9 + len("<热线>…"))
    assert found.hint == "补上 `)`"


def test_no_text_makes_a_phrase_slow() -> None:
    """Repetition of what a phrase begins with is the worst case of a backtracking expression."""
    knowledge = load()
    texts = ["须" * 500, "不" * 500, "须购买" * 160, "用户" * 250, "许可前须" * 120]
    begin = perf_counter()
    for practice in knowledge.practices.values():
        for each in practice.phrases:
            pattern = re.compile(each.pattern)
            for text in texts:
                sum(1 for _ in pattern.finditer(text))
    assert perf_counter() - begin < 20
