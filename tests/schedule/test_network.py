"""The critical path against independent references: networkx, brute force over alternatives, and PSPLIB."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import replace
from itertools import product
from math import prod
from pathlib import Path
from random import Random

import networkx as nx
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kb.findings import KbError
from kb.schedule.network import Activity, plan

PSPLIB = json.loads((Path(__file__).parents[1] / "data" / "psplib" / "networks.json").read_text("utf-8"))


def act(name: str, duration: int, *needs: str, **more: object) -> Activity:
    """`needs`: `a` or `a|b`."""
    return Activity(name, duration, tuple(tuple(group.split("|")) for group in needs), **more)  # type: ignore[arg-type]


def codes(*activities: Activity) -> list[str]:
    with pytest.raises(KbError) as caught:
        plan(activities)
    return [finding.code for finding in caught.value.findings]


# --- small networks, by hand

def test_empty_network() -> None:
    empty = plan([])
    assert (empty.total, dict(empty.times), empty.critical_path, empty.chosen) == (0, {}, (), {})


def test_diamond_has_slack_on_the_short_side() -> None:
    schedule = plan([act("apply", 0), act("left", 4, "apply"), act("right", 10, "apply"),
                     act("end", 3, "left", "right")])
    assert schedule.total == 13
    assert schedule.critical_path == ("right", "end")
    assert [each.slack for each in schedule.times.values()] == [0, 6, 0, 0]
    left = schedule.times["left"]
    assert (left.start, left.finish, left.latest_start, left.latest_finish) == (0, 4, 6, 10)


def test_activities_may_be_given_in_any_order() -> None:
    schedule = plan([act("c", 1, "b"), act("b", 1, "a"), act("a", 1)])
    assert schedule.critical_path == ("a", "b", "c")


def test_the_earliest_alternative_is_used_and_the_other_is_left_out() -> None:
    schedule = plan([act("slow", 20), act("before-slow", 5), act("quick", 2), act("end", 1, "slow|quick")])
    assert schedule.total == 5                      # `before-slow` stands for itself
    schedule = plan([act("slow", 20, "before-slow"), act("before-slow", 5), act("quick", 2),
                     act("end", 1, "slow|quick")])
    assert schedule.total == 3
    assert schedule.chosen == {("end", 0): "quick"}
    assert schedule.times["slow"].slack is None
    assert schedule.times["before-slow"].slack is None
    assert schedule.times["slow"].finish == 25
    assert schedule.critical_path == ("quick", "end")


def test_an_alternative_not_chosen_counts_where_something_else_needs_it() -> None:
    schedule = plan([act("slow", 20), act("quick", 2), act("x", 1, "slow|quick"), act("y", 1, "slow")])
    assert schedule.total == 21
    assert schedule.times["slow"].slack == 0
    assert schedule.times["x"].slack == 18


def test_ties_go_to_the_first_listed() -> None:
    activities = [act("zero", 0, "a"), act("a", 3), act("b", 3), act("x", 1, "zero|b"), act("y", 1, "b|zero")]
    assert plan(activities).chosen == {("x", 0): "zero", ("y", 0): "b"}


def test_a_tie_is_not_settled_in_a_circle() -> None:
    """`late` is done at the same time as `early`, but only because `x` is done."""
    schedule = plan([act("early", 3), act("x", 0, "late|early"), act("late", 0, "x"), act("end", 2, "x")])
    assert schedule.chosen == {("x", 0): "early"}
    assert schedule.critical_path == ("early", "end")
    schedule = plan([act("early", 3), act("x", 0, "late|early"), act("late", 0, "x")])
    assert schedule.total == 3


def test_a_circle_through_an_alternative_can_be_planned() -> None:
    schedule = plan([act("a", 2, "b|outside"), act("b", 3, "a"), act("outside", 4), act("end", 1, "b")])
    assert schedule.total == 10
    assert schedule.chosen == {("a", 0): "outside"}
    assert schedule.critical_path == ("outside", "a", "b", "end")


def test_results_wait_only_at_the_end() -> None:
    schedule = plan([act("first", 10), act("second", 4, issue_after=("first",)), act("end", 1, "second")])
    second = schedule.times["second"]
    assert (second.start, second.finish, second.slack) == (0, 10, 6)
    assert schedule.total == 11
    assert schedule.critical_path == ("first", "end")
    schedule = plan([act("first", 4), act("second", 10, issue_after=("first",))])
    assert (schedule.total, schedule.times["first"].slack) == (10, 6)


def test_a_span_counts_only_its_own_activities() -> None:
    activities = [act("apply", 2), act("permit", 10, "apply"), act("survey", 6, "apply"),
                  act("work", 8, "permit", "survey", counted=False), act("accept", 4, "work")]
    assert plan(activities).total == 16
    schedule = plan(activities, only={"survey", "accept", "work", "elsewhere"})
    assert schedule.total == 10
    assert schedule.critical_path == ("survey", "accept")
    assert schedule.times["permit"].weight == 0
    assert schedule.times["permit"].slack == 6
    assert plan(activities, only=()).critical_path == ()


def test_repeated_members_count_once() -> None:
    schedule = plan([act("a", 2), act("b", 1, "a|a", "a", issue_after=("a", "a"))])
    assert (schedule.total, schedule.chosen) == (3, {})


# --- errors

def test_circular_prerequisites_are_named_with_their_path() -> None:
    with pytest.raises(KbError) as caught:
        plan([act("ok", 1), act("down", 1, "c"), act("a", 1, "c"), act("b", 1, "a", "ok"), act("c", 1, "b"),
              act("self", 0, "self")], names={"a": "规划许可", "b": "施工许可"})
    first, second = caught.value.findings
    assert (first.code, first.at) == ("C301", ("a", "b", "c"))
    assert "规划许可 → 施工许可 → c → 规划许可" in first.message
    assert "self → self" in second.message


def test_a_circle_through_waiting_results_is_found() -> None:
    assert codes(act("a", 1, issue_after=("b",)), act("b", 1, "a")) == ["C301"]


def test_a_group_stuck_in_every_alternative_is_found() -> None:
    assert codes(act("x", 1, "a|b"), act("a", 1, "x"), act("b", 1, "x")) == ["C301"]


def test_wrong_input() -> None:
    with pytest.raises(KbError) as caught:
        plan([act("permit", 1), act("work", 1, "permits", issue_after=("nowhere-near",))])
    unknown, other = caught.value.findings
    assert (unknown.code, other.code) == ("C302", "C302")
    assert "permits" in unknown.message
    assert "`permit`" in unknown.hint
    assert codes(act("a", 1), act("a", 2), act("b", -1), Activity("c", 1, ((),))) == ["C303", "C304", "C305"]


# --- properties

@st.composite
def and_networks(draw: st.DrawFn) -> list[Activity]:
    size = draw(st.integers(1, 12))
    activities = []
    for i in range(size):
        earlier = [f"n{k}" for k in range(i)]
        subset = st.lists(st.sampled_from(earlier), max_size=3, unique=True) if earlier else st.just([])
        activities.append(Activity(f"n{i}", draw(st.integers(0, 6)), tuple((each,) for each in draw(subset)),
                                   tuple(draw(subset)), draw(st.booleans()) or draw(st.booleans())))
    return draw(st.permutations(activities))


@st.composite
def or_networks(draw: st.DrawFn) -> list[Activity]:
    """Groups of up to three members anywhere in the network, circles included; one source."""
    size = draw(st.integers(2, 6))
    names = [f"n{k}" for k in range(size)]
    group = st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True).map(tuple)
    activities = [Activity("n0", draw(st.integers(0, 3)))]
    for name in names[1:]:
        needs = draw(st.lists(group, max_size=2).map(tuple))
        awaits = draw(st.lists(st.sampled_from(names), max_size=1).map(tuple))
        activities.append(Activity(name, draw(st.integers(0, 3)), needs, awaits))
    return activities


def longest(activities: list[Activity]) -> int | None:
    """Earliest end of an AND-only network by networkx: a node for each start and finish; None if circular."""
    graph: nx.DiGraph[object] = nx.DiGraph()
    for each in activities:
        graph.add_edge("begin", (each.id, "s"), weight=0)
        graph.add_edge((each.id, "s"), (each.id, "f"), weight=each.duration if each.counted else 0)
        for group in each.needs:
            graph.add_edge((group[0], "f"), (each.id, "s"), weight=0)
        for other in each.issue_after:
            graph.add_edge((other, "f"), (each.id, "f"), weight=0)
    if not nx.is_directed_acyclic_graph(graph):
        return None
    return int(nx.dag_longest_path_length(graph))


def upstream(activities: list[Activity], target: str) -> list[Activity]:
    by_id = {each.id: each for each in activities}
    found, todo = {target}, [target]
    while todo:
        each = by_id[todo.pop()]
        for name in {group[0] for group in each.needs} | set(each.issue_after):
            if name not in found:
                found.add(name)
                todo.append(name)
    return [each for each in activities if each.id in found]


@given(and_networks())
def test_total_is_the_longest_path(activities: list[Activity]) -> None:
    schedule = plan(activities)
    assert schedule.total == longest(activities)
    assert sum(schedule.times[each].weight for each in schedule.critical_path) == schedule.total
    starts = [schedule.times[each].start for each in schedule.critical_path]
    assert starts == sorted(starts)
    critical = [schedule.times[each] for each in schedule.critical_path]
    assert all(each.weight and each.slack == 0 for each in critical)


@given(and_networks(), st.data())
def test_slack_law(activities: list[Activity], data: st.DataObject) -> None:
    """Longer by its slack, an activity leaves the total as it is; by one half more, it does not."""
    schedule = plan(activities)
    i = data.draw(st.integers(0, len(activities) - 1))
    slack = schedule.times[activities[i].id].slack
    assert slack is not None and slack >= 0
    for more, expected in ((slack, 0), (slack + 1, 1)):
        weight = schedule.times[activities[i].id].weight
        longer = replace(activities[i], duration=weight + more, counted=True)
        assert plan([*activities[:i], longer, *activities[i + 1:]]).total == schedule.total + expected


@settings(max_examples=200, deadline=None)
@given(or_networks())
def test_earliest_finish_is_the_best_over_all_choices(activities: list[Activity]) -> None:
    """Brute force: expand every combination of alternatives to an AND-only network."""
    groups = [(i, k) for i, each in enumerate(activities) for k in range(len(each.needs))]
    assume(prod(len(activities[i].needs[k]) for i, k in groups) <= 36)
    best: dict[str, int] = {}
    for choice in product(*(activities[i].needs[k] for i, k in groups)):
        picked = dict(zip(groups, choice, strict=True))
        plain = [replace(each, needs=tuple((picked[i, k],) for k in range(len(each.needs))))
                 for i, each in enumerate(activities)]
        for each in plain:
            length = longest(upstream(plain, each.id))
            if length is not None:
                best[each.id] = min(best.get(each.id, length), length)
    if len(best) < len(activities):
        with pytest.raises(KbError) as caught:
            plan(activities)
        assert {finding.code for finding in caught.value.findings} == {"C301"}
        stuck = {name for finding in caught.value.findings for name in finding.at}
        assert stuck and not stuck & best.keys()
        return
    schedule = plan(activities)
    assert {name: each.finish for name, each in schedule.times.items()} == best
    used = [each for each in activities if schedule.times[each.id].slack is not None]
    plain = [replace(each, needs=tuple((schedule.chosen.get((each.id, k), group[0]),)
                                       for k, group in enumerate(each.needs))) for each in used]
    assert used and schedule.total == longest(plain)
    assert plan(plain).total == schedule.total
    assert {each.id: plan(plain).times[each.id].slack for each in plain} == {
        each.id: schedule.times[each.id].slack for each in plain}
    referred = {name for each in activities for group in (*each.needs, each.issue_after) for name in group}
    assert all(schedule.times[each.id].slack is not None for each in activities if each.id not in referred)


# --- public networks, size, imports

@pytest.mark.parametrize("name", PSPLIB)
def test_psplib_earliest_finish(name: str) -> None:
    network = PSPLIB[name]
    needs: dict[int, list[str]] = {}
    for job, successors in enumerate(network["successors"], 1):
        for successor in successors:
            needs.setdefault(successor, []).append(f"{job}")
    schedule = plan(act(f"{job}", duration, *needs.get(job, []))
                    for job, duration in enumerate(network["durations"], 1))
    assert schedule.total == network["mpm_time"]
    assert sum(network["durations"][int(job) - 1] for job in schedule.critical_path) == schedule.total


def test_ten_thousand_activities() -> None:
    random = Random(1)  # noqa: S311
    before = [[f"n{random.randrange(i)}" for _ in range(3)] if i else [] for i in range(10_000)]
    activities = [act(f"n{i}", random.randint(0, 9), *names) for i, names in enumerate(before)]
    begin = time.perf_counter()
    plan(activities)
    assert time.perf_counter() - begin < 1


def test_a_long_chain_does_not_recurse() -> None:
    chain = [act("n0", 1), *(act(f"n{i}", 1, f"n{i - 1}") for i in range(1, 20_000))]
    assert plan(chain).total == 20_000
    with pytest.raises(KbError):
        plan([act("n0", 1, "n19999"), *chain[1:]])


def test_importing_does_not_load_heavy_libraries() -> None:
    code = ("import sys, kb.schedule.network, kb.schedule.calendar; "
            "sys.exit(bool({'networkx', 'chinese_calendar'} & set(sys.modules)))")
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603
