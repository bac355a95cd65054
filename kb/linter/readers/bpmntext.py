"""What a diagram says in words: documentation, notes, extensions and timers as values. Codes S616, S617, S625."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from kb.clauses.duration import parse_duration
from kb.clauses.numerals import shown_number
from kb.findings import KbError
from kb.linter.readers.bpmnxml import Model, local

_PAIR = re.compile(r"^\s*[-*·•]?\s*([^:：=]{1,20}?)\s*[:：=]\s*(\S.*?)\s*$", re.DOTALL)
_ISO = re.compile(r"P(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)W)?(?:([0-9]+)D)?"
                  r"(?:T(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)S)?)?")
_TAIL = re.compile(r"[(（\[【]([^()（）\[\]【】]{1,20})[)）\]】]\s*$|\s*[\n\r]+\s*([^\n\r]{1,20})\s*$")
_LOOKS = re.compile(r"[0-9０-９一二三四五六七八九十半]+\s*个?(?:工作日|自然日|小时|天|日|周|月)")


def says(model: Model, xml: Any) -> Iterator[tuple[str, str]]:
    """The pairs of a title and a value, and texts without a title (""), that belong to an element."""
    for each in xml:
        kind = local(each)
        if kind == "documentation":
            yield from _lines("".join(each.itertext()))
        elif kind == "extensionElements":
            yield from _extensions(each)
    own = str(xml.get("id") or "")
    for source, target, _ in model.links:
        other = target if source == own else source if target == own else ""
        if other in model.notes:
            yield from _lines("\n".join(" ".join(child.itertext()) for child in model.notes[other]
                                        if local(child) == "text"))


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in re.split(r"[\n\r]+", re.sub(r"<[^<>]{1,100}>", "\n", text)):
        pair = _PAIR.match(line)
        if pair:
            yield pair[1], pair[2]
        elif line.strip():
            yield "", line.strip()


def _extensions(around: Any) -> Iterator[tuple[str, str]]:
    """Properties of whatever maker: an element with a name and a value, as attributes or as children."""
    for each in around.iter():
        children = {local(child).casefold(): (child.text or "").strip() for child in each}
        name = each.get("name") or each.get("key") or children.get("name") or each.get("id")
        value = each.get("value") or children.get("value") or children.get("content") or (
            each.text if not len(each) else "")
        if name and value and value.strip():
            yield name.strip(), value.strip()


def limit_in(text: str) -> str | None:
    """The text itself when it is a time limit."""
    try:
        parse_duration(text)
    except KbError:
        return None
    return text.strip()


def name_and_limit(name: str) -> tuple[str, str]:
    """A name without the time limit behind it, and that limit: 规划许可（5个工作日）; "" when there is none."""
    tail = _TAIL.search(name)
    limit = limit_in(tail[1] or tail[2] or "") if tail else None
    bare = name[:tail.start()] if tail and limit else name
    return " ".join(bare.split()), limit or ""


def sounds_like_limit(text: str) -> bool:
    """Whether a text seems to hold a time limit among other words."""
    return bool(_LOOKS.search(text))


def timer(xml: Any) -> str | None:
    """The time of a timer event: 5日 of P5D; the text as it stands when it is no ISO duration; None when no timer."""
    for each in xml.iter():
        if local(each) == "timeDuration":
            text = (each.text or "").strip()
            return iso(text) or text
    return None


def iso(text: str) -> str | None:
    """An ISO 8601 duration in words, None when it is none or none of one kind: P5D is 5日, P1DT12H is 36小时."""
    match = _ISO.fullmatch(text.strip())
    parts = [int(each) if each else 0 for each in match.groups()] if match and len(text) < 40 else []
    if not any(parts):
        return None
    years, months, weeks, days, hours, minutes, seconds = parts
    if (years or months) and not any(parts[2:]):
        return f"{years * 12 + months}个月"
    if years or months:
        return None
    if hours or minutes or seconds:
        total = Decimal(((weeks * 7 + days) * 24 + hours) * 3600 + minutes * 60 + seconds) / 3600
        return f"{shown_number(total)}小时"
    return f"{weeks * 7 + days}日"
