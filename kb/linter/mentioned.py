"""The facts that a sentence tells of somebody by name: 某三强企业申请首次登记 says a class and a kind of case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from kb.clauses.model import Value
from kb.compiler.knowledge import Program
from kb.linter.polarity import plain

_SHORTEST = 3
_NOT_SO = re.compile("(?:不|非|未|没|无|除|自认|自称|参照|比照|要求按|只限|仅限|限于|或|和|、|如|若|只有)[^,。;]{0,6}$")
_NOT_ALONE = re.compile("^(?:以外|除外|名单|条件|标准|和|、|或|才|方|与)")


def mentioned(program: Program, text: str, wanted: Iterable[str]) -> dict[str, Value]:
    """The values of these facts that a text names once and for sure; longer names first, no part of the text twice."""
    said = plain(text)
    facts = set(wanted)
    found: dict[str, set[Value]] = {}
    pattern, owners = _phrases(program)
    for match in pattern.finditer(said) if pattern is not None else ():
        for fact, value in owners[match.group()].items():
            if fact in facts:
                doubtful = _NOT_SO.search(said[:match.start()]) or _NOT_ALONE.search(said[match.end():])
                found.setdefault(fact, set()).update((value, "") if doubtful else (value,))
    return {fact: next(iter(values)) for fact, values in found.items() if len(values) == 1}


@lru_cache(maxsize=64)
def _phrases(program: Program) -> tuple[re.Pattern[str] | None, Mapping[str, Mapping[str, Value]]]:
    owners: dict[str, dict[str, Value]] = {}
    for fact in program.facts.values():
        for value in fact.values:
            for name in (value.name, *value.aliases):
                word = plain(name)
                if len(word) >= _SHORTEST:
                    owners.setdefault(word, {})[fact.id] = value.id
    words = sorted(owners, key=len, reverse=True)
    return (re.compile("|".join(map(re.escape, words))) if words else None), owners
