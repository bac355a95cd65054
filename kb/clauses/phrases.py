"""Phrases by which sentences are recognised: literal characters, gaps, alternatives and named word lists.

`<必须>…(购买|认购)…<理财品>`: `…` is a few characters, `……` up to the rest of the sentence, `(a|b)` one of several,
`(a)?` or `a?` may be missing, `<名>` one word of a list, `[^主重]要` is 要 not directly after one of these characters,
`不[!得准]` is 不 not directly before one of these.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.findings import nearest

SHORT, LONG = 14, 40
"""How many characters `…` and `……` stand for at most."""
MOST_GAPS, MOST_LONG, MOST_DEPTH = 5, 2, 4
SHORTEST = 2
"""How many characters a phrase has to name at least: a single one would show in every other sentence."""
_SENTENCE = "。;!?"
_SIGNS = frozenset("…()|<>[]?")
_ODD = frozenset("*+\\^$.{}")
_ALLOWED = "只能写字、`…`、`(甲|乙)`、`(甲)?`、`<词表>`、`[^字]`、`[!字]`"
_NARROW = str.maketrans("（）｜？＜＞！［］", "()|?<>![]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase ready to be looked for: a regular expression in which every gap is a group.

    `needs`: at least one of these stands in every text that the phrase matches. `example`: the plainest wording.
    """

    text: str
    pattern: str
    needs: tuple[str, ...]
    example: str


class PhraseError(ValueError):
    """A phrase that can't be read: what is wrong at which character (from 0), and what to write instead."""

    def __init__(self, position: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.position, self.message, self.hint = position, message, hint


@dataclass(frozen=True, slots=True)
class _Read:
    """A part of a phrase: its expression, the sets of words one of which it always contains, its plainest wording."""

    pattern: str
    needs: tuple[frozenset[str], ...] = ()
    example: str = ""


def phrase(text: str, words: Mapping[str, tuple[str, ...]] | None = None) -> Phrase:
    """A phrase as written in the vocabulary; PhraseError when it can't be read."""
    reader = _Reader(text, words or {})
    read = reader.sequence(0)
    if reader.at < len(text):
        raise PhraseError(reader.at, "多了一个 `)` 或者 `|`", "几样里选一样的写成 `(甲|乙)`")
    if sum(min(map(len, each)) for each in read.needs) < SHORTEST:
        raise PhraseError(0, "太短，什么句子都像", f"至少写出{SHORTEST}个一定要有的字")
    return Phrase(text, read.pattern, tuple(sorted(_best(read.needs))), read.example)


def check_word(text: str) -> None:
    """PhraseError when a word of a list can't be read; a word may be a single character."""
    reader = _Reader(text, {})
    reader.sequence(0)
    if reader.at < len(text):
        raise PhraseError(reader.at, "多了一个 `)` 或者 `|`", "几个词分开写成几项")


def usual(text: str) -> str:
    """Characters as texts are compared: without width, spaces, quotes and book title marks."""
    return "".join(each for each in unicodedata.normalize("NFKC", text)
                   if not each.isspace() and each not in "“”\"'‘’《》")


class _Reader:
    def __init__(self, text: str, words: Mapping[str, tuple[str, ...]]) -> None:
        self.text = text.translate(_NARROW)
        self.words = words
        self.at = 0
        self.gaps = self.long = 0

    def sequence(self, depth: int) -> _Read:
        """Everything up to `|`, `)` or the end."""
        patterns: list[str] = []
        needs: list[frozenset[str]] = []
        example = ""
        begin = self.at
        gap_last = False
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            gap = self.text[self.at] == "…"
            if gap and (not patterns or gap_last) and depth == 0:
                raise PhraseError(self.at, "`…` 前面没有字", "从要认的字开始写")
            read = self._part(depth)
            patterns.append(read.pattern)
            needs += read.needs
            example += read.example
            gap_last = gap
        if not patterns:
            raise PhraseError(begin, "这里是空的", "可有可无的写成 `(…)?`，如 `(先)?购买`")
        if gap_last and depth == 0:
            raise PhraseError(self.at - 1, "`…` 后面没有字", "写到要认的字为止")
        return _Read("".join(patterns), tuple(needs), example)

    def _part(self, depth: int) -> _Read:
        char = self.text[self.at]
        if char == "…":
            return self._gap()
        if char == "(":
            return self._maybe(self._group(depth))
        if char == "<":
            return self._maybe(self._list())
        if char == "[":
            return self._not_beside()
        if char in _SIGNS or char in _ODD:
            raise PhraseError(self.at, f"`{char}` 不能写在这里", _ALLOWED)
        begin = self.at
        while self.at < len(self.text) and self.text[self.at] not in _SIGNS and self.text[self.at] not in _ODD:
            self.at += 1
        if self.at < len(self.text) and self.text[self.at] == "?":
            if self.at - begin > 1:
                self.at -= 1  # only the last character may be missing
            else:
                self.at += 1
                return _Read(f"{re.escape(usual(self.text[begin]))}?")
        literal = usual(self.text[begin:self.at])
        return _Read(re.escape(literal), (frozenset([literal]),) if literal else (), literal)

    def _gap(self) -> _Read:
        begin = self.at
        while self.at < len(self.text) and self.text[self.at] == "…":
            self.at += 1
        long = self.at - begin > 1
        self.gaps, self.long = self.gaps + 1, self.long + long
        if self.gaps > MOST_GAPS or self.long > MOST_LONG:
            raise PhraseError(begin, "`…` 太多", f"一个说法里最多{MOST_GAPS}处，其中 `……` 最多{MOST_LONG}处")
        return _Read(f"([^{_SENTENCE}]{{0,{LONG if long else SHORT}}}?)", example="…")

    def _group(self, depth: int) -> _Read:
        begin = self.at
        if depth >= MOST_DEPTH:
            raise PhraseError(begin, "括号套得太深", f"最多{MOST_DEPTH}层，拆成几个说法")
        branches = []
        while self.at == begin or self.text[self.at] == "|":
            self.at += 1
            branches.append(self.sequence(depth + 1))
            if self.at >= len(self.text):
                raise PhraseError(begin, "`(` 没有对应的 `)`", "补上 `)`")
        self.at += 1
        pattern = "|".join(each.pattern for each in branches)
        return _Read(f"(?:{pattern})", _either([each.needs for each in branches]), branches[0].example)

    def _list(self) -> _Read:
        begin, end = self.at, self.text.find(">", self.at)
        name = self.text[begin + 1:end] if end > begin else ""
        if not name:
            raise PhraseError(begin, "`<` 没有对应的 `>`", "词表写成 `<名称>`")
        if name not in self.words:
            raise PhraseError(begin, f"没有词表 `{name}`", nearest(name, self.words) or "先在 words 里写出这个词表")
        self.at = end + 1
        read = {word: _Reader(word, {}).sequence(1) for word in sorted(self.words[name], key=len, reverse=True)}
        pattern = "|".join(each.pattern for each in read.values())
        return _Read(f"(?:{pattern})", _either([each.needs for each in read.values()]),
                     read[self.words[name][0]].example)

    def _not_beside(self) -> _Read:
        end = self.text.find("]", self.at)
        inside = self.text[self.at + 1:end] if end > 0 else ""
        if len(inside) < 2 or inside[0] not in "^!":
            raise PhraseError(self.at, "`[` 要写成 `[^字]` 或者 `[!字]`",
                              "`[^主重]要`：前面不能紧挨着这些字；`不[!得准]`：后面不能紧挨着这些字")
        self.at = end + 1
        chars = re.escape(inside[1:])
        return _Read(f"(?<![{chars}])" if inside[0] == "^" else f"(?![{chars}])")

    def _maybe(self, read: _Read) -> _Read:
        if self.at < len(self.text) and self.text[self.at] == "?":
            self.at += 1
            return _Read(f"{read.pattern}?")
        return read


def _either(branches: Iterable[tuple[frozenset[str], ...]]) -> tuple[frozenset[str], ...]:
    """What one of several branches always contains: the best of each; nothing when one of them has nothing."""
    best = [_best(each) for each in branches]
    return (frozenset().union(*best),) if all(best) else ()


def _best(needs: Iterable[frozenset[str]]) -> frozenset[str]:
    """The set that tells most: long words, and few."""
    return max(needs, key=lambda each: (min(min(map(len, each)), SHORTEST), -len(each)), default=frozenset())
