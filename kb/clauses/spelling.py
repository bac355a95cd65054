"""How people type conditions: full-width signs are read as what they plainly mean."""

from __future__ import annotations

import re
from dataclasses import dataclass

QUOTES = '"“”＂'
SIGNS = {
    "≤": "<=", "≥": ">=", "≠": "!=", "、": ",", "【": "[", "】": "]", "×": "*", "÷": "/", "−": "-", "–": "-",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A condition with its signs made ASCII. `origins[i]` is the 1-based column typed for character i."""

    text: str
    origins: tuple[int, ...]

    def column(self, position: int) -> int:
        """The column in what was typed; the end for a position behind the last character."""
        return self.origins[position] if position < len(self.origins) else self.origins[-1] + 1


def normalise(typed: str) -> Source:
    """Full-width signs, letters and spaces as ASCII, except within quotes, where only the quotes change."""
    text: list[str] = []
    origins: list[int] = []
    quoted = False
    for column, char in enumerate(typed, start=1):
        if char in QUOTES:
            quoted = not quoted
            plain = '"'
        elif quoted:
            plain = char
        elif "！" <= char <= "～":
            plain = chr(ord(char) - 0xFEE0)
        else:
            plain = SIGNS.get(char, " " if char.isspace() else char)
        text.append(plain)
        origins.extend([column] * len(plain))
    return Source("".join(text), tuple(origins))


def bare(text: str) -> str:
    """The text with what stands in quotes blanked, position by position."""
    return re.sub(r'"([^"]*)"', lambda found: '"' + " " * len(found[1]) + '"', text)
