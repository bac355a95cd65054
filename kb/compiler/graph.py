"""The dependency graph: steps, materials and results, with any-of groups as nodes of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from kb.clauses.model import Rule, Service
from kb.compiler.knowledge import Fired, Knowledge, Program

if TYPE_CHECKING:
    import networkx as nx

MOST_CYCLES = 200
"""Cycles looked at per service; the first few already tell what is wrong."""


def dependency_graph(knowledge: Knowledge, service: Service, rules: Iterable[Rule]) -> nx.DiGraph[str]:
    """Everything a service's rules connect, as a networkx graph. An edge runs from what is needed to what needs it.

    Nodes `step:x`, `material:x`, `any_of:…` and `result`; node attributes `kind`, `name`; edge attribute
    `relation`: needs, issue_after, produces, hands_in, or rule ids of an order in `rule`.
    """
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    for step in service.steps:
        graph.add_node(f"step:{step.id}", kind="step", name=step.name, authority=step.authority)
    for step in service.steps:
        target = f"step:{step.id}"
        for group in step.after:
            graph.add_edge(_group(graph, group), target, relation="needs")
        for each in step.issue_after:
            graph.add_edge(f"step:{each}", target, relation="issue_after")
        for each in step.produces:
            _material(graph, knowledge, each)
            graph.add_edge(target, f"material:{each}", relation="produces")
    for rule in rules:
        for effect in rule.effects:
            for slot in effect.slots:
                if slot.kind in ("order", "issue"):
                    relation = "needs" if slot.kind == "order" else "issue_after"
                    graph.add_edge(f"step:{slot.value}", f"step:{slot.target}", relation=relation, rule=rule.id)
                elif slot.kind == "material":
                    where, _, name = slot.target.partition("/")
                    _material(graph, knowledge, name)
                    if where != "*":
                        graph.add_edge(f"material:{name}", f"step:{where}", relation="hands_in", rule=rule.id)
    if service.result:
        graph.add_node("result", kind="result", name=service.result)
        for name in [node for node, out in graph.out_degree() if out == 0 and node != "result"]:
            if graph.nodes[name]["kind"] == "step":
                graph.add_edge(name, "result", relation="produces")
    return graph


def _group(graph: nx.DiGraph[str], group: tuple[str, ...]) -> str:
    if len(group) == 1:
        return f"step:{group[0]}"
    node = "any_of:" + "|".join(group)
    graph.add_node(node, kind="any_of", name="任选其一")
    for each in group:
        graph.add_edge(f"step:{each}", node, relation="needs")
    return node


def _material(graph: nx.DiGraph[str], knowledge: Knowledge, name: str) -> None:
    material = knowledge.materials.get(name)
    graph.add_node(f"material:{name}", kind="material", name=material.name if material else name)


def order_cycles(program: Program) -> Iterator[tuple[list[str], list[list[Fired]]]]:
    """Cycles among the steps' prerequisites as paths a, b, …, a, each with the rules that close it.

    For each order that the service itself does not set, the rules of which any one sets it. A cycle through an
    any-of group counts only when every alternative leads back, so groups are followed only where they have one
    member; the service's own groups without a way out come last. Whether the rules can hold together is for
    the caller to find out.
    """
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    for step in program.service.steps:
        graph.add_edges_from((group[0], step.id) for group in step.after if len(group) == 1)
        graph.add_edges_from((each, step.id) for each in step.issue_after)
    natural = set(graph.edges)
    for fired in program.rules:
        for effect in fired.rule.effects:
            for slot in effect.slots:
                edge = str(slot.value), slot.target
                if slot.kind in ("order", "issue") and edge not in natural:
                    graph.add_edge(*edge)
                    graph.edges[edge].setdefault("rules", []).append(fired)
    stuck = _stuck(program.service)
    for found in islice(nx.simple_cycles(graph), MOST_CYCLES):
        path = [*found, found[0]]
        edges = [graph.edges[left, right] for left, right in pairwise(path)]
        rules = [edge["rules"] for edge in edges if "rules" in edge]
        if not rules:
            stuck = []  # told already
        yield path, rules
    if stuck:
        yield stuck, []


def _stuck(service: Service) -> list[str]:
    """A path a, b, …, a of steps that can never be finished, whichever alternatives are chosen; empty if none."""
    done: set[str] = set()
    before = {step.id: [*step.after, *((each,) for each in step.issue_after)] for step in service.steps}
    while True:
        ready = {name for name, groups in before.items()
                 if name not in done and all(not done.isdisjoint(group) for group in groups)}
        if not ready:
            break
        done |= ready
    path: list[str] = []
    name = next((each for each in before if each not in done), "")
    while name and name not in path:
        path.append(name)
        name = next(group[0] for group in before[name] if done.isdisjoint(group))
    return [name, *reversed(path[path.index(name):])] if path else []
