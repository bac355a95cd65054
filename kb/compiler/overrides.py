"""Exceptions: who overrides whom, and what that makes of each rule's condition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kb.clauses.model import Fact, Rule
from kb.clauses.tree import And, FactRef, Node, Not, Or, both, conjunction, facts_in, negate
from kb.findings import Finding, nearest, problem

GRANTED = "__granted"
"""Suffix of the shadow of a discretion fact: its value if given, false as long as nobody has decided."""


def overriders(rules: Sequence[Rule]) -> tuple[dict[str, tuple[str, ...]], list[Finding]]:
    """For each rule the ids of the rules that override it, groups resolved; findings for dangling names."""
    by_id = {rule.id: rule for rule in rules}
    groups: dict[str, list[str]] = {}
    for rule in rules:
        if rule.group:
            groups.setdefault(rule.group, []).append(rule.id)
    found: dict[str, list[str]] = {rule.id: [] for rule in rules}
    findings: list[Finding] = []
    for rule in rules:
        for target in rule.overrides:
            if target not in by_id and target not in groups:
                findings.append(problem(
                    "C101", "dangling-override", f"`{rule.id}` 要推翻的规则或规则组不存在：`{target}`",
                    rule.place, nearest(target, [*by_id, *groups]) or "检查 overrides 里的编号"))
                continue
            members = [target] if target in by_id else [each for each in groups[target] if each != rule.id]
            for each in members:
                found[each].append(rule.id)
    return {name: tuple(sorted(set(each))) for name, each in found.items()}, findings


def cycle(edges: Mapping[str, Iterable[str]]) -> list[str] | None:
    """One cycle of a directed graph as the path a, b, …, a; None when there is none."""
    done: set[str] = set()
    for start in edges:
        path: list[str] = []
        stack: list[tuple[str, bool]] = [(start, False)]
        while stack:
            node, leaving = stack.pop()
            if leaving:
                path.pop()
                done.add(node)
            elif node in path:
                return [*path[path.index(node):], node]
            elif node not in done:
                path.append(node)
                stack.append((node, True))
                stack.extend((each, False) for each in edges.get(node, ()))
    return None


def effective(name: str, conditions: Mapping[str, Node], over: Mapping[str, Sequence[str]],
              facts: Mapping[str, Fact]) -> Node:
    """The condition under which a rule holds: its own, and none of its overriders in force holds.

    An exception that an authority must grant (it turns on a discretion fact) suspends nothing until granted.
    Overrides must be free of cycles.
    """
    active = [each for each in over.get(name, ()) if each in conditions]
    if not active:
        return conditions[name]
    exceptions = [granted(effective(each, conditions, over, facts), facts) for each in active]
    return both(conditions[name], conjunction([negate(each) for each in exceptions]))


def granted(node: Node, facts: Mapping[str, Fact]) -> Node:
    """The condition with each discretion fact replaced by its shadow, where unknown means not granted."""
    if isinstance(node, FactRef):
        fact = facts.get(node.name)
        return FactRef(node.name + GRANTED) if fact is not None and fact.discretion else node
    if isinstance(node, And):
        return And(tuple(granted(each, facts) for each in node.items))
    if isinstance(node, Or):
        return Or(tuple(granted(each, facts) for each in node.items))
    if isinstance(node, Not):
        return Not(granted(node.item, facts))
    return node


def ungranted(node: Node) -> Node:
    """The condition with each shadow turned back into its discretion fact."""
    if isinstance(node, FactRef):
        return FactRef(node.name.removesuffix(GRANTED))
    if isinstance(node, And):
        return And(tuple(ungranted(each) for each in node.items))
    if isinstance(node, Or):
        return Or(tuple(ungranted(each) for each in node.items))
    if isinstance(node, Not):
        return Not(ungranted(node.item))
    return node


def shadows(facts: Mapping[str, Fact], names: Iterable[str]) -> dict[str, Fact]:
    """The vocabulary with the shadows of these discretion facts added."""
    return {**facts, **{name + GRANTED: replace(facts[name], id=name + GRANTED) for name in names}}


def discretion_in(node: Node, facts: Mapping[str, Fact]) -> frozenset[str]:
    """The discretion facts a condition turns on."""
    return frozenset(name for name in facts_in(node) if name in facts and facts[name].discretion)
