"""Numbers as people type them: full-width and Chinese digits, thousands separators."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_KEPT = "，（）：；？！"
_WIDE = re.compile("[\u00b2\u00b3\u2212\u3000\u3300-\u33ff\uff01-\uffee]")
_GAP = re.compile(r"(?<=[0-9])[ \t\xa0]+(?=[A-Za-z%°\u4e00-\u9fff])")
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:[,，][0-9]{3})+(?:\.[0-9]+)?")
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_CHINESE = re.compile(
    "(?:(?P<h>[一二两三四五六七八九])百)?(?P<zero>[零〇])?"
    "(?:(?P<t>[一二三四五六七八九])?(?P<ten>十))?(?P<u>[一二两三四五六七八九])?")

MAX_LENGTH = 24
"""The longest number that is read, in characters: within Decimal's 28 exact digits."""


def plain(text: str) -> str:
    """The text with full-width digits, letters and operators made half-width and `7 个` written `7个`.

    Full-width `，（）：；？！` keep their meaning and stay. Applying it twice changes nothing more.
    """
    if text.isascii() and " " not in text and "\t" not in text:
        return text
    return _GAP.sub("", _WIDE.sub(_narrow, text)).strip()


def chinese_number(text: str) -> int | None:
    """The value of a Chinese numeral from 零 to 九百九十九 (两 counts as 二), or None when it is none."""
    if text in ("零", "〇"):
        return 0
    match = _CHINESE.fullmatch(text)
    if not match or not text:
        return None
    hundreds, tens, units = match["h"], match["ten"], match["u"]
    if match["zero"] and not (hundreds and units and not tens):
        return None  # 零 stands only where the tens are missing: 一百零五
    if hundreds and units and not tens and not match["zero"]:
        return None  # 一百五 is 150 in speech and 105 on paper
    if hundreds and tens and not match["t"]:
        return None  # 一百十
    if units == "两" and (hundreds or tens):
        return None
    ten = _DIGITS[match["t"] or "一"] * 10 if tens else 0
    return _DIGITS.get(hundreds or "", 0) * 100 + ten + _DIGITS.get(units or "", 0)


def number_of(text: str) -> Decimal | None:
    """The exact value of a number in plain, grouped (1,000) or Chinese digits; None when it is none.

    No exponents, no infinities, at most 24 characters.
    """
    if len(text) > MAX_LENGTH:
        return None
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    if _GROUPED.fullmatch(text):
        return Decimal(text.replace(",", "").replace("，", ""))
    chinese = chinese_number(text)
    return None if chinese is None else Decimal(chinese)


def shown_number(number: Decimal | int) -> str:
    """The number without exponent and without trailing zeros: 149.9, 150."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _narrow(match: re.Match[str]) -> str:
    char = match.group()
    if char in _KEPT:
        return char
    return "-" if char == "\u2212" else unicodedata.normalize("NFKC", char)
