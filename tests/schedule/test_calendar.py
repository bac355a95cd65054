"""Working days: the `holidays` package on every day, known stretches, halves, horizon and overrides."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kb.findings import KbError
from kb.schedule.calendar import (
    Deadline,
    MovedDay,
    calendar_days_after,
    dates,
    horizon,
    is_working_day,
    working_day_after,
)
from kb.schedule.network import Activity, plan

DAY = timedelta(days=1)
days = st.dates(date(2010, 1, 1), date(2027, 6, 30))
overridden = st.dictionaries(st.dates(date(2018, 9, 1), date(2018, 10, 31)),
                             st.tuples(st.booleans(), st.just("停办公告")), max_size=8)


def moved(deadline: Deadline) -> list[tuple[str, bool, str]]:
    return [(f"{each.day:%m-%d}", each.working, each.reason) for each in deadline.moved]


def test_every_day_agrees_with_an_independent_calendar() -> None:
    china = holidays.country_holidays("CN", years=range(2010, 2027))
    day, wrong, count = date(2010, 1, 1), [], 0
    while day <= date(2026, 12, 31):
        count += 1
        if is_working_day(day) != china.is_working_day(day):
            wrong.append(day)
        day += DAY
    assert (wrong, count) == ([], 6209)


def test_national_day_2018_with_make_up_weekend() -> None:
    deadline = working_day_after(date(2018, 9, 27), 2 * 4)
    assert (deadline.day, deadline.half, deadline.provisional, deadline.notice) == (
        date(2018, 10, 8), "pm", False, "")
    assert moved(deadline) == [
        ("09-29", True, "国庆节调休上班"), ("09-30", True, "国庆节调休上班"),
        *((f"10-0{day}", False, "国庆节") for day in range(1, 6))]


def test_spring_festival_2026() -> None:
    """Off 15 to 23 February, worked on Saturday 14 and Saturday 28."""
    deadline = working_day_after(date(2026, 2, 13), 4)
    assert deadline.day == date(2026, 2, 24)
    assert moved(deadline) == [("02-14", True, "春节调休上班"),
                               *((f"02-{day}", False, "春节") for day in (16, 17, 18, 19, 20, 23))]
    assert working_day_after(date(2026, 2, 13), 12).day == date(2026, 2, 28)


def test_days_outside_the_stretch_are_not_listed() -> None:
    assert working_day_after(date(2018, 9, 26), 4) == Deadline(date(2018, 9, 28), "pm")


@pytest.mark.parametrize(("start", "first"), [
    (date(2018, 9, 15), date(2018, 9, 17)),      # an ordinary Saturday
    (date(2018, 9, 29), date(2018, 9, 30)),      # a make-up Saturday, followed by a make-up Sunday
    (date(2018, 10, 1), date(2018, 10, 8)),      # a holiday
    (date(2018, 9, 14), date(2018, 9, 17)),      # a Friday
])
def test_the_start_day_does_not_count(start: date, first: date) -> None:
    assert working_day_after(start, 2).day == first


def test_halves() -> None:
    start = date(2018, 11, 5)
    deadlines = [working_day_after(start, halves) for halves in range(5)]
    assert [(each.day.day, each.half) for each in deadlines] == [
        (5, "pm"), (6, "am"), (6, "pm"), (7, "am"), (7, "pm")]
    assert working_day_after(date(2018, 10, 6), 0) == Deadline(date(2018, 10, 6), "pm")


def test_past_the_horizon_is_provisional() -> None:
    assert horizon() >= date(2026, 12, 31)
    known = working_day_after(horizon() - 4 * DAY, 2)
    assert not known.provisional
    beyond = working_day_after(horizon(), 2 * 5)
    assert beyond.provisional
    assert f"{horizon().year + 1}年" in beyond.notice
    assert not is_working_day(date(2800, 1, 1))      # a Saturday
    early = working_day_after(date(2003, 12, 29), 6)
    assert (early.day, early.provisional) == (date(2004, 1, 2), True)
    assert "2003年的" in early.notice
    assert "1998年至2000年" in working_day_after(date(1998, 12, 30), 2 * 300).notice


@pytest.mark.skipif(horizon() != date(2026, 12, 31), reason="the data has further years now")
def test_crossing_the_end_of_2026() -> None:
    assert working_day_after(date(2026, 12, 30), 2) == Deadline(date(2026, 12, 31), "pm")
    crossing = working_day_after(date(2026, 12, 30), 4)
    assert (crossing.day, crossing.provisional) == (date(2027, 1, 1), True)
    known = working_day_after(date(2026, 12, 30), 4, {
        **{date(2027, 1, day): (False, "元旦") for day in (1, 2, 3)}, date(2027, 1, 4): (True, "上班")})
    assert (known.day, known.provisional) == (date(2027, 1, 4), False)


def test_overrides_are_obeyed_and_named() -> None:
    overrides = {date(2018, 10, 8): (False, "停办一天"), date(2018, 10, 13): (True, "")}
    deadline = working_day_after(date(2018, 10, 7), 10, overrides)
    assert deadline.day == date(2018, 10, 13)
    assert deadline.moved == (MovedDay(date(2018, 10, 8), False, "停办一天"),
                              MovedDay(date(2018, 10, 13), True, "本地安排"))


def test_calendar_days() -> None:
    assert calendar_days_after(date(2018, 9, 14), 29).day == date(2018, 10, 15)       # 13th is a Saturday
    assert calendar_days_after(date(2018, 9, 14), 0) == Deadline(date(2018, 9, 14), "pm")
    assert calendar_days_after(date(2018, 9, 14), 3) == Deadline(date(2018, 9, 17), "pm")
    assert moved(calendar_days_after(date(2018, 9, 14), 15)) == [("09-29", True, "国庆节调休上班")]
    holiday = calendar_days_after(date(2018, 9, 14), 20)
    assert (holiday.day, moved(holiday)) == (date(2018, 10, 8), [("10-04", False, "国庆节"),
                                                                 ("10-05", False, "国庆节")])


def test_bad_lengths() -> None:
    for after in (working_day_after, calendar_days_after):
        with pytest.raises(KbError, match="C306"):
            after(date(2018, 1, 1), -1)
        with pytest.raises(KbError, match="C307"):
            after(date(9999, 12, 20), 99)


def test_dates_of_a_schedule() -> None:
    schedule = plan([Activity("apply", 0), Activity("review", 3, (("apply",),)),
                     Activity("permit", 6, (("review",),)), Activity("notice", 1, (("review",),))])
    found = dates(schedule, date(2018, 9, 28))
    assert list(found) == ["apply", "review", "permit", "notice"]
    assert found["apply"] == (date(2018, 9, 28), Deadline(date(2018, 9, 28), "pm"))
    started, deadline = found["review"]
    assert (started, deadline.day, deadline.half) == (date(2018, 9, 28), date(2018, 9, 30), "am")
    assert found["notice"][1].half == "pm"
    assert found["permit"] == (date(2018, 9, 30), working_day_after(date(2018, 9, 28), 9))
    assert dates(plan([]), date(2018, 9, 28)) == {}


def test_the_shipped_calendar_is_empty_and_well_formed() -> None:
    path = Path(__file__).parents[2] / "rules" / "vocabulary" / "calendar.yaml"
    shipped = yaml.safe_load(path.read_text("utf-8"))
    assert isinstance(shipped["calendar"], list)


@given(days, st.integers(0, 60), st.integers(0, 60), overridden)
def test_adding_in_two_parts(start: date, first: int, second: int,
                             overrides: dict[date, tuple[bool, str]]) -> None:
    whole = working_day_after(start, 2 * (first + second), overrides)
    one = working_day_after(start, 2 * first, overrides)
    two = working_day_after(one.day, 2 * second, overrides)
    assert (whole.day, whole.half) == (two.day, two.half)
    assert whole.moved == one.moved + two.moved
    assert whole.provisional == (one.provisional or two.provisional)


@given(days, st.integers(1, 120), overridden)
def test_deadlines_are_worked_and_count_right(start: date, halves: int,
                                              overrides: dict[date, tuple[bool, str]]) -> None:
    deadline = working_day_after(start, halves, overrides)
    stretch = [start + n * DAY for n in range(1, (deadline.day - start).days + 1)]
    worked = [day for day in stretch if is_working_day(day, overrides)]
    assert worked[-1] == deadline.day
    assert 2 * len(worked) - (deadline.half == "am") == halves
    assert {each.day for each in deadline.moved} == {
        day for day in stretch
        if day in overrides or (day <= horizon() and is_working_day(day) != (day.weekday() < 5))}
