"""Traditional characters as simplified ones, so that 佔用綠地 and 占用绿地 are one name."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any


@lru_cache(maxsize=4096)
def simplified(text: str) -> str:
    """The text in simplified characters; ASCII as it stands."""
    return text if text.isascii() else str(_converter().convert(text))


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")
