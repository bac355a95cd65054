"""Traditional characters as simplified ones, so that 佔用綠地 and 占用绿地 are one name."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any


@lru_cache(maxsize=4096)
def simplified(text: str) -> str:
    """The text in simplified characters. What GB2312 can write is simplified already and stays as it stands."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return str(_converter().convert(text.encode("utf-8", "replace").decode()))
    return text


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")
