"""A chart as the table that says the same, for readers and formats that have no pictures."""

from __future__ import annotations

from generator.content.model import Bar
from generator.drawing.chart import when

HEAD = ("编号", "环节", "谁办", "要等哪些编号", "什么时候", "时限")


def row(lane: str, bar: Bar) -> tuple[str, ...]:
    """One bar as table cells."""
    timed = when(bar) if bar.counted else "不占总时间"
    return (str(bar.number), bar.name, lane, "、".join(str(each) for each in bar.after) or "——", timed, bar.note)
