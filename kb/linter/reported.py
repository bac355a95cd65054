"""The reports that a document lists, each with its rules, the period it is about and the day it is due."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, cast

from kb.clauses.tree import ALWAYS, FactRef, Node, conjunction
from kb.linter.stated import StatedReport
from kb.linter.topics import Found, Topic, topics
from kb.schedule.periods import LENGTH, Kind, Period, due, parse_period

if TYPE_CHECKING:
    from kb.linter.review import Breach, Review

_RHYTHM: Mapping[Kind, re.Pattern[str]] = {
    "monthly": re.compile("(?!)"), "quarterly": re.compile("[每按逐分]个?季|季度?报|一季(?:度)?一"),
    "yearly": re.compile("[每按逐分]年|年度?报|一年一|全年一次")}
"""Words by which a report says how often it is made."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A report of a document under one rule. `period` and `due` are None where the text or the rule gives none."""

    stated: StatedReport
    topic: Topic
    period: Period | None
    due: date | None


def found(review: Review) -> Iterator[tuple[StatedReport, Found]]:
    """Every report with what it is among those that the rules want."""
    known = topics(review.run.program, "report", 2)
    for stated in review.procedure.reports:
        yield stated, known.find(stated.what)


def owed(review: Review) -> Iterator[Owed]:
    """The reports that the rules know, with their periods."""
    for stated, each in found(review):
        period = parse_period(stated.period)
        for topic in each.topics:
            if period is not None and topic.data.get("period") not in (None, period.kind):
                continue
            yield Owed(stated, topic, period, _due(topic, period))


def breach_of(review: Review, each: Owed) -> Breach | None:
    """The breach of a report's rule; a period that the document names and that is over counts as over."""
    assuming: Node = ALWAYS
    if each.period is not None and "ended" in each.topic.data:
        assuming = conjunction([FactRef(str(each.topic.data["ended"]))])
    return review.breach([(each.topic.index, review.judge.holds(each.topic.index))], assuming=assuming)


def too_seldom(review: Review) -> Iterator[tuple[Owed, bool]]:
    """Reports on a longer period than the rule's (a quarter where it wants every month), and whether that is for sure.

    Sure where the report's own words name the rhythm (每季度报一次); else the shorter ones may have been left unlisted.
    """
    listed = list(found(review))
    for stated, each in listed:
        period = parse_period(stated.period)
        for topic in each.topics:
            kind = cast("Kind | None", topic.data.get("period"))
            if period is None or kind is None or LENGTH[period.kind] <= LENGTH[kind]:
                continue
            if any(topic in other.topics and (own := parse_period(one.period)) is not None and own.kind == kind
                   for one, other in listed):
                continue  # the shorter ones stand beside it: a summary
            yield Owed(stated, topic, period, None), bool(_RHYTHM[period.kind].search(f"{stated.what}{stated.note}"))


def _due(topic: Topic, period: Period | None) -> date | None:
    within = topic.data.get("within")
    if period is None or not isinstance(within, Mapping) or "period" not in topic.data:
        return None
    return due(period.last, int(str(within["value"])),
               cast("str", within.get("unit", "day")))  # type: ignore[arg-type]
