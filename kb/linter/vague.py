"""Words that leave open what they mean, and where they stand as such."""

from __future__ import annotations

import re

WORDS = ("必要时", "原则上", "视情况", "视具体情况", "看情况", "酌情", "尽快", "尽量", "及时", "合理", "按规定",
         "有关材料", "相关材料", "其他材料", "符合条件")
"""The words for which a guide or a document is unclear wherever they stand."""

PATTERNS = {"等": r"(?<![互不同平相对])等(?=[，。；、）]|$)", "约": r"(?<![预合违制])约(?=[\d一二两三四五六七八九十])",
            "一般": r"一般(?=[应要不可须])"}


def vague(text: str) -> list[str]:
    """The vague words in a text: 等 only at the end of a list, 约 only before a number, 一般 only before a verb.

    A word the text itself puts in quotation marks or says to be open (…是多久，文件没有写) is still found.
    """
    found = [word for word in WORDS if word in text]
    return found + [word for word, pattern in PATTERNS.items() if re.search(pattern, text)]
