"""The chart of lanes and bars: readable on a telephone, told apart without colour.

Every step has a row of its own: its name with the time in words, below it its bar. Solid: the step decides the total.
White: it has time to spare, and the dotted box behind it says how much. Hatched: not counted, only in its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from generator.content.model import Bar, Chart, Lane
from generator.content.words import number as plain
from generator.drawing.svg import GREY, INK, PALE, PAPER, element, number, picture, text, width, wrapped

PHONE, PAGE = 360.0, 540.0
"""The widths drawn for, in pixels: a telephone, a sheet of A4."""
TALL = 770.0
"""How tall a picture of the width PAGE may be on a sheet of A4 below its heading."""
LEFT, RIGHT = 14.0, 12.0
SIZE = 12.0
LINE = 16.0
BAR = 12.0
MARK = 10.0
"""How wide a hatched bar is: it has no length of its own."""
LEGEND = (("critical", "决定总时间"), ("spare", "有余地（虚线框是余地）"),
          ("apart", "不计入或者没有写时限，长短不表示天数"), ("held", "办好了，等别的环节才能出结果"))


@dataclass(frozen=True, slots=True)
class Canvas:
    """What is drawn, how wide, and the prefix of its ids."""

    chart: Chart
    wide: float
    name: str

    def x(self, halves: int) -> float:
        """Where a moment stands."""
        return LEFT + (self.wide - LEFT - RIGHT - MARK) * halves / max(self.chart.total, 1)


def sheets(chart: Chart) -> list[tuple[str, str]]:
    """The chart for paper: one SVG a sheet, each with its words. A chart too tall for one goes on on the next."""
    canvas = Canvas(chart, PAGE, "chart")
    room = TALL - _axis(canvas)[1] - _legend(canvas, 8)[1]
    parts: list[list[Lane]] = [[]]
    left = room
    for lane in _pieces(canvas, room):
        tall = _lane(canvas, lane, 0)[1]
        if parts[-1] and tall > left:
            parts.append([])
            left = room
        parts[-1].append(lane)
        left -= tall
    pages = [replace(chart, lanes=tuple(each)) for each in parts]
    return [(draw(each, f"chart-{number}", PAGE, legend=each is pages[-1]), described(each))
            for number, each in enumerate(pages, 1)]


def _pieces(canvas: Canvas, room: float) -> Iterator[Lane]:
    """The lanes; one that is taller than a sheet in several."""
    for lane in canvas.chart.lanes:
        bars: list[Bar] = []
        name = lane.name
        for bar in lane.bars:
            if bars and _lane(canvas, Lane(name, (*bars, bar)), 0)[1] > room:
                yield Lane(name, tuple(bars))
                bars, name = [], f"{lane.name}（续）"
            bars.append(bar)
        yield Lane(name, tuple(bars))


def draw(chart: Chart, name: str = "chart", wide: float = PHONE, *, legend: bool = True) -> str:
    """The chart as SVG."""
    canvas = Canvas(chart, wide, name)
    parts, y = _axis(canvas)
    top = y
    for lane in chart.lanes:
        drawn, y = _lane(canvas, lane, y)
        parts += drawn
    parts = [*_grid(canvas, top, y), *parts]
    signs, y = _legend(canvas, y + 8) if legend else ([], y)
    hatch = element("pattern", element("path", d="M0 6L6 0", stroke=INK, stroke_width=1.2),
                    id=f"{name}-hatch", width=6, height=6, patternUnits="userSpaceOnUse")
    return picture(name, chart.title, described(chart), wide, y,
                   element("defs", hatch) + element("rect", width=wide, height=number(y), fill=PAPER)
                   + "".join([*parts, *signs]))


def described(chart: Chart) -> str:
    """The chart in words: the steps in order with when each begins and ends."""
    return "；".join(f"{bar.number} {bar.name}（{lane}）：{when(bar)}" for lane, bar in chart.bars()) + "。"


def when(bar: Bar) -> str:
    """When a bar runs, in words."""
    if not bar.counted:
        return bar.note
    spare = "决定总时间" if bar.critical else f"有{days(bar.slack or 0)}个工作日余地"
    held = f"结果等到第{days(bar.finish)}个工作日，" if bar.finish > bar.start + bar.length else ""
    return f"第{days(bar.start)}至{days(bar.start + bar.length)}个工作日，{held}{spare}"


def days(halves: int) -> str:
    """Half working days as working days."""
    return plain(Decimal(halves) / 2)


def _ticks(chart: Chart) -> list[int]:
    """Where the axis is labelled: at most eight labels, always the end."""
    step = next(each for each in (2, 4, 10, 20, 40, 100, 200, 1000) if chart.total / each <= 8)
    found = [each for each in range(0, chart.total, step) if chart.total - each >= step * 0.6]
    return [*found, chart.total]


def _axis(canvas: Canvas) -> tuple[list[str], float]:
    parts = [text(LEFT, 14, "工作日", 11, fill=GREY)]
    parts += [text(canvas.x(each), 30, days(each), 11, fill=GREY, text_anchor="middle")
              for each in _ticks(canvas.chart)]
    return parts, 36.0


def _grid(canvas: Canvas, top: float, bottom: float) -> list[str]:
    return [element("path", d=f"M{number(canvas.x(each))} {number(top - 3)}V{number(bottom)}", stroke="#c8c8c8",
                    stroke_width=0.8) for each in _ticks(canvas.chart)]


def _lane(canvas: Canvas, lane: Lane, y: float) -> tuple[list[str], float]:
    parts = [element("rect", x=0, y=number(y), width=canvas.wide, height=20, fill=PALE),
             element("path", d=f"M0 {number(y)}H{number(canvas.wide)}", stroke=INK, stroke_width=1),
             text(6, y + 14.5, lane.name, SIZE, font_weight="bold")]
    y += 22
    for bar in lane.bars:
        drawn, y = _row(canvas, bar, y)
        parts += drawn
    return parts, y + 4


def _row(canvas: Canvas, bar: Bar, y: float) -> tuple[list[str], float]:
    """The label in as many lines as it takes, then the bar."""
    after = f"（等{'、'.join(str(each) for each in bar.after)}）" if bar.after else ""
    sign = "◆" if bar.critical else ""
    lines = wrapped(f"{bar.number} {sign}{bar.name}{after or ' '}{bar.note}", canvas.wide - LEFT - 6)
    parts = []
    for each in lines:
        y += LINE
        parts.append(text(LEFT - 6, y - 3, each, SIZE, font_weight="bold" if bar.critical else None,
                          paint_order="stroke", stroke=PAPER, stroke_width=3, stroke_linejoin="round"))
    return [*parts, *_bar(canvas, bar, y + 1)], y + BAR + 6


def _bar(canvas: Canvas, bar: Bar, y: float) -> list[str]:
    x = canvas.x(bar.start)
    if not bar.counted:
        return [_box(x, y, MARK, f"url(#{canvas.name}-hatch)")]
    end = canvas.x(bar.start + bar.length)
    parts = []
    if bar.slack:
        room = canvas.x(bar.start + bar.length + bar.slack)
        parts.append(_box(x, y + 1.5, room - x, "none", BAR - 3, stroke_dasharray="2 2"))
    parts.append(_box(x, y, end - x, INK if bar.critical else PAPER))
    if bar.finish > bar.start + bar.length:
        parts.append(_held(end, canvas.x(bar.finish), y + BAR / 2))
    if bar.slack and room - end > width("余", 10) * 4:
        parts.append(text(end + 3, y + 9.5, f"余{days(bar.slack)}", 10, fill=INK, stroke=PAPER, stroke_width=2.5,
                          paint_order="stroke"))
    return parts


def _held(start: float, end: float, y: float) -> str:
    """A line from where the work is done to where its result may be given."""
    return element("path", d=f"M{number(start)} {number(y)}H{number(end)}M{number(end)} {number(y - 5)}v10",
                   stroke=INK, stroke_width=2, fill="none")


def _box(x: float, y: float, wide: float, fill: str, tall: float = BAR, **more: object) -> str:
    return element("rect", x=number(x), y=number(y), width=number(max(wide, 1)), height=number(tall), fill=fill,
                   stroke=INK, stroke_width=1, **more)


def _legend(canvas: Canvas, y: float) -> tuple[list[str], float]:
    fills = {"critical": INK, "spare": PAPER, "apart": f"url(#{canvas.name}-hatch)"}
    parts = []
    for kind, words in LEGEND:
        sign = "◆" if kind == "critical" else ""
        if kind == "held":
            parts.append(_held(LEFT, LEFT + 28, y + 5))
        else:
            parts.append(_box(LEFT, y, 18 if kind != "apart" else MARK, fills[kind], 10))
        if kind == "spare":
            parts.append(_box(LEFT, y + 1.5, 30, "none", 7, stroke_dasharray="2 2"))
        parts.append(text(LEFT + 36, y + 9.5, sign + words, 11))
        y += 16
    parts.append(text(LEFT, y + 9.5, "编号是办理的次序；“等”是要等这些编号办完。", 11))
    return parts, y + 18
