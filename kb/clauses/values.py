"""Facts' values as people type them on the command line and in files, checked against the fact."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Final

from kb.clauses.measures import factor, kind, kind_of, unit_name
from kb.clauses.model import Fact, Value
from kb.clauses.numerals import number_of, plain, shown_number
from kb.findings import KbError, Place, nearest, problem


class Unknown(Enum):
    """The type of `UNKNOWN`: said to be not known, the same as left out."""

    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        return False


UNKNOWN: Final = Unknown.UNKNOWN
"""The value of a fact that the user says is not known."""

_UNKNOWN_WORDS = {"unknown", "未知", "不知道", "不清楚", "不确定"}
_YES = {"true", "yes", "on", "是", "是的", "有", "需要", "需", "要"}
_NO = {"false", "no", "off", "否", "不是", "没有", "无", "不需要", "不需", "不要"}
_LARGEST = Decimal(10) ** 15
_QUANTITY = re.compile(r"(?P<number>[-+]?[0-9][0-9.,，]*|[零〇一二两三四五六七八九十百]+)"
                       r"(?P<unit>[A-Za-z%‰\u4e00-\u9fff].*)?", re.DOTALL)
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|/([0-9]{1,2})/([0-9]{1,2})"
                   r"|年([0-9]{1,2})月([0-9]{1,2})[日号])")
_YEARS = range(1900, 2201)


def parse_value(fact: Fact, raw: object, place: Place | None = None) -> Value | Unknown:
    """The value of a fact from what was typed or from a YAML value.

    Booleans: true/false, 是/否, 有/没有, yes/no, on/off … and the fact's own phrases. Numbers: exact, in the fact's
    unit or one that converts (`0.15千米` for metres is 150), int when whole, else Decimal. Enums: id, name
    or alias in any case and width, giving the id. Dates: 2018-09-14, 2018/9/14, 2018年9月14日. `unknown`,
    未知, 不知道 and YAML's null give `UNKNOWN`. Raises KbError S411 (boolean), S412 (number), S413
    (unit), S414 (range), S415 (decimals), S416 (enum), S417 (date); `place` stands in the finding.
    """
    if raw is None or raw is UNKNOWN:
        return UNKNOWN
    typed = plain(raw) if isinstance(raw, str) else raw
    if isinstance(typed, str) and typed.lower() in _UNKNOWN_WORDS:
        return UNKNOWN
    try:
        if fact.type == "boolean":
            return _boolean(fact, typed)
        if fact.type == "number":
            return _number(fact, typed)
        return _enum(fact, typed) if fact.type == "enum" else _date(typed)
    except _RefusedError as refused:
        code, name, message, hint = refused.args
        raise KbError(problem(code, name, f"{fact.title}（{fact.id}）：{message}", place, hint)) from None


def parse_day(raw: object, what: str, place: Place | None = None) -> date:
    """A date as people write it: 2018-09-14, 2018/9/14, 2018年9月14日. Raises KbError S417, which names `what`."""
    try:
        return _date(plain(raw) if isinstance(raw, str) else raw)
    except _RefusedError as refused:
        code, name, message, hint = refused.args
        raise KbError(problem(code, name, f"{what}：{message}", place, hint)) from None


def show_value(fact: Fact, value: Value | Unknown) -> str:
    """A value in Chinese: 10千伏, 149.9米, 5%, 占用绿地 or 是, 2018年9月14日, 未知."""
    if value is UNKNOWN:
        return "未知"
    if isinstance(value, bool):
        return (fact.yes or "是") if value else (fact.no or "否")
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, int | Decimal):
        return f"{shown_number(value)}{unit_name(fact.unit)}"
    return next((each.name for each in fact.values if each.id == value), str(value))


class _RefusedError(Exception):
    """What is wrong with a value: code, name, message, hint."""


def _boolean(fact: Fact, raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    word = str(raw).lower()
    if word in _YES or word == plain(fact.yes).lower() != "":
        return True
    if word in _NO or word == plain(fact.no).lower() != "":
        return False
    raise _RefusedError("S411", "not-a-boolean", f"要回答是或否，写的是 `{_short(raw)}`",
                        "写 true 或 false，是 或 否")


def _number(fact: Fact, raw: object) -> int | Decimal:
    value = _amount(fact, raw)
    if not isinstance(value, Decimal):
        value = _decimal(fact, value)
    unit = unit_name(fact.unit)
    if abs(value) >= _LARGEST:
        raise _RefusedError("S414", "out-of-range", "数太大，要小于一千万亿", "检查数字和单位")
    low, high = fact.minimum, fact.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        bounds = [f"不小于 {shown_number(low)}{unit}"] if low is not None else []
        bounds += [f"不大于 {shown_number(high)}{unit}"] if high is not None else []
        raise _RefusedError("S414", "out-of-range",
                            f"要{'、'.join(bounds)}，写的是 {shown_number(value)}{unit}", "检查数字和单位")
    if value == value.to_integral_value():
        return int(value)
    if fact.integer:
        raise _RefusedError("S415", "too-precise", f"要写整数，写的是 {shown_number(value)}{unit}",
                            "去掉小数部分")
    places = len(shown_number(value).partition(".")[2])
    if places > fact.decimals:
        raise _RefusedError("S415", "too-precise",
                            f"最多 {fact.decimals} 位小数，写的是 {shown_number(value)}{unit}",
                            "不替您舍入，请写到规定的位数")
    return Decimal(shown_number(value))


def _amount(fact: Fact, raw: object) -> Decimal | Fraction:
    """The number in the fact's unit; a Fraction when converting made it one."""
    if isinstance(raw, float):
        raw = Decimal(repr(raw))
    if isinstance(raw, Decimal) and not raw.is_finite():
        raise _not_a_number(fact, raw)
    if isinstance(raw, int | Decimal) and not isinstance(raw, bool):
        return Decimal(raw)
    match = _QUANTITY.fullmatch(re.sub(r"^百分之(.+)$", r"\1%", raw)) if isinstance(raw, str) else None
    number = number_of(match["number"].removeprefix("+")) if match else None
    if match is None or number is None:
        raise _not_a_number(fact, raw)
    written = "".join((match["unit"] or "").split())
    if not written:
        return number
    if re.fullmatch("[eE][+-]?[0-9]+", written):
        raise _RefusedError("S412", "not-a-number", f"不接受带指数的数 `{_short(raw)}`", "写出全部数字")
    times = factor(fact.unit, written) if fact.unit else None
    if times is None:
        raise _wrong_unit(fact, written)
    return Fraction(number) * times


def _decimal(fact: Fact, value: Fraction) -> Decimal:
    """The exact decimal of a converted number; refused when it has none of reasonable length."""
    scaled = value * 10**12
    if scaled.denominator != 1:
        unit = unit_name(fact.unit)
        raise _RefusedError("S415", "too-precise", f"换算成{unit}后除不尽", f"直接写有几{unit}")
    return Decimal(scaled.numerator).scaleb(-12)


def _wrong_unit(fact: Fact, written: str) -> _RefusedError:
    own = unit_name(fact.unit)
    if not fact.unit:
        return _RefusedError("S413", "wrong-unit", f"这个数没有单位，写的是 `{_short(written)}`", "只写数字")
    other = kind_of(written) or ("工作日" if "工作" in written else "")
    if other:
        message = (f"单位要用{own}（{kind(fact.unit)}），`{_short(written)}` 是{other}，"
                   "两者不能换算")
    else:
        message = f"不认识单位 `{_short(written)}`，单位要用{own}"
    return _RefusedError("S413", "wrong-unit", message, f"写 `数字{own}`，或只写数字")


def _not_a_number(fact: Fact, raw: object) -> _RefusedError:
    unit = unit_name(fact.unit)
    typed = str(raw)
    if not typed:
        return _RefusedError("S412", "not-a-number", "没有写值", "不知道就写 unknown")
    hint = f"如 `150{unit}`" if unit else "如 `150`"
    if re.search("[0-9][eE][+-]?[0-9]", typed):
        hint = "不用指数，写出全部数字"
    elif re.search("[,，]", typed):
        hint = "千分位写成 `1,000`，或不写逗号"
    elif re.search("^[<>=≤≥]|约|左右|多|[0-9][~/至到-]", typed):
        hint = f"要写一个确定的数，{hint}"
    return _RefusedError("S412", "not-a-number", f"要写一个数，写的是 `{_short(raw)}`", hint)


def _enum(fact: Fact, raw: object) -> str:
    word = _folded(shown_number(raw) if isinstance(raw, Decimal) else str(raw))
    for value in fact.values:
        if word == _folded(value.id):
            return value.id
    for value in fact.values:
        if word in (_folded(each) for each in (value.name, *value.aliases)):
            return value.id
    known = [each for value in fact.values for each in (value.id, value.name, *value.aliases)]
    choices = "、".join(f"{value.id}（{value.name}）" for value in fact.values[:12])
    raise _RefusedError("S416", "not-in-enum", f"没有 `{_short(raw)}` 这个选项",
                        f"{nearest(word, known)}可选：{choices}{'……' if len(fact.values) > 12 else ''}")


def _date(raw: object) -> date:
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date):
        found = raw
    else:
        match = _DATE.fullmatch("".join(raw.split())) if isinstance(raw, str) else None
        if not match:
            raise _RefusedError("S417", "not-a-date", f"要写日期，写的是 `{_short(raw)}`",
                                "写成 `2018-09-14`")
        year, month, day = (int(part) for part in match.groups() if part)
        try:
            found = date(year, month, day)
        except ValueError:
            raise _RefusedError("S417", "not-a-date", f"没有 {_short(raw)} 这一天", "检查年月日") from None
    if found.year not in _YEARS:
        raise _RefusedError("S417", "not-a-date", f"年份 {found.year} 不在 1900 至 2200 年之间",
                            "检查年份")
    return found


def _folded(text: str) -> str:
    return "".join(plain(text).casefold().split())


def _short(raw: object) -> str:
    text = str(raw)
    return text if len(text) <= 40 else f"{text[:40]}…"
