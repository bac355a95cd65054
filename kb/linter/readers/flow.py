"""The order in a diagram: who waits for whom through gateways and events, and on which branch a task stands.

A loop through a choice (材料不全 → 补正 → 再审) orders nothing: its way back is left out. A loop without any choice
can never be entered and stays, for the check of circular prerequisites to tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

ROOT = "\0root"


@dataclass(frozen=True, slots=True)
class Edge:
    """A sequence flow. `choice`: whether its source takes only some of its flows."""

    id: str
    source: str
    target: str
    choice: bool = False


_END = Edge("", "", "")


@dataclass(slots=True)
class Flow:
    """Nodes and edges of a diagram, subprocesses unfolded. `tasks` become steps; all else only passes on."""

    tasks: set[str]
    nodes: set[str]
    edges: list[Edge]
    back: list[Edge] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.back = list(_ways_back(self.nodes, self.edges))
        left = set(self.back)
        self.edges = [each for each in self.edges if each not in left]
        self._real_choices()

    def _real_choices(self) -> None:
        """A choice with one branch left that leads to a task (the others go back, or end) chooses no task."""
        into: dict[str, list[str]] = {}
        for edge in self.edges:
            into.setdefault(edge.target, []).append(edge.source)
        leading, queue = set(self.tasks), list(self.tasks)
        while queue:
            fresh = [each for each in into.get(queue.pop(), ()) if each not in leading]
            leading.update(fresh)
            queue += fresh
        fans: dict[str, set[str]] = {}
        for edge in self.edges:
            if edge.target in leading:
                fans.setdefault(edge.source, set()).add(edge.id)
        self.edges = [replace(edge, choice=False) if edge.choice and edge.source not in self.tasks
                      and len(fans.get(edge.source, ())) < 2 else edge for edge in self.edges]

    def waits(self) -> dict[str, dict[str, Edge]]:
        """For each task the tasks right before it, with the edge by which its waiting is drawn."""
        into: dict[str, list[Edge]] = {}
        for edge in self.edges:
            into.setdefault(edge.target, []).append(edge)
        return {task: self._before(task, into) for task in self.tasks}

    def _before(self, task: str, into: Mapping[str, Sequence[Edge]]) -> dict[str, Edge]:
        found: dict[str, Edge] = {}
        seen = {task}
        queue = [(edge, edge) for edge in into.get(task, ())]
        while queue:
            edge, first = queue.pop()
            if edge.source in self.tasks:
                found.setdefault(edge.source, first)
            elif edge.source not in seen:
                seen.add(edge.source)
                queue += [(each, first) for each in into.get(edge.source, ())]
        return found

    def branches(self) -> dict[str, list[Edge]]:
        """For each task the choices that every way to it passes, first to last."""
        from networkx import DiGraph, immediate_dominators

        graph: Any = DiGraph()
        graph.add_node(ROOT)
        reached = {edge.target for edge in self.edges}
        graph.add_edges_from((ROOT, node) for node in self.nodes if node not in reached)
        by_name = {f"\0{number}": edge for number, edge in enumerate(self.edges)}
        for name, edge in by_name.items():
            graph.add_edge(edge.source, name)
            graph.add_edge(name, edge.target)
        above = immediate_dominators(graph, ROOT)
        found: dict[str, list[Edge]] = {}
        for task in self.tasks:
            chosen: list[Edge] = []
            node = task
            while node in above and above[node] not in (node, None):
                node = above[node]
                if node in by_name and by_name[node].choice:
                    chosen.append(by_name[node])
            found[task] = chosen[::-1]
        return found


def _ways_back(nodes: set[str], edges: Sequence[Edge]) -> Iterator[Edge]:
    """The edges that lead back within a loop that some choice leaves."""
    out: dict[str, list[Edge]] = {node: [] for node in nodes}
    for edge in edges:
        out[edge.source].append(edge)
    home = _loops(nodes, edges)
    chosen = {home[edge.source] for edge in edges
              if edge.choice and edge.source in home and home.get(edge.target) != home[edge.source]}
    done: set[str] = set()
    reached = {edge.target for edge in edges}
    for start in (*sorted(nodes - reached), *sorted(nodes)):
        if start in done:
            continue
        path = {start}
        stack = [(start, iter(out[start]))]
        while stack:
            node, rest = stack[-1]
            edge = next(rest, _END)
            if edge is _END:
                stack.pop()
                path.discard(node)
                done.add(node)
            elif edge.target in path:
                if home.get(edge.target) in chosen:
                    yield edge
            elif edge.target not in done:
                path.add(edge.target)
                stack.append((edge.target, iter(out[edge.target])))


def _loops(nodes: set[str], edges: Sequence[Edge]) -> dict[str, int]:
    """The number of the loop (strongly connected component) a node is in; nodes in none are left out."""
    from networkx import DiGraph, strongly_connected_components

    graph: Any = DiGraph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from((edge.source, edge.target) for edge in edges)
    found: dict[str, int] = {}
    for number, members in enumerate(strongly_connected_components(graph)):
        if len(members) > 1 or any(graph.has_edge(each, each) for each in members):
            found.update(dict.fromkeys(members, number))
    return found
