"""A service's dependency graph for one situation, and how it is written as DOT, Mermaid or JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kb.clauses.model import Limit
from kb.clauses.quantity import show_limit
from kb.compiler.graph import dependency_graph
from kb.compiler.knowledge import Knowledge
from kb.engine.answer import Answer, plain
from kb.engine.ask import ask
from kb.engine.runner import EngineName

GONE = ("waived", "abolished", "merged", "not_applicable", "forbidden")
WORDS = {"waived": "不办", "abolished": "已取消", "merged": "并入其他环节", "not_applicable": "本情形没有",
         "depends": "看情况", "fetched": "办理机关自己取", "later": "可以补交", "forbidden": "不得索要"}
MATERIAL_WORDS = {**WORDS, "waived": "不用交"}
STRONGEST = ("bring", "later", "depends", "fetched", "waived", "forbidden")
SHAPES = {"step": ("box", "[", "]"), "material": ("note", "[/", "/]"), "any_of": ("diamond", "{", "}"),
          "result": ("oval", "([", "])")}
CLASSES = {"gone": "stroke-dasharray:4 3,color:#777,fill:#fff", "open": "fill:#fff7e0,stroke:#b58900"}


@dataclass(frozen=True, slots=True)
class Picture:
    """The annotated graph: nodes and edges as plain data, in a fixed order."""

    answer: Answer
    nodes: tuple[Mapping[str, Any], ...]
    edges: tuple[Mapping[str, Any], ...]


def picture(knowledge: Knowledge, service: str, facts: Mapping[str, object], as_of: date,
            engine: EngineName = "durable") -> Picture:
    """The graph of the rules that hold or are still open, each step and material with its status."""
    answer = ask(knowledge, service, facts, as_of, explain="all", engine=engine)
    found = knowledge.service(service)
    if answer.outcome == "not_covered":
        return Picture(answer, (), ())
    truth = {each.rule: each.truth for each in answer.considered}
    rules = [each.rule for each in knowledge.program(service, as_of).rules
             if truth.get(each.rule.id) in ("true", "unknown")]
    graph = dependency_graph(knowledge, found, rules)
    steps = {each.id: each for each in answer.steps}
    nodes = []
    for name, data in graph.nodes(data=True):
        kind, _, key = name.partition(":")
        node: dict[str, Any] = {"id": name, "kind": kind, "name": data.get("name", key)}
        if kind == "step":
            step = steps[key]
            node |= {"status": step.status, "step_kind": step.kind, "authority": step.authority,
                     "authority_name": step.authority_name, "limit": plain(step.limit), "into": step.into}
        elif kind == "material":
            node["status"] = _material_status(answer, key)
        nodes.append(node)
    edges = [_edge(answer, truth, first, then, data) for first, then, data in graph.edges(data=True)
             if then != "result"]
    if "result" in graph:
        edges += [_edge(answer, truth, name, "result", {"relation": "produces"}) for name in _last(nodes, edges)]
    return Picture(answer, tuple(_settled(nodes, edges)), tuple(edges))


def _last(nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> list[str]:
    """The steps that take place and that no other step waits for."""
    onward = {each["from"] for each in edges if not each["to"].startswith("material:")}
    return [each["id"] for each in nodes
            if each["kind"] == "step" and each["status"] not in GONE and each["id"] not in onward]


def _settled(nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Nodes, where a material that only comes out of steps that fall away falls away too."""
    status = {each["id"]: each.get("status") for each in nodes}
    for node in nodes:
        makers = [status[each["from"]] for each in edges if each["to"] == node["id"]]
        if node["kind"] == "material" and not node["status"] and makers and all(each in GONE for each in makers):
            yield {**node, "status": "not_applicable"}
        else:
            yield node


def _material_status(answer: Answer, name: str) -> str | None:
    """The strongest status a material has at any step; None when it is only an output."""
    found = {each.status for each in answer.materials if each.id == name}
    return next((each for each in STRONGEST if each in found), None)


def _edge(answer: Answer, truth: Mapping[str, str], first: str, then: str, data: Mapping[str, Any]) -> dict[str, Any]:
    relation, rule = data["relation"], data.get("rule")
    edge: dict[str, Any] = {"from": first, "to": then, "relation": relation, "rule": rule,
                            "open": truth.get(rule or "") == "unknown"}
    if relation == "hands_in":
        material, step = first.partition(":")[2], then.partition(":")[2]
        edge["status"] = next((each.status for each in answer.materials
                               if each.id == material and each.step == step), None)
    return edge


def as_json(shown: Picture) -> str:
    """One JSON document: the situation, nodes and edges."""
    answer = shown.answer
    return json.dumps({
        "service": answer.service, "service_name": answer.service_name, "as_of": answer.as_of.isoformat(),
        "facts": plain(answer.facts), "outcome": answer.outcome, "outcome_note": answer.outcome_note,
        "knowledge": plain(answer.knowledge), "nodes": list(shown.nodes), "edges": list(shown.edges),
    }, ensure_ascii=False, indent=2)


def as_dot(shown: Picture) -> str:
    """Graphviz DOT; what falls away is dashed, what is still open has a filled box."""
    lines = [f"digraph {_quoted(shown.answer.service)} {{", "  rankdir=LR;",
             f"  label={_quoted(heading(shown))}; labelloc=t;", '  node [fontname="sans-serif", shape=box];']
    for node in shown.nodes:
        looks = [f"label={_quoted(label(node))}", f"shape={SHAPES[node['kind']][0]}"]
        if look(node):
            style = "dashed" if look(node) == "gone" else "filled"
            color = "fontcolor=gray40" if style == "dashed" else 'fillcolor="#fff7e0"'
            looks += [f"style={style}", color]
        looks.append(f"class={_quoted(node.get('status') or node['kind'])}")
        lines.append(f"  {_quoted(node['id'])} [{', '.join(looks)}];")
    absent = gone(shown)
    for edge in shown.edges:
        style = _line(edge, absent)
        lines.append(f"  {_quoted(edge['from'])} -> {_quoted(edge['to'])}{f' [{style}]' if style else ''};")
    return "\n".join([*lines, "}"])


def gone(shown: Picture) -> frozenset[str]:
    """The nodes that fall away."""
    return frozenset(each["id"] for each in shown.nodes if look(each) == "gone")


def thin(edge: Mapping[str, Any], absent: frozenset[str]) -> bool:
    """Whether an edge is dashed: its rule is open, or one of its ends falls away."""
    return bool(edge["open"] or edge.get("status") in GONE or edge["from"] in absent or edge["to"] in absent)


def _line(edge: Mapping[str, Any], absent: frozenset[str]) -> str:
    parts = ["style=dashed"] if thin(edge, absent) else []
    if edge["relation"] == "issue_after":
        parts += [f"label={_quoted('结果要等')}", "arrowhead=empty"]
    if edge["relation"] in ("hands_in", "produces"):
        parts.append("color=gray40")
    return ", ".join(parts)


def as_mermaid(shown: Picture) -> str:
    """A Mermaid flowchart; node names are numbered, because ids may hold any sign."""
    names = {node["id"]: f"n{index}" for index, node in enumerate(shown.nodes)}
    lines = ["---", f"title: {json.dumps(heading(shown), ensure_ascii=False)}", "---", "flowchart LR"]
    for node in shown.nodes:
        _, left, right = SHAPES[node["kind"]]
        mark = f":::{look(node)}" if look(node) else ""
        lines.append(f'  {names[node["id"]]}{left}"{_entities(label(node))}"{right}{mark}')
    absent = gone(shown)
    for edge in shown.edges:
        note = "|结果要等|" if edge["relation"] == "issue_after" else ""
        lines.append(f"  {names[edge['from']]} {'-.->' if thin(edge, absent) else '-->'}{note} {names[edge['to']]}")
    return "\n".join([*lines, *(f"  classDef {name} {style}" for name, style in CLASSES.items())])


def heading(shown: Picture) -> str:
    """The title of the picture: service, day, and what the text does not cover."""
    answer = shown.answer
    note = f"：文件没有规定，{answer.outcome_note}" if answer.outcome == "not_covered" else ""
    return f"{answer.service_name}（{answer.service}，按{answer.as_of}的规定）{note}"


def look(node: Mapping[str, Any]) -> str:
    """How a node is drawn: `gone`, `open`, or plain when empty."""
    status = node.get("status")
    return "gone" if status in GONE else "open" if status == "depends" else ""


def label(node: Mapping[str, Any]) -> str:
    """A node's name, with who does it and how long, or why it falls away."""
    lines = [str(node["name"])]
    status = node.get("status")
    words = MATERIAL_WORDS if node["kind"] == "material" else WORDS
    if node["kind"] == "step" and status not in GONE:
        limit = node["limit"]
        time = show_limit(Limit(limit["value"], limit["unit"])) if limit else ""
        lines.append("，".join(each for each in (node["authority_name"], time) if each))
    if status in words:
        lines.append(f"（{words[status]}）")
    return "\n".join(lines)


def _quoted(text: str) -> str:
    """A DOT string: backslashes, quotes and line ends escaped."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _entities(text: str) -> str:
    """A Mermaid label: signs that end or change it as entity codes."""
    safe = re.sub(r"[\"#<>&;`\[\]{}|\\]", lambda found: f"#{ord(found.group())};", text)
    return safe.replace("\n", "<br/>")


FORMATS: Mapping[str, Callable[[Picture], str]] = {"json": as_json, "dot": as_dot, "mermaid": as_mermaid}
