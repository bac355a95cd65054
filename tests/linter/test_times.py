"""Times as departments write them, and what they take at least in another unit."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.clauses.model import Limit
from kb.findings import KbError
from kb.linter.times import possibly, stated_time, surely, usually
from kb.schedule.calendar import is_working_day


@pytest.mark.parametrize(("text", "value", "unit", "measure", "flaw"), [
    ("5个工作日", "5", "working_day", "max", ""), ("3-5个工作日", "5", "working_day", "max", "range"),
    ("三至五个工作日", "5", "working_day", "max", "range"), ("3个工作日到7日", "7", "day", "max", "range"),
    ("约7日", "7", "day", "max", "about"), ("五天左右", "5", "day", "max", "about"),
    ("大约3至5个工作日", "5", "working_day", "max", "range"), ("平均7个工作日", "7", "working_day", "average", ""),
    ("平均不超过45个工作日", "45", "working_day", "average", ""), ("即时", "0", "working_day", "max", ""),
])
def test_what_can_be_read(text: str, value: str, unit: str, measure: str, flaw: str) -> None:
    found = stated_time(text)
    assert found.limit is not None
    assert (found.limit.value, found.limit.unit, found.limit.measure) == (Decimal(value), unit, measure)
    assert found.flaw == flaw


@pytest.mark.parametrize(("text", "flaw"), [
    ("尽快", "vague"), ("及时办结", "vague"), ("按规定时限", "vague"), ("视情况而定", "vague"), ("十余个工作日",
     "vague"), ("另行通知", "vague"), (7, "unit"), ("七", "unit"), ("3-5", "unit"), ("约7", "unit"),
])
def test_what_has_no_certain_number(text: object, flaw: str) -> None:
    found = stated_time(text)
    assert (found.limit, found.flaw) == (None, flaw)


@pytest.mark.parametrize(("text", "code"), [("下周三", "S402"), ("", "S402"), ("-3日", "S404"), ("0.3个工作日", "S405"),
                                            (True, "S402"), ([], "S402")])
def test_what_is_no_time(text: object, code: str) -> None:
    with pytest.raises(KbError) as caught:
        stated_time(text)
    assert [each.code for each in caught.value.findings] == [code]


def last_day(first: date, working_days: int) -> date:
    """The last of so many working days that begin on a day, with no holiday but the weekends."""
    day, left = first, working_days
    while True:
        left -= day.weekday() < 5
        if not left:
            return day
        day += timedelta(days=1)


WEEK = [date(2018, 10, 1) + timedelta(days=each) for each in range(7)]


@given(st.integers(1, 90))
def test_working_days_in_days(number: int) -> None:
    days = [(last_day(first, number) - first).days + 1 for first in WEEK if first.weekday() < 5]
    limit = Limit(Decimal(number), "working_day")
    assert surely(limit, "day") == number
    assert (usually(limit, "day"), possibly(limit, "day")) == (min(days), max(days))


@given(st.integers(1, 120))
def test_days_in_working_days(number: int) -> None:
    working = [sum((first + timedelta(days=each)).weekday() < 5 for each in range(number)) for first in WEEK]
    limit = Limit(Decimal(number), "day")
    assert (usually(limit, "working_day"), possibly(limit, "working_day")) == (min(working), max(working))


@pytest.mark.parametrize("number", [1, 5, 7, 12, 16, 20, 28, 35, 60, 100, 180, 181, 240, 365, 400])
def test_days_surely_hold_so_many_working_days_whatever_the_holidays(number: int) -> None:
    begun = [0]
    for each in range((date(2026, 12, 31) - date(2004, 1, 1)).days + 1):
        begun.append(begun[-1] + is_working_day(date(2004, 1, 1) + timedelta(days=each)))
    fewest = min(after - before for before, after in zip(begun, begun[number:], strict=False))
    assert surely(Limit(Decimal(number), "day"), "working_day") <= fewest


@given(st.integers(0, 400), st.sampled_from(["working_day", "day", "hour", "month"]),
       st.sampled_from(["working_day", "day", "hour", "month"]))
def test_what_is_sure_is_never_more_than_what_is_usual(number: int, one: str, other: str) -> None:
    limit = Limit(Decimal(number), one)  # type: ignore[arg-type]
    assert surely(limit, other) <= usually(limit, other) <= possibly(limit, other)
    assert surely(limit, one) == usually(limit, one) == number
