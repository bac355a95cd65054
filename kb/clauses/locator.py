"""Locators of clauses as people cite them: `annex5/3/3/2` is 附件5 三（三）2."""

from __future__ import annotations

DIGITS = "零一二三四五六七八九十"
TAILS = {"tail": "末段", "att": "附件目录", "0": "开头", "sign": "落款"}


def cite(clause: str) -> str:
    """The Chinese citation of a clause id (`feicheng-2018/annex5/3/3/2`) or of its locator alone."""
    parts = clause.split("/")
    if parts and not parts[0].startswith(("main", "annex")) and len(parts) > 1:
        parts = parts[1:]
    head, *rest = parts
    where = "正文" if head == "main" else f"附件{head.removeprefix('annex')}" if head.startswith("annex") else head
    # Annex 6 numbers its second level 1. 2. 3. where the others write （一）（二）（三）.
    forms = (_chinese, _plain, _round) if head == "annex6" else (_chinese, _bracketed, _plain, _round)
    shown = "".join(TAILS.get(part) or forms[min(level, len(forms) - 1)](part) for level, part in enumerate(rest))
    return f"{where} {shown}".strip()


def _chinese(part: str) -> str:
    if not part.isdigit():
        return part
    number = int(part)
    return DIGITS[number] if number <= 10 else f"十{DIGITS[number - 10]}" if number < 20 else part


def _bracketed(part: str) -> str:
    return f"（{_chinese(part)}）"


def _plain(part: str) -> str:
    return part


def _round(part: str) -> str:
    return f"（{part}）"
