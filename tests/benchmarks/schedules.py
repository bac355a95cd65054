"""The scheduler on a network of 10,000 activities, beside networkx's longest path on the same network."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import networkx as nx
from timing import Row, measure

from kb.schedule.network import Activity, plan

SIZE = 10_000


def rows(repeats: int) -> Iterator[Row]:
    """The scheduler's goal; the two totals must agree where networkx can compute one."""
    group = f"schedule {SIZE:,} activities"
    chain = network(alternatives=False)
    graph = nx.DiGraph()
    for each in chain:
        graph.add_node(each.id)
        graph.add_weighted_edges_from((group_[0], each.id, each.duration) for group_ in each.needs)
    ours = plan(chain).total
    theirs = max(_finish(graph, chain).values())
    assert ours == theirs, (ours, theirs)
    few = max(3, repeats // 4)
    conjunctive = measure(lambda: plan(chain), few)
    yield Row(group, "all needs, earliest, latest, slack, path", conjunctive, 1.0, conjunctive)
    mixed = network(alternatives=True)
    yield Row(group, "with alternatives (any-of groups)", measure(lambda: plan(mixed), few), 1.0, conjunctive)
    yield Row(group, "networkx dag_longest_path, longest path only",
              measure(lambda: nx.dag_longest_path(graph), few), None, conjunctive)


def network(*, alternatives: bool) -> list[Activity]:
    """A seeded network: about three needs for each activity, among the two hundred before it."""
    random = Random(1)  # noqa: S311
    found: list[Activity] = []
    for number in range(SIZE):
        before = [f"a{each}" for each in random.sample(range(max(0, number - 200), number), min(3, number))]
        needs = [tuple(before[:2]), *((each,) for each in before[2:])] if alternatives and len(before) == 3 else [
            (each,) for each in before]
        found.append(Activity(f"a{number}", random.randrange(0, 20), tuple(needs)))
    return found


def _finish(graph: nx.DiGraph[str], activities: list[Activity]) -> dict[str, int]:
    duration = {each.id: each.duration for each in activities}
    found: dict[str, int] = {}
    for name in nx.topological_sort(graph):
        found[name] = duration[name] + max((found[each] for each in graph.predecessors(name)), default=0)
    return found
