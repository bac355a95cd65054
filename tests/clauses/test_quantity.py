"""What people write for values and time limits: read exactly, or refused with a reason."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.clauses.model import EnumValue, Fact, Limit, Value
from kb.clauses.quantity import (
    UNKNOWN,
    chinese_number,
    number_of,
    parse_duration,
    parse_value,
    plain,
    show_limit,
    show_value,
    shown_number,
    unit_name,
)
from kb.findings import Finding, KbError, Place

PLACE = Place("a.yaml", 7, 11)


@pytest.mark.parametrize(("typed", "meant"), [
    ("１５０米", "150米"), ("7 个工作日", "7个工作日"), ("10 千伏", "10千伏"), ("１０ｋＶ", "10kV"),
    ("５％", "5%"),
    ("≥１００", "≥100"), ("甲，乙（丙）", "甲，乙（丙）"), ("　150　米　", "150米"), ("100㎡", "100m2"),
    ("3㎞", "3km"),
    ("−5", "-5"), ("a b", "a b"), ("1 - 3", "1 - 3"), ("", ""), ("＜＝１．５", "<=1.5"),
])
def test_plain(typed: str, meant: str) -> None:
    assert plain(typed) == meant


@given(st.text(max_size=30))
def test_plain_twice_is_plain_once(text: str) -> None:
    assert plain(plain(text)) == plain(text)


def written(number: int) -> str:
    """The number in Chinese as textbooks write it."""
    digits = "零一二三四五六七八九"
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    head = f"{digits[hundreds]}百" if hundreds else ""
    gap = "零" if hundreds and units else ""
    ten = f"{digits[tens] if tens > 1 or hundreds else ''}十" if tens else gap
    return f"{head}{ten}{digits[units] if units else ''}" or "零"


def test_every_chinese_number_to_999() -> None:
    assert [chinese_number(written(number)) for number in range(1000)] == list(range(1000))


@pytest.mark.parametrize(("text", "value"), [
    ("两", 2), ("两百", 200), ("两百零二", 202), ("十", 10), ("一十", 10), ("〇", 0), ("一百〇五", 105),
    ("二百五十", 250),
    ("廿", None), ("卅", None), ("一百五", None), ("一百十", None), ("十零五", None), ("零五", None),
    ("十两", None),
    ("百", None), ("一千", None), ("一百零五十", None), ("", None), ("五五", None), ("一百零", None),
    ("半", None),
])
def test_chinese_numbers_and_what_is_none(text: str, value: int | None) -> None:
    assert chinese_number(text) == value


@pytest.mark.parametrize(("text", "value"), [
    ("1,000", "1000"), ("12,345,678.90", "12345678.90"), ("1，000", "1000"), ("-1,000", "-1000"),
    ("1,00", None), ("1,0000", None),
    (",100", None), ("1000,000", None), ("1,000,", None), ("1.5", "1.5"), ("1.", None), (".5", None),
    ("1e3", None),
    ("NaN", None), ("Infinity", None), ("", None), ("9" * 24, "9" * 24), ("9" * 25, None), ("٣", None),
    ("1_000", None),
])
def test_numbers(text: str, value: str | None) -> None:
    found = number_of(text)
    assert (None if found is None else str(found)) == value


def limit(value: str, unit: str = "working_day") -> Limit:
    return Limit(Decimal(value), unit)  # type: ignore[arg-type]


DURATIONS = {
    "7工作日": limit("7"), "7个工作日": limit("7"), "七个工作日": limit("7"), "十五个工作日": limit("15"),
    "1.5工作日": limit("1.5"), "0.5个工作日": limit("0.5"), "半个工作日": limit("0.5"),
    "两个工作日": limit("2"),
    "一个半工作日": limit("1.5"), "７ 个 工作日": limit("7"), "7.0工作日": limit("7"),
    "0个工作日": limit("0"),
    "不超过5个工作日": limit("5"), "5个工作日以内": limit("5"), "5个工作日内": limit("5"),
    "≤5个工作日": limit("5"),
    "5日（工作日）": limit("5"), "5天(工作日)": limit("5"), "二十三个工作日": limit("23"),
    "7个工作天": limit("7"),
    "即时": limit("0"), "即办": limit("0"), "当场": limit("0"), "立即": limit("0"), "当场办结": limit("0"),
    "即时办结": limit("0"),
    "29日": limit("29", "day"), "29天": limit("29", "day"), "29个自然日": limit("29", "day"),
    "29日（自然日）": limit("29", "day"),
    "二十九天": limit("29", "day"), "一周": limit("7", "day"), "1周": limit("7", "day"),
    "两个星期": limit("14", "day"),
    "24小时": limit("24", "hour"), "24个小时": limit("24", "hour"), "两个半小时": limit("2.5", "hour"),
    "半小时": limit("0.5", "hour"),
    "0.25小时": limit("0.25", "hour"), "3个月": limit("3", "month"), "三个月": limit("3", "month"),
    "半年": limit("6", "month"), "2年": limit("24", "month"), "十年": limit("120", "month"),
    "1,000小时": limit("1000", "hour"),
}


@pytest.mark.parametrize(("text", "meant"), DURATIONS.items())
def test_durations(text: str, meant: Limit) -> None:
    assert parse_duration(text) == meant


def test_days_are_never_working_days() -> None:
    assert all(parse_duration(f"{number}{day}").unit == "day" for number in (1, 7, 29) for day in "日天")
    assert parse_duration("29天").halves is None
    assert parse_duration("1.5工作日").halves == 3


@pytest.mark.parametrize(("text", "code", "part"), [
    ("7", "S401", "没有写单位"), (7, "S401", "没有写单位"), (Decimal("1.5"), "S401", "`1.5个工作日`"),
    ("七", "S401", "没有写单位"),
    ("十个", "S401", "`十个工作日`"), (True, "S402", "不是时限"), (None, "S402", "不是时限"),
    ([], "S402", "不是时限"),
    ("", "S402", "空的"), ("  ", "S402", "空的"), ("工作日", "S402", "数字"), ("尽快", "S402", "看不懂"),
    ("7d", "S402", "单位写中文"),
    ("5 working days", "S402", "单位写中文"), ("30分钟", "S402", "0.5小时"), ("3月", "S402", "`3个月`"),
    ("当日", "S402", "`即时`"),
    ("约5个工作日", "S402", "确定的数"), ("5个工作日左右", "S402", "确定的数"),
    ("廿个工作日", "S402", "数字"), ("第3个工作日", "S402", "数字"),
    ("1e3小时", "S402", "看不懂"), ("1,00小时", "S402", "看不懂"), ("7工作日8", "S402", "看不懂"),
    ("5.个工作日", "S402", "看不懂"),
    ("3-5个工作日", "S403", "写上限"), ("3~5个工作日", "S403", "写上限"), ("3～5日", "S403", "写上限"),
    ("三至五个工作日", "S403", "写上限"),
    ("3个工作日到5个工作日", "S403", "写上限"), ("3—5天", "S403", "写上限"),
    ("-1个工作日", "S404", "负数"), ("11年", "S404", "十年"), ("2501个工作日", "S404", "十年"),
    ("3654天", "S404", "十年"),
    ("121个月", "S404", "十年"), ("999999999999小时", "S404", "十年"), ("0.3个工作日", "S405", "半个工作日"),
    ("1.25工作日", "S405", "半个工作日"), (f"2.{'0' * 20}1工作日", "S405", "半个工作日"),
    ("1.5天", "S405", "整日"), ("半天", "S405", "整日"),
    ("半个月", "S405", "整月"), ("0.005小时", "S405", "两位"),
])
def test_refused_durations(text: object, code: str, part: str) -> None:
    found = refusal(lambda: parse_duration(text, PLACE))
    assert found.code == code
    assert part in found.message + found.hint


def refusal(action: object) -> Finding:
    with pytest.raises(KbError) as caught:
        action()  # type: ignore[operator]
    (found,) = caught.value.findings
    assert (found.place.line, found.place.column) == (PLACE.line, PLACE.column)
    assert found.message
    assert found.hint
    return found


@pytest.mark.parametrize(("shown", "meant"), [
    ("5个工作日", limit("5")), ("0.5个工作日", limit("0.5")), ("即时", limit("0")),
    ("24小时", limit("24", "hour")),
    ("29日（自然日）", limit("29", "day")), ("3个月", limit("3", "month")), ("100个工作日", limit("1E+2")),
    ("0日（自然日）", limit("0", "day")),
])
def test_shown_limits(shown: str, meant: Limit) -> None:
    assert show_limit(meant) == shown


LIMITS = st.one_of(
    st.integers(0, 5000).map(lambda halves: limit(str(Decimal(halves) / 2))),
    st.integers(0, 3653).map(lambda days: limit(str(days), "day")),
    st.integers(0, 120).map(lambda months: limit(str(months), "month")),
    st.decimals(0, 87672, places=2).map(lambda hours: limit(str(hours), "hour")))


@given(LIMITS)
def test_limits_shown_and_read_again(meant: Limit) -> None:
    assert parse_duration(show_limit(meant)) == meant


@given(st.integers(1, 999))
def test_chinese_working_days(number: int) -> None:
    assert parse_duration(f"{written(number)}个工作日") == limit(str(number))


@given(st.text("0123456789.,-一二十百零半个工作日天周小时年月内不超过即时当场（）() ~至", max_size=10))
def test_any_duration_is_read_or_refused(text: str) -> None:
    try:
        found = parse_duration(text)
    except KbError as error:
        assert {each.code for each in error.findings} <= {"S401", "S402", "S403", "S404", "S405"}
    else:
        assert found.value >= 0
        assert parse_duration(show_limit(found)) == found or found.value == 0


def number(unit: str | None = None, **more: object) -> Fact:
    return Fact("size", "number", "数量", "多少?", unit=unit, **more)  # type: ignore[arg-type]


METRES = number("m", minimum=Decimal(0))
VOLTAGE = Fact("voltage", "enum", "电压等级", "哪个?", values=(
    EnumValue("low", "低压", ("0.4千伏", "380伏")), EnumValue("10kv", "10千伏",
    ("10千伏高压",)), EnumValue("2", "2", ("二",))))
GREEN = Fact("green", "boolean", "占用绿地", "占不占?", yes="占用绿地", no="不占用绿地")
DAY = Fact("day", "date", "日期", "哪天?")


@pytest.mark.parametrize(("fact", "typed", "value"), [
    (METRES, "149.9", "149.9"), (METRES, "149.9m", "149.9"), (METRES, "149.9米", "149.9"),
    (METRES, "１５０米", "150"),
    (METRES, "0.15千米", "150"), (METRES, "0.15km", "150"), (METRES, "0.15 KM", "150"),
    (METRES, "120厘米", "1.2"),
    (METRES, "1,000", "1000"), (METRES, "1，000 米", "1000"), (METRES, "一百五十米", "150"),
    (METRES, "+5", "5"),
    (METRES, "149.90", "149.9"), (METRES, 150, "150"), (METRES, Decimal("149.90"), "149.9"),
    (METRES, 149.9, "149.9"),
    (METRES, "0", "0"), (METRES, "-0", "0"), (METRES, "1公里", "1000"), (METRES, "10毫米", "0.01"),
    (number("kva"), "100千伏安", "100"), (number("kva"), "100kVA", "100"),
    (number("kva"), "0.1兆伏安", "100"),
    (number("kva"), "0.1MVA", "100"), (number("kw"), "0.1兆瓦", "100"), (number("kw"), "100KW", "100"),
    (number("yuan"), "3万元", "30000"), (number("yuan"), "1.5亿元", "150000000"),
    (number("yuan"), "3万", "30000"),
    (number("wan_yuan"), "3万元", "3"), (number("wan_yuan"), "5000元", "0.5"),
    (number("wan_yuan"), "1亿元", "10000"),
    (number("wan_yuan"), "3", "3"), (number("percent"), "5%", "5"), (number("percent"), "５％", "5"),
    (number("percent"), "百分之五", "5"), (number("percent"), "5‰", "0.5"),
    (number("square_m"), "100㎡", "100"),
    (number("square_m"), "100平方米", "100"), (number("square_m"), "1.5公顷", "15000"),
    (number("hour"), "30分钟", "0.5"),
    (number("hour"), "2个小时", "2"), (number("day"), "一周", "7"), (number("day"), "3天", "3"),
    (number("year"), "6个月", "0.5"),
    (number("year"), "3年", "3"), (number("count"), "3户", "3"), (number("count", integer=True), "3个", "3"),
    (number(), "12", "12"), (number(decimals=4), "0.1234", "0.1234"), (number(), "-5", "-5"),
])
def test_numbers_and_units(fact: Fact, typed: object, value: str) -> None:
    found = parse_value(fact, typed)
    assert isinstance(found, int | Decimal)
    assert str(found) == value
    assert isinstance(found, int) == ("." not in value)


@pytest.mark.parametrize(("fact", "typed", "code", "part"), [
    (METRES, "", "S412", "没有写值"), (METRES, "长", "S412", "要写一个数"),
    (METRES, "1,00", "S412", "`1,000`"),
    (METRES, "1e3", "S412", "指数"), (METRES, "nan", "S412", "要写一个数"),
    (METRES, "inf", "S412", "要写一个数"),
    (METRES, float("nan"), "S412", "要写一个数"), (METRES, float("inf"), "S412", "要写一个数"),
    (METRES, "5.", "S412", "要写一个数"),
    (METRES, Decimal("NaN"), "S412", "要写一个数"), (METRES, True, "S412", "要写一个数"),
    (METRES, [1], "S412", "要写一个数"),
    (METRES, "<150", "S412", "确定的数"), (METRES, "约150米", "S412", "确定的数"),
    (METRES, "100-150", "S412", "确定的数"),
    (METRES, "10kg", "S413", "`kg`"), (METRES, "150平方米", "S413", "面积"),
    (METRES, "1/3", "S412", "确定的数"),
    (number("kva"), "100kW", "S413", "有功功率"), (number("kva"), "100千瓦", "S413", "不能换算"),
    (number("kw"), "100kVA", "S413", "视在功率"), (number("day"), "5个工作日", "S413", "工作日"),
    (number(), "5米", "S413", "没有单位"),
    (METRES, "-1", "S414", "不小于 0米"),
    (number("percent", maximum=Decimal(100)), "101%", "S414", "不大于 100%"),
    (METRES, -1, "S414", "不小于 0米"), (METRES, "1" * 16, "S414", "一千万亿"),
    (METRES, 10**30, "S414", "一千万亿"),
    (number("count", integer=True), "2.5", "S415", "整数"), (METRES, "149.999", "S415", "最多 2 位小数"),
    (number("yuan", decimals=0), "0.5元", "S415", "最多 0 位小数"), (METRES, 1e-7, "S415", "最多 2 位小数"),
    (number("wan_yuan"), "12345元", "S415", "1.2345万元"), (number("year"), "1个月", "S415", "除不尽"),
    (GREEN, "y", "S411", "是或否"), (GREEN, "1", "S411", "true"), (GREEN, 1, "S411", "是或否"),
    (GREEN, "", "S411", "是或否"),
    (GREEN, "可能", "S411", "是或否"), (VOLTAGE, "10kw", "S416", "`10kv`"),
    (VOLTAGE, "35kv", "S416", "10kv（10千伏）"),
    (VOLTAGE, 10, "S416", "low（低压）"), (VOLTAGE, True, "S416", "可选"), (VOLTAGE, "", "S416", "可选"),
    (DAY, "2018-02-30", "S417", "没有 2018-02-30"), (DAY, "20180914", "S417", "2018-09-14"),
    (DAY, "2018年9月", "S417", "日期"),
    (DAY, "0018-01-01", "S417", "1900"), (DAY, 2018, "S417", "日期"), (DAY, "2018-9/14", "S417", "日期"),
    (DAY, "明天", "S417", "日期"),
])
def test_refused_values(fact: Fact, typed: object, code: str, part: str) -> None:
    found = refusal(lambda: parse_value(fact, typed, PLACE))
    assert found.code == code
    assert part in found.message + found.hint
    assert fact.id in found.message
    assert fact.title in found.message


@pytest.mark.parametrize(("typed", "value"), [
    *((word, True) for word in ("true", "TRUE", "True", "是", "有", "需要", "yes", "YES", " 是 ", "ｙｅｓ",
                                "占用绿地", True)),
    *((word, False) for word in ("false", "否", "没有", "无", "不需要", "no", "No", "不占用绿地", False)),
])
def test_booleans(typed: object, value: bool) -> None:
    assert parse_value(GREEN, typed) is value


@pytest.mark.parametrize(("typed", "value"), [
    ("10kv", "10kv"), ("10KV", "10kv"), ("１０ｋｖ", "10kv"), ("10千伏", "10kv"), ("10 千伏", "10kv"),
    ("10千伏高压", "10kv"),
    ("低压", "low"), ("LOW", "low"), ("380伏", "low"), ("0.4 千伏", "low"), (2, "2"), ("二", "2"),
])
def test_enums(typed: object, value: str) -> None:
    assert parse_value(VOLTAGE, typed) == value


@pytest.mark.parametrize("typed", [
    "2018-09-14", "2018/9/14", "2018年9月14日", "２０１８年９月１４日",
    "2018 年 9 月 14 日", "2018-9-14", date(2018, 9, 14),
    datetime(2018, 9, 14, 12),
])
def test_dates(typed: object) -> None:
    found = parse_value(DAY, typed)
    assert found == date(2018, 9, 14)
    assert type(found) is date


@pytest.mark.parametrize("typed", ["unknown", "UNKNOWN", "未知", "不知道", " unknown ", None, UNKNOWN])
@pytest.mark.parametrize("fact", [METRES, GREEN, VOLTAGE, DAY])
def test_unknown(fact: Fact, typed: object) -> None:
    assert parse_value(fact, typed) is UNKNOWN
    assert not UNKNOWN


@pytest.mark.parametrize(("fact", "value", "shown"), [
    (METRES, Decimal("149.90"), "149.9米"), (METRES, 150, "150米"), (METRES, Decimal("1E+3"), "1000米"),
    (number("percent"), 5, "5%"),
    (number(), 5, "5"), (number("kva"), 100, "100千伏安"), (GREEN, True, "占用绿地"),
    (GREEN, False, "不占用绿地"),
    (Fact("b", "boolean", "乙", "?"), True, "是"), (Fact("b", "boolean", "乙", "?"), False, "否"),
    (VOLTAGE, "10kv", "10千伏"),
    (VOLTAGE, "other", "other"), (DAY, date(2018, 9, 14), "2018年9月14日"), (METRES, UNKNOWN, "未知"),
])
def test_shown_values(fact: Fact, value: Value, shown: str) -> None:
    assert show_value(fact, value) == shown


@given(st.decimals(0, 10**12, places=2))
def test_numbers_shown_and_read_again(value: Decimal) -> None:
    assert parse_value(METRES, show_value(METRES, value)) == value
    assert "E" not in shown_number(value)


@given(st.sampled_from([METRES, GREEN, VOLTAGE, DAY, number("yuan")]),
       st.text(max_size=12) | st.floats() | st.integers())
def test_any_value_is_read_or_refused(fact: Fact, typed: object) -> None:
    try:
        found = parse_value(fact, typed)
    except KbError as error:
        assert len(error.findings) == 1
    else:
        assert parse_value(fact, show_value(fact, found)) == found


def test_every_unit_has_a_name_and_reads_it() -> None:
    for unit in ("m", "kva", "kw", "yuan", "wan_yuan", "square_m", "percent", "count", "hour", "day", "year"):
        assert unit_name(unit) != unit
        assert parse_value(number(unit), f"3{unit_name(unit)}") == 3
    assert unit_name(None) == ""
    assert unit_name("bushel") == "bushel"
