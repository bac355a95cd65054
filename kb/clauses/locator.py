"""Locators of clauses as people cite them: `annex5/3/3/2` is 附件5 三（三）2, `20/k2/7` of a law 第20条第2款第7项."""

from __future__ import annotations

from collections.abc import Sequence

DIGITS = "零一二三四五六七八九十"
TAILS = {"tail": "末段", "att": "附件目录", "0": "开头", "sign": "落款"}


def cite(clause: str, law: str = "") -> str:
    """The Chinese citation of a clause id (`feicheng-2018/annex5/3/3/2`) or of its locator alone.

    `law`: the title of the law that the clause is an article of, which is then cited with it.
    """
    parts = clause.split("/")
    if law:
        return f"《{law}》{article(parts[1:])}"
    if parts and not parts[0].startswith(("main", "annex")) and len(parts) > 1:
        parts = parts[1:]
    head, *rest = parts
    where = "正文" if head == "main" else f"附件{head.removeprefix('annex')}" if head.startswith("annex") else head
    # Annex 6 numbers its second level 1. 2. 3. where the others write （一）（二）（三）.
    forms = (_chinese, _plain, _round) if head == "annex6" else (_chinese, _bracketed, _plain, _round)
    shown = "".join(TAILS.get(part) or forms[min(level, len(forms) - 1)](part) for level, part in enumerate(rest))
    return f"{where} {shown}".strip()


def is_part(locator: str) -> bool:
    """Whether a locator names a part of a document that is cited by its title: `s2` is its part 二."""
    head = locator.partition("/")[0]
    return head.startswith("s") and head[1:].isdigit()


def article(parts: Sequence[str]) -> str:
    """An article of a law: `20` 第20条, `20/k2` 第20条第2款, `20/7` 第20条第7项.

    Parts of a document: `s2` its part 二, `annex1` its 附件1; `all` is the document as a whole, for a citation whose
    place in it nobody has checked.
    """
    head, *rest = parts
    if head == "all":
        return ""
    if is_part(head):
        shown = _chinese(head[1:])
        return shown + "".join(f"（{_chinese(each)}）" for each in rest)
    shown = f"附件{head.removeprefix('annex')}" if head.startswith("annex") else f"第{head}条"
    return shown + "".join(f"第{each[1:]}款" if each.startswith("k") else f"第{each}项" for each in rest)


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
