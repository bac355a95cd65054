"""The facts that a sentence tells of somebody by name: 某三强企业申请首次登记 says a class and a kind of case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from kb.clauses.model import Fact, Value
from kb.compiler.knowledge import Program
from kb.linter.polarity import plain

_SURE = 3
"""The fewest characters of a name that counts wherever it stands; a shorter one counts where it is somebody's own."""

_OWN = re.compile("(?:^|[,。;:、]|某|一家|一户|一个|一名|一位|该|位于|地处|系|属|送来|送达|申请|办理|办|来)$")
_NOT_SO = re.compile("(?:不|非|未|没|无|除|自认|自称|参照|比照|要求按|只限|仅限|限于|或者?|和|如|若|只有)[^,。;]{0,6}$")
_NOT_ALONE = re.compile("^(?:以外|除外|名单|条件|标准|和|、|或|才|方可|方能|与)")
_LEAD = re.compile("^(?:属于|在|是)")


def mentioned(program: Program, text: str, wanted: Iterable[str]) -> dict[str, Value]:
    """The values of these facts that a text names once and for sure; longer names first, no part of the text twice."""
    said, facts = plain(text), set(wanted)
    found: dict[str, set[Value]] = {}
    pattern, owners = _phrases(program)
    for match in pattern.finditer(said) if pattern is not None else ():
        before, after = said[:match.start()], said[match.end():]
        own = len(match.group()) >= _SURE or _OWN.search(before)
        doubtful = not own or _NOT_SO.search(before) or _NOT_ALONE.search(after)
        for fact, value in owners[match.group()].items():
            if fact in facts:
                found.setdefault(fact, set()).update((value, "") if doubtful else (value,))
    return {fact: next(iter(values)) for fact, values in found.items() if len(values) == 1}


@lru_cache(maxsize=64)
def _phrases(program: Program) -> tuple[re.Pattern[str] | None, Mapping[str, Mapping[str, Value]]]:
    owners: dict[str, dict[str, Value]] = {}
    for fact in program.facts.values():
        for name, value in _names(fact):
            owners.setdefault(plain(name), {})[fact.id] = value
    words = sorted(owners, key=len, reverse=True)
    return (re.compile("|".join(map(re.escape, words))) if words else None), owners


def _names(fact: Fact) -> Iterator[tuple[str, Value]]:
    """The names of a fact's values; a short one that ends another value's name says nothing (三强企业)."""
    if fact.type == "boolean":
        yield from ((_LEAD.sub("", fact.yes), True), (fact.yes, True), (fact.no, False))
        return
    named = [(name, value.id) for value in fact.values for name in (value.name, *value.aliases)]
    yield from ((name, value) for name, value in named if len(name) > 1 and not any(
        len(name) < _SURE and other.endswith(name) and value != another for other, another in named))
