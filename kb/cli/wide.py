"""Text on a terminal where Chinese characters are two columns wide."""

from __future__ import annotations

import shutil
from unicodedata import east_asian_width

# Punctuation that may not begin a line (避头点), and brackets that may not end one.
NOT_FIRST = "，。、；：？！）》”’】,.;:?!)]}%"
NOT_LAST = "（《“‘【([{"


def columns(text: str) -> int:
    """How many columns a text takes."""
    return sum(2 if east_asian_width(each) in "WF" else 1 for each in text)


def padded(text: str, width: int) -> str:
    """The text filled up with spaces to a width in columns."""
    return text + " " * max(0, width - columns(text))


def terminal() -> int:
    """The width to write for: the terminal's, at least 40 and at most 100 columns; 80 when there is none."""
    return max(40, min(shutil.get_terminal_size((80, 24)).columns, 100))


def wrapped(text: str, width: int, indent: int = 0, first: int | None = None) -> str:
    """The text broken to a width, later lines indented; `first` is how much of the first line is taken.

    ASCII words and numbers with their unit signs stay whole; no line begins with closing punctuation.
    """
    lines: list[str] = []
    line, used = "", indent if first is None else first
    for token in _tokens(text):
        size = columns(token)
        if line and used + size > width:
            lines.append(line.rstrip())
            line, used = "", indent
            token = token.lstrip()
            size = columns(token)
        line += token
        used += size
    lines.append(line.rstrip())
    return ("\n" + " " * indent).join(lines)


def _tokens(text: str) -> list[str]:
    tokens: list[str] = []
    for each in text:
        glue = bool(tokens) and (
            each in NOT_FIRST or tokens[-1][-1] in NOT_LAST
            or (each.isascii() and tokens[-1][-1].isascii() and not each.isspace() and not tokens[-1][-1].isspace()))
        if glue:
            tokens[-1] += each
        else:
            tokens.append(each)
    return tokens
