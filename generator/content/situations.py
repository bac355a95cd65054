"""Totals by situation: the answer asked again for the two or three facts on which the times turn most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from generator.content.classes import Choice, classes, tests
from generator.content.desk import Desk
from generator.content.model import EDITORIAL, Chapter, Paragraph, Row, Sentence, Table
from generator.content.questions import borders_of, order
from generator.content.words import NOT_GIVEN, halves
from kb.clauses.model import Fact, Value
from kb.clauses.wording import say_value
from kb.engine.answer import Answer, SpanAnswer

DEPTH = 3
CANDIDATES = 4


def chapter(desk: Desk) -> Chapter | None:
    """The table of totals; None when nothing open changes a total."""
    rows = tuple(_row(desk, path, answer) for path, answer in _leaves(desk, (), desk.answer, DEPTH) if path)
    if len(rows) < 2:
        return None
    head = ("情形", *(each.name for each in desk.answer.spans))
    ranged = any("至" in cell for row in rows for cell in row.cells[1:])
    note = Sentence("区间的两头是最短和最长的情形，要看其他问题怎么答。", EDITORIAL)
    return Chapter("situations", "各种情形要多久", (
        Table(head, rows, cites=False), *([Paragraph((note,))] if ranged else [])))


def _row(desk: Desk, path: tuple[Choice, ...], answer: Answer) -> Row:
    taken = {each.id for each in answer.steps if each.status in ("required", "depends")}
    cells = [_total(each, bool(taken & set(span.steps)))
             for each, span in zip(answer.spans, desk.service.spans, strict=True)]
    rules = [reason.rule for step in answer.steps if step.limits and step.status in ("required", "depends")
             for reason in step.because]
    return desk.row("、".join(each.text for each in path), *cells, rules=dict.fromkeys(rules))


def _total(span: SpanAnswer, takes_place: bool) -> str:
    if not takes_place:
        return "没有这些环节"
    return halves(span.low, span.high) if span.known else f"{NOT_GIVEN}各环节时限"


def _leaves(desk: Desk, path: tuple[Choice, ...], answer: Answer,
            depth: int) -> Iterator[tuple[tuple[Choice, ...], Answer]]:
    split = _best(desk, path, answer) if depth else None
    if split is None:
        yield path, answer
        return
    for choice, further in split:
        yield from _leaves(desk, (*path, choice), further, depth - 1)


def _best(desk: Desk, path: tuple[Choice, ...], answer: Answer) -> list[tuple[Choice, Answer]] | None:
    """The split that narrows the totals most; what bounds the service itself goes first."""
    ranks = {str(each["fact"]): place for place, each in enumerate(order(desk))}
    open_ = [each for each in answer.missing if each["decides"] and not each["discretion"]
             and any(str(part).startswith("span:") for part in each["affects"])]
    open_.sort(key=lambda each: ranks.get(str(each["fact"]), len(ranks)))
    best: tuple[float, list[tuple[Choice, Answer]]] | None = None
    for each in open_[:CANDIDATES]:
        choices = _choices(desk, desk.facts[str(each["fact"])])
        found = [(choice, further) for choice in choices if (further := _ask(desk, (*path, choice))) is not None]
        if len(found) < 2:
            continue
        width = sum(_width(further) for _, further in found) / len(found)
        if len({tuple(span.known for span in further.spans) for _, further in found}) > 1:
            width -= 1  # a situation nobody gives a time for stands apart
        if width < _width(answer) and (best is None or width < best[0]):
            best = (width, found)
        if best is not None and "service" in each["affects"]:
            break
    return best[1] if best else None


def _width(answer: Answer) -> int:
    return sum(each.high - each.low for each in answer.spans if each.known)


def _ask(desk: Desk, path: tuple[Choice, ...]) -> Answer | None:
    return desk.again({each.fact: each.value for each in path})


def _choices(desk: Desk, fact: Fact) -> list[Choice]:
    """The classes of a fact's values; none for numbers that rules compare in more than one way."""
    if fact.type == "number":
        borders = [each for each in borders_of(desk, fact.id) if each]
        signs = {sign for each in desk.program.rules for sign, bound in tests(each.effective, fact.id) if bound}
        if len(borders) != 1 or not signs <= {"<", ">="}:
            return []
    return classes(desk, fact)


def told(desk: Desk, case: Mapping[str, Value]) -> str:
    """A case as a phrase, numbers by the side of the border they fall on."""
    parts = []
    for name, given in case.items():
        fact = desk.facts[name]
        if name in desk.answer.facts:
            continue
        parts.append(_side(desk, fact, given) if fact.type == "number" else say_value(fact, given))
    return "、".join(parts)


def _side(desk: Desk, fact: Fact, given: Value) -> str:
    number = Decimal(str(given))
    borders = sorted(Decimal(str(each)) for each in borders_of(desk, fact.id))
    below, above = [each for each in borders if each < number], [each for each in borders if each > number]
    if number in borders or not borders:
        return f"{fact.title}{say_value(fact, number)}"
    if not above:
        return f"{fact.title}超过{say_value(fact, below[-1])}"
    upper = f"小于{say_value(fact, above[0])}"
    return f"{fact.title}{f'超过{say_value(fact, below[-1])}、' if below and below[-1] else ''}{upper}"
