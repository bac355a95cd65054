"""What an unquoted word in a YAML file means: a short closed list, everything else is the text as typed."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from kb.clauses.located import Data

MAX_DIGITS = 24
"""The longest plain number that is read, in characters: within Decimal's 28 exact digits."""

_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class BadScalarError(ValueError):
    """A plain word that looks like a date or number and is none. `args`: code, name, message, hint."""


def plain_scalar(text: str) -> Data:
    """The value of an unquoted YAML word.

    `true`, `false`, `null`, `~` and nothing, plain integers, plain decimals (exact) and dates are
    converted; `no`, `on`, `1:30`, `1_000`, `0x10`, `1e5` and `010` stay text. Raises BadScalarError for
    2018-02-30 and for numbers of more than `MAX_DIGITS` digits.
    """
    if text in _WORDS:
        return _WORDS[text]
    first = text[0]
    if not ("0" <= first <= "9" or first == "-"):
        return text
    if _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise BadScalarError("S128", "bad-date", f"没有 {text} 这一天",
                                 "检查年月日；若不是日期，加上引号") from None
    number: type[int] | type[Decimal]
    if _INTEGER.fullmatch(text):
        number = int
    elif _DECIMAL.fullmatch(text):
        number = Decimal
    else:
        return text
    if len(text) > MAX_DIGITS:
        raise BadScalarError("S129", "number-too-long", f"数字有 {len(text)} 位，最多 {MAX_DIGITS} 位",
                             "若是编号而不是数量，加上引号")
    return number(text)
