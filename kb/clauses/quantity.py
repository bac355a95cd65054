"""What people write for values and time limits, read exactly or refused with a reason. Codes S401-S417.

`numerals` reads digits, `measures` converts, `duration` and `values` know what may be written; this is
the one way in.
"""

from __future__ import annotations

from kb.clauses.duration import parse_duration, show_limit
from kb.clauses.measures import unit_name
from kb.clauses.numerals import chinese_number, number_of, plain, shown_number
from kb.clauses.values import UNKNOWN, Unknown, parse_day, parse_value, show_value

__all__ = ["UNKNOWN", "Unknown", "chinese_number", "number_of", "parse_day", "parse_duration", "parse_value",
           "plain", "show_limit", "show_value", "shown_number", "unit_name"]
