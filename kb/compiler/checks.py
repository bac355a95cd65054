"""Checks of the compiled rule base: override cycles, conflicts with a case, what nothing can reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from kb.clauses.build_rules import AS_OF
from kb.clauses.model import Fact, Rule, Rulebook, Slot
from kb.clauses.quantity import show_value
from kb.clauses.tree import FactRef, Node, Not, children, disjunction, facts_in
from kb.compiler.graph import order_cycles
from kb.compiler.knowledge import Fired, Program
from kb.compiler.overrides import cycle, discretion_in, overriders, ungranted
from kb.compiler.witness import find_case, impossible
from kb.findings import Finding, problem

EXCLUSIVE = ("step", "limit")


def check_overrides(rulebook: Rulebook) -> list[Finding]:
    """Dangling overrides, cycles of overrides with their path, and exceptions nobody could grant."""
    over, findings = overriders(rulebook.rules)
    path = cycle(over)
    by_id = {rule.id: rule for rule in rulebook.rules}
    if path:
        findings.append(problem(
            "C103", "override-cycle", "规则互相推翻，成了一个环：" + " → ".join(path), by_id[path[0]].place,
            "去掉其中一条 overrides"))
    facts = {fact.id: fact for fact in rulebook.facts}
    for rule in rulebook.rules:
        if rule.overrides and _negated_discretion(rule.condition, facts, inside=False):
            findings.append(problem(
                "C104", "negated-discretion", f"例外规则 `{rule.id}` 以“主管部门没有同意”为条件，没人决定时无法判断",
                rule.place, "改写成以主管部门同意为条件的例外"))
    return findings


def _negated_discretion(node: Node, facts: Mapping[str, Fact], inside: bool) -> bool:
    if isinstance(node, FactRef):
        return inside and bool(discretion_in(node, facts))
    return any(_negated_discretion(each, facts, inside or isinstance(node, Not)) for each in children(node)
               if isinstance(each, Node))


def check_conflicts(programs: Mapping[tuple[str, int], Program]) -> list[Finding]:
    """Pairs of rules that decide one thing differently with no override between them, each with a case."""
    found: dict[tuple[str, str, str], Finding] = {}
    for program in programs.values():
        by_slot: dict[tuple[str, str], list[tuple[Fired, Slot]]] = {}
        for fired in program.rules:
            for effect in fired.rule.effects:
                for slot in effect.slots:
                    if slot.kind in EXCLUSIVE:
                        by_slot.setdefault((slot.kind, slot.target), []).append((fired, slot))
        for (_, target), users in by_slot.items():
            for (one, left), (two, right) in combinations(users, 2):
                key = (one.rule.id, two.rule.id, target)
                if left.value == right.value or key in found:
                    continue
                # A promise of less time than the law allows contradicts nothing: the shorter binds.
                if left.kind != "limit" or (one.rule.force == "law") == (two.rule.force == "law"):
                    finding = _conflict(program, one, two, target)
                    if finding:
                        found[key] = finding
    return list(found.values())


def _conflict(program: Program, one: Fired, two: Fired, target: str) -> Finding | None:
    case = find_case([ungranted(one.effective), ungranted(two.effective)], program.facts, program.implications)
    if case is None:
        return None
    shown = ",".join(f"{program.facts[name].title}={show_value(program.facts[name], each)}"
                     for name, each in sorted(case.items()) if name in program.facts) or "任何情形"
    return problem(
        "C105", "conflict", f"`{one.rule.id}` 与 `{two.rule.id}` 对“{target}”的结论不同，都成立的情形：{shown}",
        two.rule.place, f"若其中一条是例外，写上 overrides；前一条在 {one.rule.place}")


def check_reach(rulebook: Rulebook, programs: Mapping[tuple[str, int], Program]) -> Iterator[Finding]:
    """Facts, steps and materials that no rule uses, and conditions that can never hold."""
    used: set[str] = set()
    for program in programs.values():
        used |= set(program.facts)
    for fact in rulebook.facts:
        if fact.id not in used:
            yield problem("C201", "unused-fact", f"没有规则用到情况 `{fact.id}`", fact.place,
                          "删去它，或写出用到它的规则", "warning")
    for service in rulebook.services:
        rules = [rule for rule in rulebook.rules if service.id in rule.services]
        reached = {slot.target for rule in rules for effect in rule.effects for slot in effect.slots
                   if slot.kind == "step"}
        reached |= set(_told_of(rules))
        for step in service.steps:
            if step.id not in reached:
                yield problem("C202", "unreachable-step", f"没有规则说环节 `{step.id}`({service.id})办不办", step.place,
                              "写一条 require 规则，或删去这个环节", "warning")
    mentioned = {ref.name for rule in rulebook.rules for effect in rule.effects for ref in effect.refs
                 if ref.kind == "material"}
    mentioned |= {name for service in rulebook.services for step in service.steps for name in step.produces}
    for material in rulebook.materials:
        if material.id not in mentioned:
            yield problem("C203", "unused-material", f"没有规则或环节提到材料 `{material.id}`", material.place,
                          "删去它，或写出用到它的规则", "warning")
    banned = {ref.name for rule in rulebook.rules for effect in rule.effects for ref in effect.refs
              if ref.kind == "practice"} | {ref.name for rule in rulebook.rules for ref in rule.broken_by}
    for practice in rulebook.practices:
        if practice.id not in banned:
            yield problem("C207", "unused-practice", f"没有规则禁止做法 `{practice.id}`", practice.place,
                          "删去它，或写出禁止它的规则（forbid），或在规则里写 broken_by", "warning")
    facts = {**{fact.id: fact for fact in rulebook.facts}, AS_OF.id: AS_OF}
    for rule in rulebook.rules:
        if facts_in(rule.condition) and impossible(rule.condition, facts, rulebook.implications):
            yield problem("C204", "never-applies", f"规则 `{rule.id}` 的条件永远不会成立", rule.place,
                          "检查条件里互相矛盾的部分", "warning")


def check_orders(programs: Mapping[tuple[str, int], Program]) -> Iterator[Finding]:
    """Steps that wait for each other (互为前置) in a case that can happen, with the path."""
    told: set[tuple[str, ...]] = set()
    for program in programs.values():
        for path, rules in order_cycles(program):
            if tuple(path) in told:
                continue
            conditions = [disjunction(ungranted(each.effective) for each in either) for either in rules]
            if conditions and find_case(conditions, program.facts, program.implications) is None:
                continue
            told.add(tuple(path))
            yield problem(
                "C301", "circular-prerequisite",
                f"{program.service.id} 的环节互为前置："
                + " → ".join(f"{program.steps[each].name}(`{each}`)" for each in path),
                rules[0][0].rule.place if rules else program.service.place, "去掉其中一个先后关系")


def check_clauses(rulebook: Rulebook) -> Iterator[Finding]:
    """The outline against the rules: what is marked encoded is cited, what is cited is marked encoded."""
    cited = {clause for rule in rulebook.rules for clause in (rule.clause, *rule.also)}
    cited |= {reading.clause for each in rulebook.tensions for reading in each.readings}
    for instrument in rulebook.instruments:
        for clause in instrument.clauses:
            name = f"{instrument.id}/{clause.locator}"
            if clause.status == "encoded" and name not in cited:
                yield problem("C205", "not-encoded", f"条款 `{name}` 标为已编码，但没有规则引用它", clause.place,
                              "写出规则，或改标状态并说明理由", "warning")
            if clause.status not in ("encoded", "heading") and not clause.reason:
                yield problem("C206", "no-reason", f"条款 `{name}` 没有编码，也没有说明理由", clause.place,
                              "在 reason 里说明为什么不编码", "warning")


def _told_of(rules: Iterable[Rule]) -> Iterator[str]:
    """Steps that rules never call for and still speak of: they may not be demanded first."""
    for rule in rules:
        for effect in rule.effects:
            if effect.keyword == "not_prerequisite" and isinstance(effect.data["what"], str):
                yield effect.data["what"]
