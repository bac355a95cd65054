"""One cell's content as the value its column wants, or a refusal that says what to write."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

from kb.clauses.located import Data
from kb.clauses.numerals import number_of, plain
from kb.linter.readers import columns
from kb.linter.readers.columns import Column
from kb.linter.readers.grid import BLANK, Cell
from kb.linter.readers.terms import Terms

_YES = frozenset((*"是√✓✔对有y1☑■●需要", "yes", "true", "需要", "必须", "必要", "必需", "已公开", "已公示", "公开",
                  "同意"))
_NO = frozenset((*"否×✗✘x错无n0□☐○不", "no", "false", "没有", "不需", "不需要", "不要", "非必须", "非必要", "可选",
                 "未公开", "未公示", "不公开", "不同意"))
_SEPARATORS = re.compile(r"[、；;\n\r，]|,(?![0-9]{3})|(?<=[^0-9a-zA-Z])/(?=[^0-9a-zA-Z])")
_NUMBERED = re.compile(r"(?:^|[\n；;，,、])\s*(?:[(（]?[0-9]{1,2}[)）.、．](?![0-9])|[①-⑳])\s*")
_OPEN, _CLOSE = "(（[【《<“", ")）]】》>”"
_PAIR = re.compile(r"^(.+?)\s*(?:=|＝|:|：|为|是)\s*(.+)$")
_DOTTED = re.compile(r"([0-9]{4})[.．]([0-9]{1,2})[.．]([0-9]{1,2})|([0-9]{4})([0-9]{2})([0-9]{2})")
_PIECES = 6
"""The most pieces of one name: 勘察、设计、施工、监理单位的质量合格文件 has four."""
_EPOCH = date(1899, 12, 30)
_SERIALS = range(15000, 110000)


class RefusedError(Exception):
    """A cell that cannot be understood. `args`: what is wrong, and what to do."""


def converted(cell: Cell, column: Column, unit: str, terms: Terms) -> Data:
    """The value of a cell that is not blank, for its column, in whose title `unit` stands. Raises RefusedError."""
    return _READERS[column.kind](cell, unit, terms)


def listed(text: str, known: Callable[[str], bool] = lambda _: False, numbered: bool = True) -> list[str]:
    """The items of an enumeration in one cell: by 、；，and lines, not within brackets.

    A name that `known` knows stays whole, whatever signs it holds. `numbered` takes 1. and （2） before items off.
    """
    if known(text):
        return [text.strip()]
    if numbered:
        text = _NUMBERED.sub("\n", text)
    depth, masked = 0, []
    for char in text:
        depth += 1 if char in _OPEN else -1 if char in _CLOSE and depth else 0
        masked.append("\0" if depth and char != "\n" else char)
    found, start = [], 0
    hidden = "".join(masked)
    for match in _SEPARATORS.finditer(hidden):
        found.append(text[start:match.start()].strip())
        start = match.end()
    found.append(text[start:].strip())
    return _rejoined([each for each in found if each and each.casefold() not in BLANK], known)


def _rejoined(items: list[str], known: Callable[[str], bool]) -> list[str]:
    """The items, with neighbours joined again that are one known name together."""
    for index in range(len(items) - 1):
        for end in range(min(len(items), index + _PIECES), index + 1, -1):  # the longest name first
            whole = "、".join(items[index:end])
            if known(whole):
                return [*items[:index], whole, *_rejoined(items[end:], known)]
    return items


def _text(cell: Cell, _unit: str, _terms: Terms) -> Data:
    return cell.text


def _names(cell: Cell, _unit: str, _terms: Terms) -> Data:
    return list(listed(cell.text))


def _waits(cell: Cell, _unit: str, _terms: Terms) -> Data:
    return list(listed(cell.text, numbered=False))


def _materials(cell: Cell, _unit: str, terms: Terms) -> Data:
    return list(listed(cell.text, terms.is_name))


def _fees(cell: Cell, _unit: str, _terms: Terms) -> Data:
    if cell.word in ("免费", "不收费", "不收取", "否"):
        return []
    return [{"name": each} for each in listed(cell.text)]


def _flag(cell: Cell, _unit: str, _terms: Terms) -> Data:
    word = cell.word.casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise RefusedError(f"要写“是”或“否”，写的是“{_short(cell.text)}”", "只写“是”或“否”，说明写到备注里")


def _duration(cell: Cell, unit: str, _terms: Terms) -> Data:
    if isinstance(cell.value, date):
        raise RefusedError(f"时限变成了日期 {cell.text}，多半是表格软件自动改的",
                           "先把单元格设成文本，再写时限，如“7个工作日”")
    bare = plain(cell.text)
    number = number_of(bare)
    if unit and number is not None:
        return f"{bare}{unit}"
    return cell.text


def _day(cell: Cell, _unit: str, _terms: Terms) -> Data:
    if isinstance(cell.value, date):
        return cell.value.date() if isinstance(cell.value, datetime) else cell.value
    word = "".join(plain(cell.text).split())
    serial = number_of(word)
    if serial is not None and serial == int(serial) and int(serial) in _SERIALS:
        return _EPOCH + timedelta(days=int(serial))
    match = _DOTTED.fullmatch(word)
    parts = [each for each in match.groups() if each] if match else re.findall("[0-9]+", word)
    if re.fullmatch("[0-9]{4}[-/年.．]?[0-9]{1,2}[-/月.．]?[0-9]{1,2}[日号]?", word) and len(parts) == 3:
        try:
            return date(int(parts[0]), int(parts[1]), int(parts[2]))
        except ValueError:
            raise RefusedError(f"没有 {_short(cell.text)} 这一天", "检查年月日") from None
    raise RefusedError(f"要写日期，写的是“{_short(cell.text)}”", "写成 2018-09-14")


def _period(cell: Cell, _unit: str, _terms: Terms) -> Data:
    if isinstance(cell.value, date) and cell.value.day == 1:
        return f"{cell.value:%Y-%m}"  # a spreadsheet makes 2018-10 the first day of that month
    return cell.text


def _whole(cell: Cell, _unit: str, _terms: Terms) -> Data:
    number = number_of(re.sub("(?:份|次|个|套)$", "", plain(cell.text)))
    if number is None or number != int(number) or number < 0:
        raise RefusedError(f"要写整数，写的是“{_short(cell.text)}”", "只写数字，如 1")
    return int(number)


def _amount(cell: Cell, _unit: str, _terms: Terms) -> Data:
    if isinstance(cell.value, bool | date):
        return cell.text
    number = number_of(plain(cell.text))
    return cell.text if number is None else int(number) if number == int(number) else number


def _facts(cell: Cell, _unit: str, terms: Terms) -> Data:
    found: dict[str, Data] = {}
    for each in listed(cell.text):
        name, value = _one_fact(each, terms)
        if name in found:
            raise RefusedError(f"情况“{_short(name)}”写了两次", "只留一个")
        found[name] = value
    return found


def _one_fact(text: str, terms: Terms) -> tuple[str, str]:
    pair = _PAIR.match(text)
    if pair:
        return terms.fact(pair[1].strip()), pair[2].strip()
    for fact in terms.knowledge.facts.values():
        if fact.type == "boolean" and text in (fact.yes, fact.no, fact.title):
            return fact.id, "否" if text == fact.no else "是"
    raise RefusedError(f"看不懂情况“{_short(text)}”", "写成“情况=值”，几项用分号隔开，如“占用绿地=是；双电源=否”")


def _nature(cell: Cell, _unit: str, _terms: Terms) -> Data:
    found = columns.nature(cell.text)
    if found is None:
        choices = "、".join(words.split()[0] for words in columns.NATURES.values())
        raise RefusedError(f"没有“{_short(cell.text)}”这种性质", f"可写：{choices}；不清楚就不写")
    return found


def _practice(cell: Cell, _unit: str, _terms: Terms) -> Data:
    return columns.practice_kind(cell.text) or cell.text


def _code(cell: Cell, _unit: str, _terms: Terms) -> Data:
    return cell.word.upper()


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:40]}…"


_READERS: dict[str, Callable[[Cell, str, Terms], Data]] = {
    "text": _text, "names": _names, "flag": _flag, "duration": _duration, "day": _day, "period": _period,
    "whole": _whole, "amount": _amount, "facts": _facts, "materials": _materials, "nature": _nature,
    "practice": _practice, "waits": _waits, "step": _text, "seals": _names, "fees": _fees, "code": _code}


def exact(value: float) -> int | Decimal:
    """A spreadsheet's number, which has 15 digits that count, as an exact one."""
    shown = Decimal(f"{value:.15g}")
    return int(shown) if shown == shown.to_integral_value() else shown
