"""Periods that reports are about (a month, a quarter, a year), and the day by which such a report is due."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from kb.schedule.calendar import working_day_after

Kind = Literal["monthly", "quarterly", "yearly"]
LENGTH: dict[Kind, int] = {"monthly": 1, "quarterly": 3, "yearly": 12}
"""Months of a period."""

_DIGITS = {each: str(number) for number, each in enumerate("〇一二三四五六七八九十")} | {"十一": "11", "十二": "12"}
_YEAR = "(?P<year>[0-9]{4})"
_FORMS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("quarterly", re.compile(rf"{_YEAR}[年/.-]?(?:第?(?P<part>[1-4])季度?|q(?P<other>[1-4]))")),
    ("monthly", re.compile(rf"{_YEAR}(?:[年/.-](?P<part>1[0-2]|0?[1-9])(?:月份?)?|(?P<other>0[1-9]|1[0-2]))")),
    ("yearly", re.compile(rf"{_YEAR}(?:年度?)?")),
)


@dataclass(frozen=True, slots=True)
class Period:
    """A month, quarter or year by its number within the year (1 for a year)."""

    kind: Kind
    year: int
    number: int

    @property
    def last(self) -> date:
        """Its last day."""
        month = self.number * LENGTH[self.kind]
        return date(self.year, month, monthrange(self.year, month)[1])

    @property
    def next(self) -> Period:
        """The period that follows."""
        if self.number * LENGTH[self.kind] == 12:
            return Period(self.kind, self.year + 1, 1)
        return Period(self.kind, self.year, self.number + 1)

    @property
    def name(self) -> str:
        """How it is called in Chinese."""
        if self.kind == "yearly":
            return f"{self.year}年"
        return f"{self.year}年{self.number}月" if self.kind == "monthly" else f"{self.year}年第{self.number}季度"


def parse_period(text: str) -> Period | None:
    """The period that a text names (2018-10, 2018年10月份, 201810, 2018Q3, 2018年三季度, 2018年), else None."""
    word = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).casefold()
    word = re.sub("[〇一二三四五六七八九十]{1,2}(?=月|季)", lambda found: _DIGITS.get(found[0], found[0]), word)
    for kind, form in _FORMS:
        found = form.fullmatch(word)
        if found and 1 <= int(found["year"]) < 9999:
            parts = found.groupdict()
            return Period(kind, int(found["year"]), int(parts.get("part") or parts.get("other") or 1))
    return None


def due(after: date, value: int, unit: Literal["day", "working_day", "month"]) -> date:
    """The last day of so many days, working days or months after a day.

    The plain day: whether it moves when nobody works that day, a rule says, or nobody does.
    """
    if unit == "working_day":
        return working_day_after(after, value * 2).day
    if unit == "day":
        return after + timedelta(days=value)
    months = after.year * 12 + after.month - 1 + value
    year, month = divmod(months, 12)
    return date(year, month + 1, min(after.day, monthrange(year, month + 1)[1]))
