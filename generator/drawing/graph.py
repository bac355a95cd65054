"""The dependency graph as SVG: Graphviz says where things stand, we draw them with text that stays text.

Boxes are steps, slanted boxes materials, a thick frame the result; dashed is what falls away or is still open.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import atan2, cos, pi, sin
from typing import Any

from generator.drawing.svg import GREY, INK, PALE, PAPER, element, number, picture, text, width, wrapped
from kb.cli.drawing import Picture, gone, heading, label, look, thin
from kb.findings import KbError, problem

SIZE, LINE = 12.0, 16.0
ROOM = 160.0
"""How wide the text in a box may be."""
EDGE = 8.0
"""Between a box and its text."""
FOOT = 26.0
LEGEND = "方框：环节；斜边框：材料；粗框：结果；虚线：不办或者看情况。"
DOTS = 72.0
"""Graphviz counts in points, its node sizes in inches."""
Box = tuple[list[str], float, float]


def draw(shown: Picture) -> str:
    """The graph as SVG. KbError S642 when Graphviz is not installed."""
    boxes = {str(node["id"]): _box(node) for node in shown.nodes}
    title = heading(shown)
    if not boxes:
        return picture("graph", title, "没有可以画的环节。", 360, 40, text(8, 24, title))
    laid = _laid_out(shown, boxes)
    wide, tall = (float(each) for each in str(laid.graph_attr["bb"]).split(",")[2:])
    absent = gone(shown)
    parts = [element("rect", width=number(wide + 16), height=number(tall + 40 + FOOT), fill=PAPER),
             text(8, 20, title, 14, font_weight="bold")]
    parts += [_edge(laid, edge, tall, absent) for edge in shown.edges]
    parts += [_node(laid, node, boxes[str(node["id"])], tall) for node in shown.nodes]
    parts.append(text(8, tall + 32 + FOOT, LEGEND, 11, fill=GREY))
    return picture("graph", title, _described(shown), wide + 16, tall + 40 + FOOT,
                   "".join([*parts[:2], element("g", "".join(parts[2:-1]), transform="translate(8 32)"), parts[-1]]))


def _box(node: Mapping[str, Any]) -> Box:
    lines = [line for part in label(node).split("\n") for line in wrapped(part, ROOM, SIZE)]
    slant = 20 if node["kind"] == "material" else 0
    wide = max(width(line, SIZE) for line in lines) + 2 * EDGE + slant
    return lines, max(wide, 60), len(lines) * LINE + 2 * EDGE - 4


def _laid_out(shown: Picture, boxes: Mapping[str, Box]) -> Any:
    """The graph with positions. Node sizes are ours, so that no font is needed and none is looked for."""
    try:
        import pygraphviz
    except ImportError as error:
        raise KbError(problem(
            "S642", "no-library", "画图要用的 pygraphviz 没有安装，没有生成文件",
            hint="安装发布用的附加包：uv sync --extra publish；或者用 --format dot 自己排版")) from error
    graph = pygraphviz.AGraph(directed=True, rankdir="TB", nodesep="0.25", ranksep="0.4")
    for name, (_, wide, tall) in boxes.items():
        graph.add_node(name, shape="box", fixedsize="true", width=wide / DOTS, height=tall / DOTS, label="")
    for edge in shown.edges:
        graph.add_edge(edge["from"], edge["to"])
    graph.layout(prog="dot")
    return graph


def _node(laid: Any, node: Mapping[str, Any], box: Box, tall: float) -> str:
    lines, wide, high = box
    x, y = (float(each) for each in str(laid.get_node(node["id"]).attr["pos"]).split(","))
    left, top = x - wide / 2, tall - y - high / 2
    style = look(node)
    colour = GREY if style == "gone" else INK
    frame: dict[str, object] = {
        "fill": PALE if style == "open" else PAPER, "stroke": colour,
        "stroke_width": 3 if node["kind"] == "result" else 1.2, "stroke_dasharray": "5 3" if style else None}
    slant = 10 if node["kind"] == "material" else 0
    corners = ((left + slant, top), (left + wide, top), (left + wide - slant, top + high), (left, top + high))
    shape = element("polygon", points=" ".join(f"{number(a)},{number(b)}" for a, b in corners), **frame)
    words = [text(x, top + EDGE + 10 + index * LINE, line, SIZE, text_anchor="middle", fill=colour,
                  font_weight="bold" if node["kind"] == "step" and not index else None)
             for index, line in enumerate(lines)]
    return element("g", shape + "".join(words))


def _edge(laid: Any, edge: Mapping[str, Any], tall: float, absent: frozenset[str]) -> str:
    spline = str(laid.get_edge(edge["from"], edge["to"]).attr["pos"])
    end, points = None, []
    for part in spline.split():
        head = part.startswith("e,")
        x, y = (float(each) for each in part.removeprefix("e,").split(","))
        if head:
            end = (x, tall - y)
        else:
            points.append((x, tall - y))
    end = end or points[-1]
    path = f"M{_pair(points[0])}C{' '.join(_pair(each) for each in points[1:])}"
    dashes = "4 3" if thin(edge, absent) else None
    line = element("path", d=path, fill="none", stroke=GREY, stroke_width=1.2, stroke_dasharray=dashes)
    waits = edge["relation"] == "issue_after"
    middle = points[len(points) // 2]
    note = text(middle[0] + 4, middle[1], "结果要等", 10, fill=INK) if waits else ""
    return line + _head(points[-1], end, hollow=waits) + note


def _head(start: tuple[float, float], end: tuple[float, float], *, hollow: bool) -> str:
    turn = atan2(end[1] - start[1], end[0] - start[0])
    back = [(end[0] - 9 * cos(turn + side), end[1] - 9 * sin(turn + side)) for side in (pi / 8, -pi / 8)]
    return element("polygon", points=" ".join(_pair(each) for each in (end, *back)),
                   fill=PAPER if hollow else GREY, stroke=GREY, stroke_width=1)


def _pair(point: tuple[float, float]) -> str:
    return f"{number(point[0])},{number(point[1])}"


def _described(shown: Picture) -> str:
    """The graph in words: each step with what it waits for."""
    names = {str(node["id"]): str(node["name"]) for node in shown.nodes}
    told = []
    for node in shown.nodes:
        if node["kind"] == "step":
            first = [names[edge["from"]] for edge in shown.edges if edge["to"] == node["id"]]
            told.append(f"{node['name']}：{'要等' + '、'.join(first) if first else '不用等'}")
    return "；".join(told) + "。"
