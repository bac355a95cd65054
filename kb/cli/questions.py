"""An interview as values: which question comes next, what an answer does, how to go back. No terminal here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from kb.clauses.model import Fact, Value
from kb.clauses.quantity import UNKNOWN, Unknown, parse_value
from kb.compiler.knowledge import Knowledge
from kb.engine.answer import Answer
from kb.engine.ask import ask, check_facts
from kb.engine.runner import EngineName
from kb.findings import KbError, problem

Entry = Mapping[str, Any]
"""An entry of `Answer.missing`."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question to put. `optional`: leaving it open is the usual thing to do.

    `again`: it was answered 不知道 before and is the only thing left. `changing`: it has an answer already.
    """

    fact: Fact
    entry: Entry | None
    optional: bool = False
    again: bool = False
    changing: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """Nothing the procedure turns on can be asked any more; these questions concern the rest.

    `settled`: the procedure no longer depends on anything. `optional` of the questions are for an authority.
    """

    questions: int
    optional: int
    settled: bool


@dataclass(frozen=True, slots=True)
class State:
    """Everything answered so far and the Answer it gives.

    `last` was asked last, `changing` is being asked anew; `answered` counts questions; `before` is where to go back.
    """

    facts: Mapping[str, Value]
    answer: Answer
    unknown: tuple[str, ...] = ()
    repeated: frozenset[str] = frozenset()
    last: str = ""
    more: bool | None = None
    changing: str = ""
    answered: int = 0
    before: State | None = field(default=None, repr=False)


def choose(state: State) -> tuple[Entry | None, bool] | Offer | None:
    """The best question of a state (and whether it is put once more), the offer to go on, or None at the end."""
    if state.more is False:
        return None
    entries = state.answer.missing
    fresh = [each for each in entries if each["fact"] not in state.unknown]
    deciding = sorted((each for each in fresh if each["decides"]), key=_optional)
    if deciding:
        return deciding[0], False
    rest = sorted((each for each in fresh if not each["decides"]), key=_optional)
    left = [each for each in entries if each["decides"]]
    alone = (len(left) == 1 and left[0]["fact"] not in (*state.repeated, state.last) and not _optional(left[0]))
    if alone and not (state.more and rest):
        return left[0], True
    if not rest:
        return None
    if state.more is None:
        return Offer(len(rest), sum(_optional(each) for each in rest), settled=not left)
    return rest[0], False


def _optional(entry: Entry) -> bool:
    return bool(entry["discretion"]) or not entry["open"]


class Interview:
    """One interview. Every method either succeeds or raises KbError and leaves everything as it was."""

    def __init__(self, knowledge: Knowledge, service: str, facts: Mapping[str, object], as_of: date,
                 engine: EngineName = "durable") -> None:
        self.knowledge = knowledge
        self.engine: EngineName = engine
        self.as_of = as_of
        self.program = knowledge.program(service, as_of)
        given, self.notices = check_facts(knowledge, self.program, facts)
        self.state = State(given, self._ask(given))

    @property
    def answer(self) -> Answer:
        """The Answer to what is known so far."""
        return self.state.answer

    @property
    def current(self) -> Question | Offer | None:
        """What to put to the person now; None when nothing is left to ask."""
        if self.state.changing:
            return Question(self.program.facts[self.state.changing], None, optional=True, changing=True)
        chosen = choose(self.state)
        if chosen is None or isinstance(chosen, Offer):
            return chosen
        entry, again = chosen
        assert entry is not None  # noqa: S101
        return Question(self.program.facts[entry["fact"]], entry, _optional(entry) or again, again)

    @property
    def remaining(self) -> int:
        """How many facts the procedure still turns on."""
        return sum(bool(each["decides"]) for each in self.answer.missing)

    def given(self) -> list[tuple[Fact, Value | Unknown]]:
        """Everything answered so far, what is not known included."""
        known: list[tuple[Fact, Value | Unknown]] = [
            (self.program.facts[name], value) for name, value in self.state.facts.items()]
        return known + [(self.program.facts[name], UNKNOWN) for name in self.state.unknown]

    def reply(self, text: str) -> Value | Unknown:
        """Answer the current question with what was typed."""
        question = self._question()
        chosen = choice(question.fact, text)
        value = UNKNOWN if not text else parse_value(question.fact, text if chosen is None else chosen)
        self.put(value)
        return value

    def put(self, value: Value | Unknown) -> None:
        """Answer the current question; KbError when it contradicts what was said before."""
        question, state = self._question(), self.state
        name = question.fact.id
        facts = dict(state.facts)
        if value is UNKNOWN:
            facts.pop(name, None)
        else:
            facts[name] = value
        answer = state.answer if facts == state.facts else self._ask(facts)
        unknown = tuple(each for each in state.unknown if each != name) + ((name,) if value is UNKNOWN else ())
        repeated = state.repeated | {name} if question.again else state.repeated
        self.state = State(facts, answer, unknown, repeated, name, state.more, "", state.answered + 1, state)

    def go_on(self, more: bool) -> None:
        """Answer the offer to go on with what does not concern the procedure."""
        self.state = replace(self.state, more=more, before=self.state)

    def back(self) -> bool:
        """Withdraw the last answer, or give up a change that was begun; False at the very beginning."""
        if self.state.changing:
            self.state = replace(self.state, changing="")
        elif self.state.before is None:
            return False
        else:
            self.state = self.state.before
        return True

    def change(self, name: str) -> None:
        """Put the question of an answered fact next."""
        if name not in {fact.id for fact, _ in self.given()}:
            raise KbError(problem("S504", "unknown-fact", f"还没有回答过：`{name}`"))
        self.state = replace(self.state, changing=name)

    def _question(self) -> Question:
        current = self.current
        if not isinstance(current, Question):
            raise KbError(problem("S504", "unknown-fact", "现在没有要回答的问题"))
        return current

    def _ask(self, facts: Mapping[str, Value]) -> Answer:
        return ask(self.knowledge, self.program.service.id, facts, self.as_of, engine=self.engine)


def choice(fact: Fact, text: str) -> Value | None:
    """The value that a number of the shown choices stands for; None when it is no such number."""
    number = text.rstrip(".、．)）").lstrip("(（")
    if not (number.isascii() and number.isdigit() and len(number) < 4):
        return None
    choices = choices_of(fact)
    return choices[int(number) - 1] if 0 < int(number) <= len(choices) else None


def choices_of(fact: Fact) -> list[Value]:
    """The values a fact is chosen from, in the order they are shown; empty for numbers and dates."""
    if fact.type == "boolean":
        return [True, False]
    return [each.id for each in fact.values]
