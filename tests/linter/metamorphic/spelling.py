"""Other spellings of the same words: width, brackets, spaces, numerals, traditional characters, other names."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from opencc import OpenCC
from papers import KNOWLEDGE, Part, Tree, procedure

from kb.clauses.numerals import number_of
from kb.linter.review import Review

CODED = {"id", "is", "service", "as_of", "kind", "code", "at", "after", "issue_after", "denies", "grants", "what",
         "period", "submitted", "until", "date", "since", "situation", "for", "when", "form", "url", "version",
         "any_of"}
"""Keys whose values are ids, days, enumerations and conditions: they have one spelling."""
TIMES = {"duration", "within"}
NAMES = {"name", "item", "authority", "department", "by", "to", "payer", "payee", "receiver", "from"}
_WIDE = str.maketrans({**{chr(each): chr(each + 0xFEE0) for each in range(ord("0"), ord("9") + 1)}, ".": "．"})
_DIGITS = "零一二三四五六七八九"
_WORKING = re.compile(r"^([0-9]+)(?:个)?工作日$")


def respelled(tree: Any, say: Callable[[str], str], keys: Callable[[str], bool], part: Part = ()) -> Any:
    """The tree with `say` done to every text that stands under one of these keys."""
    if isinstance(tree, dict):
        return {key: each if key in CODED else respelled(each, say, keys, (*part, key)) for key, each in tree.items()}
    if isinstance(tree, list):
        return [respelled(each, say, keys, (*part, index)) for index, each in enumerate(tree)]
    if not isinstance(tree, str):
        return tree
    return say(tree) if keys(next((each for each in reversed(part) if isinstance(each, str)), "")) else tree


def wide(text: str) -> str:
    """Full-width digits."""
    return text.translate(_WIDE)


def narrow(text: str) -> str:
    """ASCII brackets, commas and colons."""
    return text.translate(str.maketrans("（），：；", "(),:;"))


def spaced(text: str) -> str:
    """Blanks around and between words and numbers, as from a form's columns."""
    return f" {re.sub('(?<=[0-9])(?=[个工日天小])', ' ', text)}　"


def in_words(text: str) -> str:
    """七个工作日 for 7个工作日."""
    found = _WORKING.match(text)
    return f"{_numeral(int(found[1]))}个工作日" if found and int(found[1]) < 100 else text


def short(text: str) -> str:
    """7工作日 for 7个工作日."""
    found = _WORKING.match(text)
    return f"{found[1]}工作日" if found else text


def long(text: str) -> str:
    """7 个 工作日 for 7工作日, with a word that says it is the most."""
    found = _WORKING.match(text)
    return f"不超过 {found[1]} 个工作日" if found else text


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    found = (("" if tens == 1 else _DIGITS[tens]) + "十" if tens else "") + (_DIGITS[ones] if ones or not tens else "")
    assert number_of(found) == number
    return found


def traditional(text: str) -> str:
    """Traditional characters."""
    return str(_to_traditional().convert(text))


@cache
def _to_traditional() -> OpenCC:
    return OpenCC("s2t")


def otherwise_named(tree: Tree, turn: int) -> Tree:
    """The tree with other names of its steps, materials and authorities: aliases, where the rule base has any.

    A name that another thing has too is left, and steps that are named alike stay so.
    """
    stated, _ = procedure(tree)
    review = Review(KNOWLEDGE, stated)
    matcher, materials = review.matcher.names, review._materials.names
    new: Tree = respelled(tree, lambda text: text, lambda _: False)
    for step in stated.steps:
        row = new["steps"][step.index]
        own = review.rule_step(step)
        if own is not None and own.aliases and step.rule_step is None:
            row["name"] = _other(own.aliases, own.id, matcher.owners, step.name, turn)
        for number, material in enumerate(step.materials):
            mine = review.material(material)
            if mine.how not in ("name", "alias") or mine.id is None:
                continue
            name = _other(KNOWLEDGE.materials[mine.id].aliases, mine.id, materials.owners, material.name, turn)
            entry = row["materials"][number]
            row["materials"][number] = name if isinstance(entry, str) else {**entry, "name": name}
        if step.authority and step.authority != "applicant":
            known = KNOWLEDGE.authorities[step.authority]
            row["authority"] = [known.name, known.id, *known.aliases][turn % (2 + len(known.aliases))]
    return new


def _other(names: tuple[str, ...], owner: str, owners: Callable[[str], Any], now: str, turn: int) -> str:
    mine = [each for each in names if owners(each)[0] == {owner}]
    return mine[turn % len(mine)] if mine else now
