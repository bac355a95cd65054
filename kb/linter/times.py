"""The times that departments really write: 3至5个工作日, 约7日, 平均7个工作日, 尽快, 7. And times of two units.

A document is not refused for such a time: what can be compared is read, the flaw is left to the checks of quality.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from math import ceil
from typing import Literal

from kb.clauses.model import Limit
from kb.clauses.quantity import parse_duration, plain
from kb.findings import KbError, Place
from kb.schedule.spread import fewest, held, most

Flaw = Literal["", "range", "about", "vague", "unit"]

_SPACE = re.compile(r"\s+")
_BETWEEN = re.compile("-|–|—|~|∼|至|到")
_ABOUT = re.compile("^(?:大约|约|大概|预计|一般|通常|原则上|基本上?)(?:在|为|需)?|(?:左右|上下|前后)$")
_AVERAGE = re.compile("^平均(?:时长|用时|时间|办理时限|办结时限|时限)?(?:为|是|不超过)?")
_VAGUE = re.compile("尽快|及时|尽量|尽早|适时|随时|按规定|按照规定|依规定|依法|另行|待定|未定|若干|不确定|不固定|不定"
                    "|协商|视.{0,12}而定|视.{0,6}情况|看情况|根据.{0,8}情况|合理|短期|短时间|第一时间|约定|^几|十余|多个")

@dataclass(frozen=True, slots=True)
class StatedTime:
    """A time as far as it can be read, and what is wrong with how it is written.

    `range`: `limit` is the upper end; `about`: the number named; `vague` (尽快) and `unit` (a bare number): None.
    """

    limit: Limit | None
    flaw: Flaw = ""


def stated_time(text: object, place: Place | None = None) -> StatedTime:
    """The time that a document states. KbError (S40x) for what is no time, read as a limit or with a flaw."""
    try:
        return StatedTime(parse_duration(text, place))
    except KbError as error:
        found = _flawed(text, {each.code for each in error.findings})
        if found is None:
            raise
        return found


def _flawed(text: object, codes: set[str]) -> StatedTime | None:
    if "S401" in codes:
        return StatedTime(None, "unit")
    if not isinstance(text, str):
        return None
    word = _SPACE.sub("", plain(text))
    if "S403" in codes:
        upper = _read(_BETWEEN.split(word)[-1])
        return replace(upper, flaw=upper.flaw or "range") if upper else None
    if _AVERAGE.match(word):
        mean = _read(_AVERAGE.sub("", word))
        return mean and replace(mean, limit=replace(mean.limit, measure="average") if mean.limit else None)
    bare = _ABOUT.sub("", _ABOUT.sub("", word))
    near = _read(bare) if bare != word else None
    if near is not None:
        return replace(near, flaw=near.flaw or "about")
    return StatedTime(None, "vague") if _VAGUE.search(word) else None


def _read(word: str) -> StatedTime | None:
    try:
        return stated_time(word)
    except KbError:
        return None


def surely(own: Limit, unit: str) -> Decimal:
    """How many of a unit a time takes whatever the calendar: 7 working days are 7 days at least, a month 28."""
    if own.unit == unit:
        return own.value
    days = {"working_day": own.value, "day": own.value, "hour": own.value / 24, "month": own.value * 28}[own.unit]
    if unit == "day":
        return days
    if unit == "hour":  # a working day may be over after an hour
        return max(Decimal(0), days - (1 if own.unit == "working_day" else 0)) * 24
    if unit == "month":
        return days / 31
    return Decimal(held(int(days)))


def exceeds(own: Limit, limit: Limit) -> Literal["always", "never", ""]:
    """Whether a time is longer than a limit of another unit whatever the calendar; "" where it turns on the day.

    A limit in days that ends on a day of rest runs on to the next working day (民法典第二百零三条).
    """
    if own.unit == "working_day" and limit.unit == "day" and own.value:
        number = ceil(own.value)
        if number > 1 and limit.value <= fewest(number - 1):
            return "always"
        return "never" if most(number) <= limit.value else ""
    if own.unit == "day" and limit.unit == "working_day" and limit.value:
        if own.value > most(ceil(limit.value)):
            return "always"
        return "never" if own.value <= fewest(int(limit.value)) else ""
    return "always" if surely(own, limit.unit) > limit.value or (own.value and not limit.value) else ""


def usually(own: Limit, unit: str) -> Decimal:
    """How many of a unit a time takes at least, whatever the day it begins, when no holiday moves a working day."""
    if own.unit == "working_day" and unit in ("day", "hour", "month"):
        return _spread(own, unit, (ceil(own.value) - 1) // 5)
    if unit == "working_day" and own.unit != unit:
        return Decimal(_weekdays(ceil(surely(own, "day"))))
    return surely(own, unit)


def possibly(own: Limit, unit: str) -> Decimal:
    """How many of a unit a time takes when it begins on the worst day and no holiday moves a working day."""
    if own.unit == "working_day" and unit in ("day", "hour", "month"):
        return _spread(own, unit, (ceil(own.value) + 3) // 5)
    if unit == "working_day" and own.unit != unit:
        days = ceil(surely(own, "day"))
        return Decimal(days - 2 * (days // 7) - max(0, days % 7 - 5))
    return surely(own, unit)


def _weekdays(days: int) -> int:
    """The fewest Mondays to Fridays in so many days on end."""
    return days - 2 * (days // 7) - min(2, days % 7)


def _spread(own: Limit, unit: str, weekends: int) -> Decimal:
    """Working days with so many weekends between them, in another unit."""
    if not own.value:
        return Decimal(0)
    days = surely(Limit(own.value + 2 * weekends, "day"), unit)
    return days - 24 if unit == "hour" else days
