"""One guide at the gate, with the answer that it was written from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.content.desk import Desk
from generator.content.model import Block, Bullets, Chapter, Chart, Checks, Ground, Heading, Paragraph, Publication, Row
from generator.content.model import Table as Rows
from kb.findings import Finding, Place


@dataclass(frozen=True, slots=True)
class Proof:
    """A guide and its desk. `situation` says in Chinese which one it is: date and facts."""

    desk: Desk
    guide: Publication

    @property
    def situation(self) -> str:
        """The day and the facts of the guide in words."""
        answer = self.desk.answer
        given = "、".join(self.desk.given(*each) for each in answer.facts.items())
        return f"{answer.service_name}，{answer.as_of}，{given or '没有填写情况'}"

    def chapter(self, name: str) -> Chapter | None:
        """The chapter with this id, if the guide has it."""
        return next((each for each in self.guide.chapters if each.id == name), None)

    def said(self, *chapters: str) -> Iterator[tuple[Chapter, str, Ground]]:
        """Every text with its ground, of all chapters or of these."""
        for chapter in self.guide.chapters:
            if not chapters or chapter.id in chapters:
                yield from ((chapter, text, ground) for text, ground in chapter.sentences())

    def read(self) -> Iterator[tuple[Chapter | None, str]]:
        """All that a reader sees: titles, labelled facts, headings, heads of tables, sentences. Not the version."""
        yield None, self.guide.title
        yield from ((None, text) for _, text in self.guide.meta[:-1])
        for chapter in self.guide.chapters:
            if chapter.id == "version":
                continue
            yield chapter, chapter.title
            yield from ((chapter, text) for text, _ in chapter.sentences())
            yield from ((chapter, text) for block in chapter.blocks for text in captions(block) if text)

    def rows(self, name: str) -> Iterator[Row]:
        """The rows of all tables of a chapter."""
        chapter = self.chapter(name)
        for block in chapter.blocks if chapter else ():
            if isinstance(block, Rows):
                yield from block.rows

    def place(self, rules: Iterable[str] = ()) -> Place:
        """Where to mend it: the first of these rules in the rule base, else the service."""
        for name in rules:
            if name in self.desk.rules:
                return self.desk.rules[name].rule.place
        return self.desk.service.place

    def finding(self, code: str, name: str, message: str, hint: str, rules: Iterable[str] = ()) -> Finding:
        """A finding on this guide."""
        named = tuple(rules)
        return Finding(code, name, "error", self.place(named), f"{message}（{self.situation}）", hint,
                       at=(self.desk.service.id,), rules=named)


def captions(block: Block) -> tuple[str, ...]:
    """The headings of a block."""
    match block:
        case Heading(text=text):
            return (text,)
        case Rows(head=head, title=title):
            return (*head, title)
        case Bullets(title=title) | Checks(title=title) | Chart(title=title):
            return (title,)
        case Paragraph():
            return ()
        case _:
            return (getattr(block, "title", ""),)
