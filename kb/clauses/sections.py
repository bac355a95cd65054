"""The plain text of an official document cut into its clauses by the numbering of its headings.

What is understood is how Chinese official documents are numbered: 附件N on a line of its own begins an annex;
一、 （一） 1. （1） and 一是 are the levels, in whatever order a part uses them. A number of a kind that is
already open closes everything below it; another kind opens a level. Paragraphs without a number belong to the
heading above them when that is only a title; after numbered items they are the tail of what holds these.

Locators: `main/3/2` is 三（二） of the main text, `annex5/3/3/2` of annex 5; `…/tail` a closing paragraph, `…/att` the
list of attachments, `main/sign` issuer and date, `main/0/1` what stands before the first heading, `annex5/0` an
annex's title.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from kb.clauses.numerals import chinese_number

RESIDUE = re.compile(r"\[bookmark:[^\]]*\]")
"""What a word processor leaves behind when a document is saved as text."""
NUMBER = "[一二三四五六七八九十百零〇]+"
KINDS = {
    "ideographic": re.compile(rf"({NUMBER})、"),
    "bracketed": re.compile(rf"[（(]({NUMBER})[）)]"),
    "arabic": re.compile(r"([0-9０-９]+)[.．、](?![0-9０-９])"),
    "round": re.compile(r"[（(]([0-9０-９]+)[）)]"),
    "spoken": re.compile(rf"({NUMBER})是"),
}
PART = re.compile(rf"附件([0-9０-９]+|{NUMBER})?[:：]?")
ATTACHED = re.compile(r"附件[:：]")
LISTED = re.compile(r"[0-9０-９]+[.．、]")
DIGIT = "[0-9０-９一二三四五六七八九十〇○零]"
DAY = re.compile(f"{DIGIT}{{4}}年{DIGIT}{{1,3}}月{DIGIT}{{1,3}}日")
SENTENCE_END = "。；！？;!?"


@dataclass(slots=True)
class Section:
    """One clause as it stands in the text: its locator, its paragraphs and the line it begins on."""

    locator: str
    line: int
    paragraphs: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its text without any white space."""
        return "".join(self.paragraphs)

    @property
    def digest(self) -> str:
        """SHA-256 of the text without white space, as outlines hold it."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def sections(text: str) -> list[Section]:
    """The clauses of a document in the order of the text; none has an empty text."""
    cutter = _Cutter()
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        paragraph = squeezed(line)
        if paragraph:
            cutter.take(number, paragraph)
    return [each for each in cutter.finished() if each.paragraphs]


def squeezed(line: str) -> str:
    """A line without white space of any width, and without what a word processor leaves behind."""
    return "".join(RESIDUE.sub("", line.removeprefix("\ufeff")).split())


@dataclass(slots=True)
class _Level:
    """An open numbered item: the kind of its number, the number, and what stands directly below it."""

    kind: str
    number: int
    section: Section
    title_only: bool
    numbered: bool = False
    body: list[Section] = field(default_factory=list)


class _Cutter:
    def __init__(self) -> None:
        self.found: list[Section] = []
        self.part = "main"
        self.levels: list[_Level] = []
        self.front: list[Section] = []
        self.closing: Section | None = None

    def take(self, line: int, paragraph: str) -> None:
        """The next paragraph of the text."""
        part = PART.fullmatch(paragraph)
        if part and (part.group(1) or not paragraph.endswith((":", "："))):
            self._begin_part(part.group(1), line, paragraph)
        elif ATTACHED.match(paragraph):
            self._close("att", line, paragraph)
        elif self.closing is not None and self.closing.locator.endswith("/att") and LISTED.match(paragraph):
            self.closing.paragraphs.append(paragraph)
        elif numbered := _number(paragraph):
            self._open(*numbered, line, paragraph)
        else:
            self._plain(line, paragraph)

    def finished(self) -> list[Section]:
        """All sections, once the text is at its end."""
        self._end_part()
        return self.found

    def _begin_part(self, number: str | None, line: int, paragraph: str) -> None:
        self._end_part()
        self.part = f"annex{_value(number)}" if number else "annex"
        self.front = [self._add("", line, paragraph)]

    def _end_part(self) -> None:
        while self.levels:
            self._pop()
        # The title of an annex is one clause, what an address line and a preamble say are several.
        for index, each in enumerate(self.front, start=1):
            each.locator = f"{self.part}/0" if self.part != "main" else f"main/0/{index}"
        self.front, self.closing = [], None

    def _open(self, kind: str, number: int, line: int, paragraph: str) -> None:
        self.closing = None
        while any(each.kind == kind for each in self.levels):
            self._pop()
        if self.levels:
            self.levels[-1].numbered = True
        path = [*(str(each.number) for each in self.levels), str(number)]
        section = self._add("/".join((self.part, *path)), line, paragraph)
        self.levels.append(_Level(kind, number, section, paragraph[-1] not in SENTENCE_END))

    def _pop(self) -> None:
        """Close an item: a single paragraph below a title is its text, several are clauses of their own."""
        level = self.levels.pop()
        if len(level.body) == 1 or level.numbered:
            for each in level.body:
                level.section.paragraphs += each.paragraphs
                each.paragraphs = []
        for index, each in enumerate(level.body, start=1):
            each.locator = f"{level.section.locator}/{index}"

    def _plain(self, line: int, paragraph: str) -> None:
        if self.closing is not None:
            if self.closing.locator.endswith("/att"):
                self._close("sign", line, paragraph)
            else:
                self.closing.paragraphs.append(paragraph)
        elif DAY.fullmatch(paragraph):
            self._close("sign", line, paragraph)
        elif not self.levels:
            self._before_headings(line, paragraph)
        elif self.levels[-1].title_only and not self.levels[-1].numbered:
            self.levels[-1].body.append(self._add("", line, paragraph))
        else:
            self._tail(line, paragraph)

    def _before_headings(self, line: int, paragraph: str) -> None:
        if self.part != "main" and self.front:
            self.front[0].paragraphs.append(paragraph)
        else:
            self.front.append(self._add("", line, paragraph))

    def _tail(self, line: int, paragraph: str) -> None:
        """A paragraph after a complete item closes the list that the item is in."""
        if len(self.levels) > 1:
            self._pop()
        self.closing = self._add(f"{self.levels[-1].section.locator}/tail", line, paragraph)

    def _close(self, name: str, line: int, paragraph: str) -> None:
        while self.levels:
            self._pop()
        self.closing = self._add(f"{self.part}/{name}", line, paragraph)

    def _add(self, locator: str, line: int, paragraph: str) -> Section:
        section = Section(locator, line, [paragraph])
        self.found.append(section)
        return section


def _number(paragraph: str) -> tuple[str, int] | None:
    """The kind and value of the number a paragraph begins with."""
    for kind, pattern in KINDS.items():
        if match := pattern.match(paragraph):
            return kind, _value(match.group(1))
    return None


def _value(number: str) -> int:
    found = int(number) if number.isdigit() else chinese_number(number)
    return int(found) if found is not None else 0
