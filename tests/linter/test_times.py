"""Times as departments write them, and what they take at least in another unit."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.clauses.model import Limit
from kb.findings import KbError
from kb.linter.times import exceeds, possibly, stated_time, surely, usually
from kb.schedule.calendar import horizon, is_working_day
from kb.schedule.spread import FEWEST, fewest, held, most


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


def ends(first: date, last: date) -> list[list[int]]:
    """For each day the number of days to the end of each of the working days after it, as far as `last`."""
    days = [first + timedelta(days=each) for each in range((last - first).days + 1)]
    worked = [number for number, each in enumerate(days) if is_working_day(each)]
    found, begin = [], 0
    for number in range(len(days)):
        while begin < len(worked) and worked[begin] <= number:
            begin += 1
        found.append([each - number for each in worked[begin:begin + 400]])
    return found


ENDS = ends(date(2004, 1, 1), horizon())


@pytest.mark.parametrize("number", [*range(1, len(FEWEST) + 1), 61, 75, 120, 121, 200, 400])
def test_working_days_take_so_many_days_whatever_the_holidays(number: int) -> None:
    took = [each[number - 1] for each in ENDS if len(each) >= number]
    assert fewest(number) <= min(took) and max(took) <= most(number)
    if number <= len(FEWEST):
        assert (fewest(number), most(number)) == (min(took), max(took))


@pytest.mark.parametrize("number", [0, 1, 5, 7, 12, 16, 20, 28, 35, 60, 100, 180, 181, 240, 365, 400])
def test_days_hold_so_many_working_days_whatever_the_holidays(number: int) -> None:
    counted = min(sum(each <= number for each in row) for row in ENDS[:-number - 1])
    assert surely(Limit(Decimal(number), "day"), "working_day") == held(number) <= counted


@pytest.mark.parametrize(("own", "limit", "said"), [
    ((7, "day"), (7, "working_day"), "never"), ((8, "day"), (7, "working_day"), ""),
    ((19, "day"), (7, "working_day"), ""), ((20, "day"), (7, "working_day"), "always"),
    ((3, "working_day"), (12, "day"), ""), ((3, "working_day"), (13, "day"), "never"),
    ((30, "working_day"), (29, "day"), "always"), ((21, "working_day"), (29, "day"), ""),
    ((1, "working_day"), (1, "day"), ""), ((2, "working_day"), (1, "day"), "always"),
    ((0, "working_day"), (1, "day"), ""), ((1, "day"), (0, "working_day"), "always"),
    ((1, "month"), (7, "working_day"), "always"), ((24, "hour"), (7, "working_day"), "")])
def test_longer_than_a_limit_of_another_unit(own: tuple[int, str], limit: tuple[int, str], said: str) -> None:
    assert exceeds(Limit(Decimal(own[0]), own[1]), Limit(Decimal(limit[0]), limit[1])) == said


@pytest.mark.parametrize(("working", "days"), [(2, 1), (3, 2), (10, 9), (30, 29), (30, 42)])
def test_what_always_exceeds_does_so_on_every_day_of_the_calendar(working: int, days: int) -> None:
    """A limit in days runs on to the next working day."""
    always = exceeds(Limit(Decimal(working), "working_day"), Limit(Decimal(days), "day")) == "always"
    rows = [each for each in ENDS if len(each) >= working and each[-1] >= days]
    assert always == all(row[working - 1] > next(end for end in row if end >= days) for row in rows)


@given(st.integers(0, 400), st.sampled_from(["working_day", "day", "hour", "month"]),
       st.sampled_from(["working_day", "day", "hour", "month"]))
def test_what_is_sure_is_never_more_than_what_is_usual(number: int, one: str, other: str) -> None:
    limit = Limit(Decimal(number), one)  # type: ignore[arg-type]
    assert surely(limit, other) <= usually(limit, other) <= possibly(limit, other)
    assert surely(limit, one) == usually(limit, one) == number
