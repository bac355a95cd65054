"""Time limits as departments write them: 7个工作日, 十五个工作日, 即时, 29日, 24小时."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from kb.clauses.model import Limit
from kb.clauses.numerals import number_of, plain, shown_number
from kb.findings import KbError, Place, problem

Unit = Literal["working_day", "day", "hour", "month"]

_MOST: dict[Unit, int] = {"working_day": 2500, "day": 3653, "hour": 87672, "month": 120}
_UNITS: tuple[tuple[Unit, int, str], ...] = (
    ("working_day", 1, r"个?(?:工作日|工作天)|[日天]\(工作日\)"),
    ("day", 1, r"个?(?:自然日|日历日|自然天|日历天)|[日天](?:\((?:自然日|日历日)\))?"),
    ("day", 7, "个?(?:周|星期|礼拜)"),
    ("hour", 1, "个?(?:小时|钟头)"),
    ("month", 1, "个月"),
    ("month", 12, "年"),
)
_NUMBER = r"-?[0-9][0-9.,，]*|[零〇一二两三四五六七八九十百]+|半"
_AMOUNT = re.compile(rf"(?P<number>{_NUMBER})(?:(?P<half>个半)(?P<rest>[^内]+?)|(?P<unit>[^0-9]*?))")
_AT_ONCE = {f"{word}{end}" for word in ("即时", "即刻", "立即", "当场", "现场", "立等")
            for end in ("", "办", "办理", "办结", "办好", "可取")} | {"即办", "即办件", "即来即办"}
_RANGE = re.compile(rf"(?:{_NUMBER})[^0-9]*?(?:-|–|—|~|∼|至|到)+(?:{_NUMBER})")
_BOUND = re.compile("^(?:不超过|不多于|最长|最多|至多|<=|≤)|(?:以内|之内|内)$")
_EXAMPLES = "如 `7个工作日`、`1.5个工作日`、`29日`、`24小时`、`即时`"
_SPACE = re.compile(r"\s+")


def parse_duration(text: object, place: Place | None = None) -> Limit:
    """The time limit a text states: `7工作日`, `1.5个工作日`, `半个工作日`, `即时`, `29日`, `24小时`.

    Days without 工作 are calendar days, a week is 7 of them, a year 12 months; 即时 is 0 working days.
    Raises KbError: S401 no unit, S402 not a duration, S403 a range, S404 negative or over ten years,
    S405 a fraction the unit does not allow. `place` stands in the finding.
    """
    if isinstance(text, bool) or not isinstance(text, str | int | Decimal | float):
        raise _wrong("S402", "not-a-duration", f"`{text}` 不是时限", _EXAMPLES, place)
    if not isinstance(text, str):
        raise _no_unit(str(text), place)
    typed = text.strip()
    word = _SPACE.sub("", plain(typed)).replace("（", "(").replace("）", ")")
    if word in _AT_ONCE:
        return Limit(Decimal(0), "working_day")
    if _RANGE.match(word):
        raise _wrong("S403", "duration-range", f"`{typed}` 是一个范围，时限只能写一个数",
                     "写上限；不同情形的时限分开写", place)
    bare = _BOUND.sub("", word)
    match = _AMOUNT.fullmatch(bare)
    if not match:
        raise _not_a_duration(typed, place)
    number, unit_text = match["number"], match["unit"]
    value = Decimal("0.5") if number == "半" else number_of(number)
    if value is None:
        raise _not_a_duration(typed, place)
    if match["half"]:
        value, unit_text = value + Decimal("0.5"), match["rest"]
    if not unit_text or unit_text == "个":
        raise _no_unit(number, place)
    for unit, factor, names in _UNITS:
        if re.fullmatch(names, unit_text):
            exact = Decimal(shown_number(value * factor))
            return _checked(Limit(exact, unit), typed, place)
    raise _not_a_duration(typed, place)


def show_limit(limit: Limit) -> str:
    """The limit in Chinese: 5个工作日, 即时, 24小时, 29日（自然日）, 3个月. The measure is not said."""
    if limit.unit == "working_day" and limit.value == 0:
        return "即时"
    unit = {"working_day": "个工作日", "day": "日（自然日）", "hour": "小时", "month": "个月"}[limit.unit]
    return f"{shown_number(limit.value)}{unit}"


def _checked(limit: Limit, typed: str, place: Place | None) -> Limit:
    value, unit = limit.value, limit.unit
    if value < 0:
        raise _wrong("S404", "duration-out-of-range", f"时限 `{typed}` 是负数", "写 0 或更大的数", place)
    if value > _MOST[unit]:
        raise _wrong("S404", "duration-out-of-range", f"时限 `{typed}` 超过十年", "检查数字和单位", place)
    if unit == "working_day" and value % Decimal("0.5"):
        raise _wrong("S405", "duration-fraction", f"时限 `{typed}` 不是半个工作日的整数倍",
                     "写成 0.5、1、1.5……个工作日，或换算成小时", place)
    if unit in ("day", "month") and value % 1:
        raise _wrong("S405", "duration-fraction", f"时限 `{typed}` 不是整{'月' if unit == 'month' else '日'}",
                     "写整数，或换算成小时、工作日", place)
    if unit == "hour" and value % Decimal("0.01"):
        raise _wrong("S405", "duration-fraction", f"时限 `{typed}` 的小数超过两位",
                     "小时最多写两位小数", place)
    return limit


def _no_unit(number: str, place: Place | None) -> KbError:
    return _wrong("S401", "duration-without-unit", f"时限 `{number}` 没有写单位",
                  f"写成 `{number}个工作日`、`{number}日` 或 `{number}小时`", place)


_HINTS: tuple[tuple[str, str], ...] = (
    ("分钟?$|min$", "换算成小时，如 `0.5小时`"),
    ("[0-9一二两三四五六七八九十]月$", "几个月写成 `3个月`"),
    ("半个月$", "写成 `15日` 或 `10个工作日`"),
    ("^(当|同|次)[日天]", "写 `即时`，或写 `1个工作日`"),
    ("(季度?|旬)", "换算成 `3个月` 或 `10日`"),
    ("^(约|大约|左右)|左右$|余|多个|几", "时限要写确定的数"),
    ("工作日$|天$|日$|小时$", "数字写成 `7` 或 `七`，如 `7个工作日`"),
    ("(day|hour|week|month|[0-9](d|h|w|m|wd))s?$", "单位写中文：`工作日`、`日`、`小时`、`周`、`个月`"),
)


def _not_a_duration(typed: str, place: Place | None) -> KbError:
    short = typed if len(typed) <= 40 else f"{typed[:40]}…"
    hint = next((hint for pattern, hint in _HINTS if re.search(pattern, typed, re.IGNORECASE)),
                _EXAMPLES)
    message = f"看不懂时限 `{short}`" if typed else "时限是空的"
    return _wrong("S402", "not-a-duration", message, hint, place)


def _wrong(code: str, name: str, message: str, hint: str, place: Place | None) -> KbError:
    return KbError(problem(code, name, message, place, hint))
