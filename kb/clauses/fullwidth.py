"""Full-width punctuation where YAML needs the half-width one: the commonest slip of a Chinese keyboard."""

from __future__ import annotations

import re
import unicodedata

from kb.findings import Finding, Place, problem

_WORD = r"[a-z_][A-Za-z0-9_.-]*"
_COLON_KEY = re.compile(rf"(?:^|\n)[ \t]*(?:- +)*(?:{_WORD}|\"{_WORD}\")[ \u3000]*(?P<bad>：)")
_WRAPPED = re.compile("[“”‘’][^“”‘’]*[“”‘’]")
_COMMA_LIST = re.compile(rf"{_WORD}(?P<bad>[，、])[ \u3000]*{_WORD}(?:[，、][ \u3000]*{_WORD})*")
_SPACED_KEY = re.compile(rf"(?:- ?)?{_WORD}:(?P<bad>[\u3000\xa0])")
_IN_KEY = re.compile("[\uff01-\uff5e\u3000\xa0“”‘’]")
_NAMES = {"\u3000": "全角空格", "\xa0": "不换行空格（U+00A0）", "：": "全角冒号 `：`", "，": "全角逗号 `，`",
          "、": "顿号 `、`"}
_LINE_BAD = re.compile(rf"[ \t\u3000\xa0]*(?:[-－][ \u3000\xa0]*)*{_WORD}[ \u3000]*"
                       r"(?P<colon>：|:(?=[\u3000\xa0]))|[ \t]*(?P<space>[\u3000\xa0])"
                       r"|[ ]*(?P<tab>\t)[ \t]*[^ \t#\r\n]")


def in_key(text: str, place: Place) -> Finding | None:
    """S111 when an unquoted key holds a full-width character or space."""
    match = _IN_KEY.search(text)
    if not match:
        return None
    return _full_width(match.group(), place.shifted(match.start()), _half(text))


def in_value(text: str, place: Place, after_key: bool, in_brackets: bool) -> Finding | None:
    """S111 when an unquoted, one-line value was meant as `key: value`, as quoted text or as a list.

    `after_key`: it has a key already, so that `：` in it is text. `in_brackets`: it stands in a `[…]`, where
    `，` does not separate items.
    """
    if text[0] in "“”‘’" and _WRAPPED.fullmatch(text):
        return _full_width(text[0], place, f'"{text[1:-1]}"', f"；确实要显示中文引号，就写 '{text}'")
    for pattern in () if after_key else (_COLON_KEY, _SPACED_KEY):
        match = pattern.match(text)
        if match:
            at = match.start("bad")
            return _full_width(text[at], place.shifted(at), f"{text[:at].removesuffix(':')}: …")
    match = _COMMA_LIST.fullmatch(text) if in_brackets else None
    if match:
        at = match.start("bad")
        return _full_width(text[at], place.shifted(at), re.sub("[，、][ \u3000]*", ", ", text))
    return None


def swallowed_key(source: str) -> int | None:
    """The index of a full-width colon after a key that an unquoted text of several lines has swallowed."""
    match = _COLON_KEY.search(source)
    return match.start("bad") if match else None


def wide_colon(place: Place) -> Finding:
    """S111: a full-width colon after a key."""
    return _full_width("：", place, ": ")


def in_line(line: str, file: str, number: int, known: bool) -> Finding | None:
    """What a line of a malformed file has wrong at first sight: `key：`, a wide indent (S111), a tab (S120).

    `known`: the parser gave up here, so that a wide indent is a slip and not somebody's text.
    """
    match = _LINE_BAD.match(line)
    if not match or (match.lastgroup == "space" and not known):
        return None
    place = Place(file, number, match.start(match.lastgroup or "") + 1)
    if match.lastgroup == "tab":
        return problem("S120", "yaml-syntax", "用了制表符（Tab）缩进", place,
                       "YAML 只能用空格缩进，每层两个空格")
    bad = match.group(match.lastgroup or "")
    if match.lastgroup == "space":
        return _full_width(bad, place, " ")
    return _full_width(line[place.column] if bad == ":" else bad, place.shifted(bad == ":"),
                       f"{line[:match.start('colon')].strip()}: …")


def _full_width(char: str, place: Place, better: str, more: str = "") -> Finding:
    what = _NAMES.get(char) or (f"中文引号 `{char}`" if char in "“”‘’" else f"全角字符 `{char}`")
    return problem("S111", "full-width", f"这里用了{what}，要用半角", place, f"改成 `{better}`{more}")


def _half(text: str) -> str:
    quotes = {0x201C: '"', 0x201D: '"', 0x2018: "'", 0x2019: "'"}
    return " ".join(unicodedata.normalize("NFKC", text.translate(quotes)).split())
