"""What people write for the units of number facts, and what each is in the fact's unit."""

from __future__ import annotations

from fractions import Fraction

from kb.clauses.units import UNIT_NAMES

_LENGTH = {"m 米 公尺": "1", "km 千米 公里": "1000",
           "dm 分米": "0.1", "cm 厘米 公分": "0.01", "mm 毫米": "0.001"}
_APPARENT = {"kva 千伏安": "1", "mva 兆伏安": "1000", "万千伏安": "10000", "va 伏安": "0.001"}
_ACTIVE = {"kw 千瓦": "1", "mw 兆瓦": "1000", "万千瓦": "10000", "w 瓦": "0.001"}
_MONEY = {"yuan 元 圆 块 块钱 元人民币": "1", "千元": "1000", "wan_yuan 万元 万 万圆 万元人民币": "10000",
          "百万元 百万": "1000000", "千万元 千万": "10000000", "亿元 亿 亿元人民币": "100000000",
          "角": "0.1", "分": "0.01"}
_AREA = {"m2 square_m 平方米 平米 平方 平": "1", "公顷 ha": "10000", "km2 平方千米 平方公里": "1000000",
         "cm2 平方厘米": "0.0001"}
_HOURS = {"h hour 小时 个小时 钟头 个钟头": "1", "分钟 min": "1/60"}
_DAYS = {"day 天 日 个自然日 自然日 日历日": "1", "周 星期 个星期": "7"}
_YEARS = {"year 年 周年": "1", "个月": "1/12"}
_COUNT = {"count 个 户 件 次 人 名 家 份 处 台 套 条 项 笔 栋 间 块 张": "1"}
_SHARE = {"% percent 个百分点": "1", "‰": "0.1"}

_KINDS: dict[str, tuple[str, dict[str, str]]] = {
    "m": ("长度", _LENGTH), "kva": ("视在功率", _APPARENT), "kw": ("有功功率", _ACTIVE),
    "yuan": ("金额", _MONEY), "wan_yuan": ("金额", _MONEY), "square_m": ("面积", _AREA),
    "percent": ("比例", _SHARE), "hour": ("小时数", _HOURS),
    "day": ("自然日", _DAYS), "year": ("年数", _YEARS),
    "count": ("数量", _COUNT),
}


def unit_name(unit: str | None) -> str:
    """The unit's Chinese name (`kva` → 千伏安); empty for no unit, the unit itself when it is not known."""
    return UNIT_NAMES.get(unit, unit) if unit else ""


def factor(unit: str, written: str) -> Fraction | None:
    """What one of the `written` unit is in the fact's `unit`; None when the two do not convert.

    `factor("m", "公里")` is 1000, `factor("kva", "kW")` is None.
    """
    return _FACTORS.get(unit, {}).get(written.lower())


def kind_of(written: str) -> str:
    """What a written unit measures (长度, 金额, …); empty when it is no known unit."""
    return next((kind for unit, (kind, _) in _KINDS.items() if written.lower() in _FACTORS[unit]), "")


def kind(unit: str) -> str:
    """What a fact's unit measures; empty when the unit is not known."""
    return _KINDS[unit][0] if unit in _KINDS else ""


def _factors(unit: str) -> dict[str, Fraction]:
    own = Fraction(10000 if unit == "wan_yuan" else 1)
    return {name: Fraction(value) / own for names, value in _KINDS[unit][1].items() for name in names.split()}


_FACTORS = {unit: _factors(unit) for unit in _KINDS}
