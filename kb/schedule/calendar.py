"""Chinese working days: which days are worked, and when a time limit ends.

The day on which a period begins is not counted; it runs from the next day (民法典第二百零一条; before 2021
民法总则第二百零一条). So a limit of n working days ends on the n-th working day after the start.

National holidays and make-up workdays come from `chinesecalendar`, which holds the yearly notices of the
State Council. Years that it does not hold are counted Monday to Friday, and the result says so.
The notice for a new year may still move the last days of the year before it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from kb.findings import KbError, problem
from kb.schedule.network import Schedule

Overrides = Mapping[date, tuple[bool, str]]
"""Local exceptions: day -> (worked or not, the reason to show)."""

_NONE: Overrides = {}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MovedDay:
    """A day that is not what its weekday says, or that a local override names, with the reason in Chinese."""

    day: date
    working: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a period; `half` = "am" ends at noon, "pm" at the close of the day.

    `moved`: the days within the period that are not ordinary, in order.
    `provisional`: some day of the period is in a year whose holidays are not known; `notice` then says which
    year, in Chinese, and is empty otherwise.
    """

    day: date
    half: Literal["am", "pm"]
    provisional: bool = False
    moved: tuple[MovedDay, ...] = ()
    notice: str = ""


def is_working_day(day: date, overrides: Overrides = _NONE) -> bool:
    """Whether a day is worked. In years that the data does not hold: Monday to Friday, unless overridden."""
    return _look(day, overrides).working


def horizon() -> date:
    """The last day whose holiday schedule the installed data holds."""
    return date(_known_years()[1], 12, 31)


def working_day_after(start: date, halves: int, overrides: Overrides = _NONE) -> Deadline:
    """The end of a period of working days.

    `halves`: length in half working days; 1 ends at noon of the first working day after the start, 2 at its
    close; 0 is the start day itself, worked or not.

    Raises KbError: C306 a negative length; C307 an end beyond the year 9999.
    """
    return _ends(start, {halves}, overrides)[halves]


def calendar_days_after(start: date, days: int, overrides: Overrides = _NONE) -> Deadline:
    """The end of a period of calendar days (unit `day`).

    A last day that is not worked moves to the next working day (民法典第二百零三条); `moved` explains only
    that. 0 is the start day itself. Raises KbError like `working_day_after`.
    """
    _check(days)
    if not days:
        return Deadline(start, "pm")
    try:
        eve = start + timedelta(days=days - 1)
    except OverflowError:
        raise _beyond() from None
    return _ends(eve, {2}, overrides)[2]


def dates(schedule: Schedule, start: date,
          overrides: Overrides = _NONE) -> dict[str, tuple[date, Deadline]]:
    """Calendar dates of a schedule begun on `start`: activity id -> (day it starts, when it is finished).

    An activity starts on the day on which what it waits for is finished. As with every period that day is not
    counted, except for the afternoon when the wait ended at noon. Raises KbError C307 beyond the year 9999.
    """
    marks = {mark for each in schedule.times.values() for mark in (each.start, each.finish)}
    ends = _ends(start, marks, overrides)
    return {name: (ends[each.start].day, ends[each.finish]) for name, each in schedule.times.items()}


class _Look(NamedTuple):
    working: bool
    reason: str = ""           # not empty if the day is not ordinary
    known: bool = True


def _look(day: date, overrides: Overrides) -> _Look:
    if day in overrides:
        working, reason = overrides[day]
        return _Look(working, reason or "本地安排")
    return _national(day)


@lru_cache(maxsize=4096)
def _national(day: date) -> _Look:
    import chinese_calendar

    weekday = day.weekday() < 5
    first, last = _known_years()
    if not first <= day.year <= last:
        return _Look(weekday, known=False)
    off, holiday = chinese_calendar.get_holiday_detail(day)
    if off != weekday:
        return _Look(not off)
    name = _title(holiday)
    return _Look(not off, name if off else f"{name}调休上班" if name else "调休上班")


@lru_cache(maxsize=1)
def _known_years() -> tuple[int, int]:
    from chinese_calendar.constants import holidays

    return min(holidays).year, max(holidays).year


def _title(holiday: str | None) -> str:
    from chinese_calendar import Holiday

    name = str(Holiday(holiday).chinese) if holiday else ""
    return f"{name}节" if name in {"清明", "端午", "中秋"} else name


def _days_after(start: date) -> Iterator[date]:
    day = start
    while day < date.max:
        day += _DAY
        yield day


def _ends(start: date, marks: Collection[int], overrides: Overrides) -> dict[int, Deadline]:
    """The deadlines for several lengths in halves from one start, in one walk over the days."""
    _check(min(marks, default=0))
    ends = {0: Deadline(start, "pm")}
    moved: list[MovedDay] = []
    unknown: list[int] = []
    worked, last = 0, (max(marks, default=0) + 1) // 2
    days = _days_after(start)
    while worked < last:
        day = next(days, None)
        if day is None:
            raise _beyond()
        seen = _look(day, overrides)
        if seen.reason:
            moved.append(MovedDay(day, seen.working, seen.reason))
        if not seen.known and day.year not in unknown:
            unknown.append(day.year)
        if seen.working:
            worked += 1
            for mark in (2 * worked - 1, 2 * worked):
                if mark in marks:
                    ends[mark] = Deadline(day, "am" if mark % 2 else "pm", bool(unknown), tuple(moved),
                                          _notice(unknown))
    return ends


def _notice(years: list[int]) -> str:
    if not years:
        return ""
    named = f"{years[0]}年" if len(years) == 1 else f"{years[0]}年至{years[-1]}年"
    return f"{named}的放假调休安排尚未公布，或已安装的日历数据里没有；暂按周一至周五计算，日期可能变动"


def _check(length: int) -> None:
    if length < 0:
        raise KbError(problem("C306", "negative-period", f"期限不能是负数：{length}"))


def _beyond() -> KbError:
    return KbError(problem("C307", "date-out-of-range", "期限超出了日历能表示的范围（公元9999年）"))
