"""Chinese text: punctuation, lists, lengths of time. All a reader sees goes through `tidy`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
HAN = r"\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”"
UNITS = {"working_day": "个工作日", "day": "个自然日", "hour": "小时", "month": "个月"}
SENTENCE_END = "。！？"
NOT_GIVEN = "文件没有写"
TO_SUPPLY = "待主管部门提供"
TO_CONFIRM = "待主管部门确认"


def tidy(text: str) -> str:
    """The text with full-width punctuation where Chinese stands on either side, and no stray blanks."""
    done = ""
    while done != text:
        done = text
        text = re.sub(rf"(?<=[{HAN}\d])\s*([,;:?!])\s*(?=[{HAN}])|(?<=[{HAN}])\s*([,;:?!])\s*",
                      lambda found: FULL[found.group(1) or found.group(2)], text)
        text = re.sub(rf"(?<=[{HAN}\d])\(([^()]*)\)|\(([^()]*[{HAN}][^()]*)\)",
                      lambda found: f"（{found.group(1) or found.group(2) or ''}）", text)
    return text.strip()


def ended(text: str) -> str:
    """The text as a sentence, closed with a full stop."""
    text = tidy(text).rstrip("；，")
    return text if text and text[-1] in SENTENCE_END else text + "。"


def listed(names: Iterable[str], word: str = "、") -> str:
    """Names in a row, each once: 甲、乙、丙."""
    return word.join(dict.fromkeys(names))


def number(value: object) -> str:
    """A number without a tail of zeros."""
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def duration(value: object, unit: str = "working_day") -> str:
    """One length of time with its unit: 5个工作日, 0.5个工作日, 即时."""
    return "即时" if not Decimal(str(value)) else f"{number(value)}{UNITS[unit]}"


def limit(data: Mapping[str, Any]) -> str:
    """A limit as the answer carries it."""
    return duration(data["value"], str(data["unit"]))


def halves(low: int, high: int) -> str:
    """A total in half working days, as one length or a range."""
    if low == high:
        return "0个工作日" if not low else duration(Decimal(low) / 2)
    return f"{number(Decimal(low) / 2)}至{number(Decimal(high) / 2)}个工作日"


def choices(limits: Sequence[Mapping[str, Any]]) -> str:
    """Several possible limits in rising order: 2、5或7个工作日."""
    found = sorted({(str(each["unit"]), Decimal(str(each["value"]))) for each in limits})
    if len({unit for unit, _ in found}) > 1 or any(not value for _, value in found) or len(found) == 1:
        return "或".join(duration(value, unit) for unit, value in found)
    shown = [number(value) for _, value in found]
    return f"{'、'.join(shown[:-1])}或{shown[-1]}{UNITS[found[0][0]]}"


def day(value: date) -> str:
    """A date as Chinese readers write it."""
    return f"{value.year}年{value.month}月{value.day}日"


def when(condition: str, then: str, pause: str = "，") -> str:
    """“甲的，乙”: what holds in a situation; without a condition only what holds."""
    if not condition:
        return then
    return f"{condition}{'' if condition.endswith('的') else '的'}{pause}{then}"


def locator(name: str) -> str:
    """A clause's place in its instrument: annex5/3/3/2 is 附件5·3.3.2, main/3/8 is 正文·3.8."""
    parts = name.split("/")
    head = "正文" if parts[0] == "main" else re.sub(r"^annex", "附件", parts[0])
    tail = {"tail": "末段", "att": "附表", "sign": "落款"}.get(parts[-1], "")
    levels = ".".join(parts[1:-1] if tail else parts[1:])
    return f"{head}{'·' if levels or tail else ''}{levels}{'·' if levels and tail else ''}{tail}"
