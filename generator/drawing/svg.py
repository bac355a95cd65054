"""What all our SVG pictures share: escaped elements, the font family, how wide a text is."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

FONTS = ("Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "SimHei",
         "WenQuanYi Micro Hei", "sans-serif")
"""Fonts with Chinese characters on phones, Windows, macOS and Linux; the first there is will be used."""
INK, PAPER, GREY, PALE = "#1a1a1a", "#ffffff", "#595959", "#f2f2f2"


def element(name: str, content: str = "", /, **attributes: object) -> str:
    """One element; attributes as keywords, `_` for `-`, a trailing `_` dropped (class_); None is left out."""
    told = "".join(f" {key.rstrip('_').replace('_', '-')}={quoteattr(str(each))}"
                   for key, each in attributes.items() if each is not None)
    return f"<{name}{told}>{content}</{name}>" if content else f"<{name}{told}/>"


def text(x: float, y: float, words: str, size: float = 12, **attributes: object) -> str:
    """A line of text; `y` is its baseline."""
    return element("text", escape(words), x=number(x), y=number(y), font_size=number(size), **attributes)


def number(value: float) -> str:
    """A coordinate, as short as it is exact to a tenth."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def width(words: str, size: float = 12) -> float:
    """How wide a text is at most: Chinese signs are square, others a little over half as wide."""
    return sum(size if ord(each) > 0x2000 else size * 0.6 for each in words)


def wrapped(words: str, room: float, size: float = 12) -> list[str]:
    """The text in lines no wider than `room`; no line starts with a closing mark or splits a number."""
    lines, line = [], ""
    for each in words:
        if line and width(line + each, size) > room and each not in "，。；：、）】”":
            cut = len(line)
            while cut > 1 and (each + line[cut - 1:cut]).isascii() and (each.isdigit() or each == "."):
                each, cut = line[cut - 1] + each, cut - 1
            while cut > 1 and line[cut - 1] in "（【“":
                each, cut = line[cut - 1] + each, cut - 1
            lines.append(line[:cut])
            line = each
        else:
            line += each
    return [*lines, line] if line else lines


def picture(name: str, title: str, description: str, wide: float, tall: float, content: str) -> str:
    """A whole picture with its title and description for those who cannot see it.

    `name` is unique in the page that holds the picture: it names the elements that others point to.
    """
    family = ", ".join(f"'{each}'" if " " in each else each for each in FONTS)
    about = (element("title", escape(title), id=f"{name}-title")
             + element("desc", escape(description), id=f"{name}-desc"))
    return element("svg", about + element("g", content, font_family=family, fill=INK),
                   xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {number(wide)} {number(tall)}",
                   width=number(wide), height=number(tall), role="img",
                   aria_labelledby=f"{name}-title {name}-desc")
