"""BPMN 2.0 XML as elements and links, whatever tool wrote it: namespaces do not count, only local names. S620, S611."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from kb.clauses.located import Mark, Spot
from kb.findings import Finding, KbError, Place, problem
from kb.linter.readers.flow import Edge

TASKS = {"task", "userTask", "serviceTask", "manualTask", "sendTask", "receiveTask", "scriptTask", "businessRuleTask",
         "callActivity"}
SUBS = {"subProcess", "transaction", "adHocSubProcess"}
GATEWAYS = {"parallelGateway", "exclusiveGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway"}
EVENTS = {"startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"}
CHOICES = {"exclusiveGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway"}
DATA = {"dataObjectReference", "dataObject", "dataInput", "dataOutput"}
MOST_NODES = 3000
MOST_TASKS = 500
MOST_EDGES = 20_000
MOST_DEPTH = 30

_DOCTYPES = tuple("<!DOCTYPE".encode(each) for each in ("ascii", "utf-16-le", "utf-16-be"))
_ENCODING = re.compile(rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_READABLE = {b"utf-8", b"utf8", b"gbk", b"gb2312", b"gb18030", b"us-ascii", b"ascii", b"utf-16", b"utf-16le",
             b"utf-16be"}
_SAVE = "从画图工具里重新导出 BPMN 2.0（.bpmn）"


@dataclass(slots=True)
class Node:
    """A flow node: its element, and where it stands."""

    id: str
    kind: str
    xml: Any
    owner: str = ""

    @property
    def name(self) -> str:
        """The name as written."""
        return str(self.xml.get("name") or "")

    def mark(self) -> Mark:
        """A new mark of the element."""
        return spot(self.xml)


@dataclass(slots=True)
class Model:
    """All that a diagram says, subprocesses unfolded."""

    root: Any
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    flows: dict[str, Any] = field(default_factory=dict)
    lanes: dict[str, str] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)
    links: list[tuple[str, str, Any]] = field(default_factory=list)
    ends: dict[str, tuple[list[str], list[str]]] = field(default_factory=dict)
    """A subprocess's first and last nodes."""


def spot(xml: Any) -> Spot:
    """A new mark of an element: its line and id."""
    return Spot(int(xml.sourceline or 0), 0, element=str(xml.get("id") or ""))


def local(xml: Any) -> str:
    """An element's name without its namespace; "" for comments and the like."""
    tag = xml.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def model(data: bytes, name: str) -> Model:
    """The diagram in a file. KbError when it is no BPMN, malformed, too large, or defines entities."""
    found = Model(_parsed(data, name))
    for process in found.root:
        if local(process) == "process":
            _flow(found, process, str(process.get("id") or ""), 0, name)
    for each in found.root.iter():
        kind = local(each)
        if kind in DATA or kind == "dataStoreReference":
            found.data[str(each.get("id") or "")] = each
        elif kind == "textAnnotation":
            found.notes[str(each.get("id") or "")] = each
        elif kind == "association":
            found.links.append((str(each.get("sourceRef") or ""), str(each.get("targetRef") or ""), each))
    _lanes(found)
    drawn, found.edges = found.edges, []
    fans = Counter(each.source for each in drawn)
    for each in drawn:
        found.edges += islice(_unfolded(found, each, fans[each.source] > 1), MOST_EDGES)
        if len(found.edges) >= MOST_EDGES:
            raise KbError(_too_large(name))
    _boundaries(found)
    return found


def _parsed(data: bytes, name: str) -> Any:
    from lxml import etree

    declared = _ENCODING.match(data.lstrip(b"\xef\xbb\xbf"))
    if any(each in data for each in _DOCTYPES) or (declared and declared[1].lower() not in _READABLE):
        raise KbError(problem("S620", "broken-diagram", "文件里有 DOCTYPE 定义，或者用了少见的编码，没有读",
                              Place(name, 1, 1), _SAVE))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
                             remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        line, column = getattr(error, "position", None) or (1, 0)
        raise KbError(problem("S620", "broken-diagram", "流程图文件的 XML 格式不对", Place(name, line, max(column, 1)),
                              _SAVE)) from None
    if local(root) != "definitions" or not any(local(each) == "process" for each in root):
        raise KbError(problem("S620", "broken-diagram", f"这不是 BPMN 2.0 流程图（最外层是“{local(root)[:40]}”）",
                              spot(root).place(name), _SAVE))
    return root


def _flow(found: Model, around: Any, owner: str, depth: int, name: str) -> list[str]:
    """Add what stands directly in a process or subprocess; returns its nodes."""
    mine = []
    for each in around:
        kind, id_ = local(each), str(each.get("id") or "")
        if kind in TASKS | SUBS | GATEWAYS | EVENTS:
            if len(found.nodes) >= MOST_NODES or depth > MOST_DEPTH:
                raise KbError(_too_large(name))
            if not id_ or id_ in found.nodes:
                raise KbError(problem("S621", "bad-element", "图形没有 id" if not id_ else f"两个图形的 id 都是 {id_}",
                                      spot(each).place(name), _SAVE))
            found.nodes[id_] = Node(id_, kind, each, owner)
            mine.append(id_)
            if kind in SUBS:
                inner = _flow(found, each, id_, depth + 1, name)
                if inner:
                    found.ends[id_] = _ends(found, inner)
        elif kind == "sequenceFlow":
            source, target = str(each.get("sourceRef") or ""), str(each.get("targetRef") or "")
            found.flows[id_] = each
            found.edges.append(Edge(id_, source, target))
    return mine


def _ends(found: Model, inner: list[str]) -> tuple[list[str], list[str]]:
    members = set(inner)
    edges = [each for each in found.edges if each.source in members and each.target in members]
    into, out = {each.target for each in edges}, {each.source for each in edges}
    attached = {name for name in inner if found.nodes[name].kind == "boundaryEvent"}
    first = [name for name in inner if name not in into and name not in attached]
    return first or inner[:1], [name for name in inner if name not in out and name not in attached] or inner[-1:]


def _unfolded(found: Model, edge: Edge, fans_out: bool) -> Iterator[Edge]:
    """The edge with subprocesses replaced by their first and last nodes; nothing when an end is missing."""
    if edge.source not in found.nodes or edge.target not in found.nodes:
        return
    node = found.nodes[edge.source]
    choice = fans_out if node.kind in CHOICES else node.kind not in GATEWAYS and any(
        local(each) == "conditionExpression" for each in found.flows[edge.id])
    for source in _leaves(found, edge.source, 1):
        for target in _leaves(found, edge.target, 0):
            yield Edge(edge.id, source, target, choice)


def _leaves(found: Model, name: str, side: int) -> list[str]:
    leaves, queue = [], [name]
    while queue:
        each = queue.pop()
        if each in found.ends:
            queue += found.ends[each][side]
        else:
            leaves.append(each)
    return leaves


def _boundaries(found: Model) -> None:
    """What hangs on a task's edge starts from the task, as one possibility."""
    for node in found.nodes.values():
        task = str(node.xml.get("attachedToRef") or "")
        if node.kind == "boundaryEvent" and task in found.nodes:
            found.edges += [Edge(node.id, source, node.id, choice=True) for source in _leaves(found, task, 1)]


def _lanes(found: Model) -> None:
    """Who does what: the innermost lane, else the pool."""
    pools = {str(each.get("processRef") or ""): str(each.get("name") or "") for each in found.root.iter()
             if local(each) == "participant"}
    for lane in found.root.iter():
        if local(lane) != "lane" or not lane.get("name"):
            continue
        for each in lane:
            if local(each) == "flowNodeRef" and each.text:
                found.lanes[each.text.strip()] = str(lane.get("name"))
    for node in found.nodes.values():
        home: str | None = node.id
        while home and home in found.nodes and home not in found.lanes:
            home = found.nodes[home].owner
        found.lanes[node.id] = found.lanes.get(home or "", "") or pools.get(home or "", "")


def _too_large(name: str) -> Finding:
    return problem("S611", "too-large", f"流程图太大，最多{MOST_NODES}个图形、{MOST_TASKS}个任务", Place(name),
                   "拆成几张图")
