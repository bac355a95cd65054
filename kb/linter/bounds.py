"""Amounts in a sentence as conditions on facts: 100千伏安以上 is a bound on the capacity that is asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from kb.clauses.measures import factor
from kb.clauses.model import Fact, Value
from kb.clauses.numerals import number_of
from kb.clauses.tree import Compare, CompareOp, FactRef, Literal, Node, conjunction

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十百千零]*[一二两三四五六七八九十百]")
_LONGEST_UNIT = 6
_BEFORE: tuple[tuple[str, CompareOp], ...] = (
    ("(?:不超过|未超过|不高于|不大于|不多于)$", "<="), ("(?:不低于|不少于|不小于|达到|满)$", ">="),
    ("(?:超过|大于|高于|多于)$", ">"), ("(?:小于|低于|不足|不满|未满|少于)$", "<"))
_AFTER: tuple[tuple[str, CompareOp], ...] = (
    (r"^(?:及以上|及其以上|\(含\)以上|含以上)", ">="), (r"^(?:及以下|及其以下|\(含\)以下|以内|之内|含以下)", "<="),
    ("^以上", ">"), ("^以下", "<"))


def bounds(text: str, facts: Mapping[str, Fact]) -> tuple[dict[str, Value], Node, str]:
    """The values and bounds that a sentence gives these number facts, and the sentence without them.

    A number counts where its unit is that of just one of the facts. 以上 and 以下 alone leave the number itself open,
    so it is left out.
    """
    found: list[Node] = []
    values: dict[str, Value] = {}
    rest, end = [], 0
    for match in _NUMBER.finditer(text):
        named = _fact(text[match.end():match.end() + _LONGEST_UNIT], facts)
        if named is None or match.start() < end:
            continue
        name, times, unit = named
        before, after = text[end:match.start()], text[match.end() + len(unit):]
        op, cut, more = _op(before, after)
        said = number_of(match.group())
        if said is None:
            continue
        number = said * times
        whole = number == number.to_integral_value()
        exact = int(number) if whole else number
        if op == "=":
            values[name] = exact
        else:
            found.append(Compare(op, FactRef(name), Literal(exact)))
        rest.append(before[:len(before) - cut])
        end = match.end() + len(unit) + more
    return values, conjunction(found), "".join([*rest, text[end:]])


def _op(before: str, after: str) -> tuple[CompareOp, int, int]:
    """How a number is compared, and how many characters before and after it say so."""
    for pattern, op in _BEFORE:
        if match := re.search(pattern, before):
            return op, len(match.group()), 0
    for pattern, op in _AFTER:
        if match := re.search(pattern, after):
            return op, 0, len(match.group())
    return "=", 0, 0


def _fact(behind: str, facts: Mapping[str, Fact]) -> tuple[str, Decimal, str] | None:
    """The only fact that the unit behind a number measures, what one of the unit is in the fact's, and the unit."""
    space = len(behind) - len(behind.lstrip())
    for length in range(len(behind), space, -1):
        unit = behind[space:length]
        fitting = [(name, times) for name, fact in facts.items()
                   if fact.type == "number" and fact.unit and (times := factor(fact.unit, unit)) is not None]
        if fitting:
            name, times = fitting[0]
            return (name, Decimal(times.numerator) / Decimal(times.denominator), behind[:length]) if len(fitting) == 1 \
                else None
    return None
