"""Finding a font with Chinese characters, and checking that it has all that a text needs."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from kb.findings import KbError, problem

VARIABLE = "BANSHI_FONTS"
FAMILIES = {"NotoSansSC-Regular": "Noto Sans SC", "NotoSansCJK-Regular": "Noto Sans CJK SC",
            "NotoSansCJKsc-Regular": "Noto Sans CJK SC", "SourceHanSansSC-Regular": "Source Han Sans SC",
            "SourceHanSansCN-Regular": "Source Han Sans CN"}
"""File names we know, and the family to ask for; the first that is there is used."""
SYSTEM = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts", "/Library/Fonts",
          "C:/Windows/Fonts")
PACKAGE = "pylopdf_fonts_zh_cn"
INSTALL = "uv sync --extra publish（带字体包），或者 sudo apt-get install -y fonts-noto-cjk"


@dataclass(frozen=True, slots=True)
class Font:
    """A font file and the family name it is known by."""

    path: Path
    family: str


def find() -> Font:
    """The font to print with: of BANSHI_FONTS if that is set, else of our font package, else of the system.

    KbError S640 when there is none.
    """
    told = os.environ.get(VARIABLE)
    for folder in [Path(told)] if told else [*_package(), *(Path(each).expanduser() for each in SYSTEM)]:
        for stem, family in FAMILIES.items():
            found = sorted(path for kind in ("otf", "ttf", "ttc") for path in folder.rglob(f"{stem}.{kind}"))
            if found:
                return Font(found[0], family)
    where = f"{VARIABLE} 指的目录 {told} 里" if told else "这台机器上"
    raise KbError(problem("S640", "no-font", f"{where}没有能排中文的字体，没有生成文件",
                          hint=f"安装一种：{INSTALL}；或者把字体文件（例如 NotoSansSC-Regular.otf）"
                               f"所在的目录写进环境变量 {VARIABLE}"))


def _package() -> list[Path]:
    found = find_spec(PACKAGE)
    return [Path(found.origin).parent] if found and found.origin else []


def check(text: Iterable[str], font: Font) -> None:
    """KbError S641 when the font lacks a character of the text: better no document than one with holes."""
    known = _characters(font)
    lacking = sorted({each for part in text for each in part if not each.isspace()} - known)
    if lacking:
        shown = "、".join(f"{each}（U+{ord(each):04X}）" for each in lacking[:10])
        raise KbError(problem(
            "S641", "missing-glyph", f"字体 {font.family} 里没有这些字：{shown}，没有生成文件",
            hint=f"换一种字库更全的字体：{INSTALL}；再把它所在的目录写进环境变量 {VARIABLE}"))


@cache
def _characters(font: Font) -> frozenset[str]:
    from fontTools.ttLib import TTCollection, TTFont

    if font.path.suffix != ".ttc":
        with TTFont(font.path, lazy=True) as one:
            return frozenset(chr(each) for each in one.getBestCmap())
    with TTCollection(font.path, lazy=True) as many:
        for each in many.fonts:
            if each["name"].getDebugName(1) == font.family:
                return frozenset(chr(code) for code in each.getBestCmap())
    return frozenset()
