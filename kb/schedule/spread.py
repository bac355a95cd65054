"""How many days so many working days take, whatever the day on which they begin and whatever the holidays.

The bounds are those of all Chinese working days from 2004 to 2026, the longest spring festival and weeks with two
make-up workdays included; the tests count them again, with every year that the installed calendar data holds.
"""

from __future__ import annotations

FEWEST = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 15, 16, 17, 19, 21, 22, 23, 25, 26, 28, 29, 30, 32, 33, 35, 36, 38,
          39, 41, 42, 43, 45, 46, 48, 49, 50, 52, 53, 55, 56, 57, 59, 60, 62, 63, 64, 65, 67, 69, 70, 71, 73, 74, 76,
          77, 78, 80, 81)
"""The fewest days from a day to the end of the 1st, 2nd, … working day after it."""

MOST = (11, 12, 13, 14, 15, 18, 19, 20, 21, 22, 25, 26, 27, 28, 29, 32, 33, 34, 35, 38, 39, 40, 41, 42, 45, 46, 47,
        48, 49, 52, 53, 54, 55, 56, 59, 60, 61, 62, 63, 66, 67, 68, 69, 70, 73, 75, 76, 77, 81, 82, 83, 84, 86, 87,
        89, 90, 91, 93, 94, 96)
"""The most days to the end of the 1st, 2nd, … working day."""


def fewest(working: int) -> int:
    """The fewest days after which so many working days can be over."""
    return _bound(FEWEST, working)


def most(working: int) -> int:
    """The most days after which so many working days are over."""
    return _bound(MOST, working)


def held(days: int) -> int:
    """How many working days there are at least in so many days on end."""
    found = 0
    while most(found + 1) <= days:
        found += 1
    return found


def _bound(table: tuple[int, ...], working: int) -> int:
    """Beyond the table: of as many whole tables as fit and the rest, which never is nearer than the truth."""
    whole, rest = divmod(working, len(table))
    return whole * table[-1] + (table[rest - 1] if rest else 0)
