"""A guide narrowed by answers to a few questions: every combination of answers made beforehand, from the same rules.

The page only looks up; it decides nothing. A question stands for all values of its fact by one value for each class
that the rules tell apart, and may be left open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from generator.content.book import narrow
from generator.content.classes import Choice, classes
from generator.content.desk import CONTRADICTION, Desk, lay
from generator.content.model import Publication
from generator.content.questions import order
from generator.content.words import tidy
from generator.formats.html import section
from kb.clauses.model import Value
from kb.compiler.knowledge import Knowledge
from kb.engine.answer import Answer
from kb.engine.ask import ask
from kb.findings import KbError

FEWEST, MOST = 3, 6
"""How many questions a guide has, if there are so many."""
STATES = 250
"""How many combinations are made at most: with more, the last questions are left out."""
OPEN = "不清楚，都列出来"
NEVER = None
"""Stands in the tree where an answer contradicts the ones before it."""
Facts = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Question:
    """What the page asks, who can tell, and the classes to choose from."""

    fact: str
    text: str
    who: str
    choices: tuple[Choice, ...]


@dataclass
class Narrowing:
    """The combinations of one service's answers, each as the numbers of its chapters.

    `lines` are the lines of all chapters, each once; a chapter is a list of numbers of lines.
    """

    knowledge: Knowledge
    service: str
    as_of: date
    citations: Mapping[str, int]
    questions: list[Question]
    lines: dict[str, int] = field(default_factory=dict)
    chapters: dict[tuple[int, ...], int] = field(default_factory=dict)

    def tree(self, position: int = 0, facts: Facts | None = None, said: Mapping[str, str] | None = None) -> Any:
        """What the answers from the question at `position` on lead to.

        `{"skip": …}` where the question no longer matters, else a list: left open first, then choice by choice. At
        the end the numbers of the chapters.
        """
        facts, said = facts or {}, said or {}
        if position == len(self.questions):
            return self._state(facts, said)
        question = self.questions[position]
        open_ = self.tree(position + 1, facts, said)
        if not _matters(self.knowledge, self.service, self.as_of, question.fact, facts):
            return {"skip": open_}
        return [open_, *(self._chosen(position, each, facts, said) for each in question.choices)]

    def _chosen(self, position: int, choice: Choice, facts: Facts, said: Mapping[str, str]) -> Any:
        further = {**facts, choice.fact: choice.value}
        if _asked(self.knowledge, self.service, self.as_of, further) is None:
            return NEVER
        return self.tree(position + 1, further, {**said, choice.fact: choice.text})

    def _state(self, facts: Facts, said: Mapping[str, str]) -> list[int]:
        if not facts:
            return []
        made = narrow(lay(self.knowledge, self.service, facts, self.as_of, "durable", said), self.citations)
        return [self._chapter(section(made, each)) for each in made.chapters]

    def _chapter(self, html: str) -> int:
        lines = tuple(self.lines.setdefault(each, len(self.lines)) for each in html.split("\n"))
        return self.chapters.setdefault(lines, len(self.chapters))


def narrowing(knowledge: Knowledge, service: str, as_of: date, whole: Publication) -> dict[str, Any]:
    """Questions, tree and lines as data for the page; no questions where no answer changes anything."""
    desk = lay(knowledge, service, {}, as_of, "durable")
    found = Narrowing(knowledge, service, as_of, whole.citations, chosen(desk))
    tree = found.tree() if found.questions else []
    asked = [{"fact": each.fact, "text": each.text, "who": each.who,
              "choices": [OPEN, *(choice.text for choice in each.choices)]} for each in found.questions]
    return {"questions": asked, "tree": tree, "chapters": [list(each) for each in found.chapters],
            "lines": list(found.lines)}


def chosen(desk: Desk) -> list[Question]:
    """The questions: those that decide most first, judgements of an authority last, as many as there is room for."""
    ranked = sorted(order(desk), key=lambda each: (desk.facts[str(each["fact"])].discretion, not each["decides"]))
    found: list[Question] = []
    for each in ranked:
        fact = desk.facts[str(each["fact"])]
        choices = tuple(classes(desk, fact))
        if len(choices) < 2 or (len(found) >= FEWEST and not each["decides"]):
            continue
        text = fact.question if fact.question.endswith(("?", "？")) else fact.question + "？"
        who = f"{each['who_name']}认定" if fact.discretion else str(each["who_name"])
        further = [*found, Question(fact.id, tidy(text), who, choices)]
        if len(further) > MOST or (len(found) >= FEWEST and not _fits(desk, further)):
            break
        found = further
    return found


def _fits(desk: Desk, questions: list[Question]) -> bool:
    states = _states(desk.knowledge, desk.service.id, desk.answer.as_of, questions, {})
    return all(number < STATES for number, _ in enumerate(states))


def _states(knowledge: Knowledge, service: str, as_of: date, questions: list[Question], facts: Facts) -> Iterator[None]:
    """One for every combination of answers."""
    if not questions:
        yield None
        return
    first, *rest = questions
    yield from _states(knowledge, service, as_of, rest, facts)
    if _matters(knowledge, service, as_of, first.fact, facts):
        for each in first.choices:
            further = {**facts, first.fact: each.value}
            if _asked(knowledge, service, as_of, further) is not None:
                yield from _states(knowledge, service, as_of, rest, further)


def _matters(knowledge: Knowledge, service: str, as_of: date, fact: str, facts: Facts) -> bool:
    answer = _asked(knowledge, service, as_of, facts)
    return answer is not None and any(each["fact"] == fact for each in answer.missing)


def _asked(knowledge: Knowledge, service: str, as_of: date, facts: Facts) -> Answer | None:
    """The answer without its totals; None when the facts contradict each other."""
    try:
        return ask(knowledge, service, facts, as_of, engine="python", times=False)
    except KbError as error:
        if any(each.code != CONTRADICTION for each in error.findings):
            raise
        return None
