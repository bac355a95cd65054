"""Wrong rule bases that answer like the right one: what no worked case can find.

Proved here, from the programs alone: an order that the remaining orders give anyway, and a time left out of clocks
that do not count it anyway. The same steps wait for the same steps, with the same times, in every situation; of
several longest paths an answer may name another, and it may ask the same questions in another order. What the linter
reads beside answers is not looked at. A day moved is proved where the rule can't hold between the two days.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from kb.clauses.model import Slot
from kb.clauses.tree import ALWAYS, And, Node, disjunction
from kb.compiler.knowledge import Fired, Program
from kb.compiler.overrides import ungranted
from kb.compiler.witness import impossible

Order = tuple[str, str]
"""What comes first, and what waits for it."""
QUIET = frozenset({"precede", "exclude"})
"""Effects that an answer shows only by what they do to orders and clocks."""


def same_answers(right: Program, wrong: Program) -> bool:
    """Whether the second program is proved to answer like the first: they differ in orders and exclusions at most."""
    pairs = list(zip(right.rules, wrong.rules, strict=False))
    if len(right.rules) != len(wrong.rules) or any(_rest(one) != _rest(other) for one, other in pairs):
        return False
    if any(getattr(right, name) != getattr(wrong, name) for name in ("implications", "tensions", "unavailable")) or (
            replace(right.service, steps=()) != replace(wrong.service, steps=())):
        return False
    lost = [(one, slot) for one, other in pairs for slot in _without(one, other)]
    added = any(_without(other, one) for one, other in pairs)
    if added or not all((_implied if slot.kind == "order" else _idle)(fired, slot, wrong) for fired, slot in lost):
        return False
    waits = _lost_waits(right, wrong)
    return waits is not None and all(_follows(order, ALWAYS, wrong) for order in waits)


def same_in_force(right: Program, wrong: Program, rule: str) -> bool:
    """Whether two programs differ in one rule at most, and where they do, that rule can't hold in either."""
    others = [[each for each in program.rules if each.rule.id != rule] for program in (right, wrong)]
    ones = [[replace(each, rule=replace(each.rule, until=None, due=None)) for each in program.rules
             if each.rule.id == rule] for program in (right, wrong)]
    if others[0] != others[1] or right.facts != wrong.facts or right.implications != wrong.implications:
        return False
    return ones[0] == ones[1] or all(
        impossible(ungranted(each.effective), program.facts, program.implications)
        for program, found in zip((right, wrong), ones, strict=True) for each in found)


def in_play(program: Program, touched: tuple[str, ...]) -> Node:
    """When any of what a contradiction or gap touches takes part in an answer, as far as rules decide it."""
    parts: list[Node] = []
    for name in touched:
        if name in program.steps:
            parts += [each.effective for each in program.rules if _decides(each, name)]
        else:
            parts += [each.condition if each.rule.id == name else ALWAYS for each in program.rules
                      if each.rule.id == name or _names(each, name)]
            named = {*program.facts, program.service.id, *(span.id for span in program.service.spans)}
            parts += [ALWAYS] if name in named else []
    return disjunction(tuple(parts)) if touched else ALWAYS


def _names(fired: Fired, material: str) -> bool:
    return any(slot.kind == "material" and slot.target.partition("/")[2] == material for slot in _slots(fired))


def _slots(fired: Fired) -> Iterator[Slot]:
    return (slot for effect in fired.rule.effects for slot in effect.slots)


def _rest(fired: Fired) -> tuple[object, ...]:
    """All that a rule says but its orders and exclusions."""
    loud = tuple(each for each in fired.rule.effects if each.keyword not in QUIET)
    return fired.rule.id, fired.condition, fired.effective, fired.overridden_by, fired.pending, loud


def _without(fired: Fired, other: Fired) -> list[Slot]:
    """What one rule says about orders and clocks and the other does not."""
    def quiet(each: Fired) -> Counter[Slot]:
        return Counter(slot for effect in each.rule.effects if effect.keyword in QUIET for slot in effect.slots)

    return list((quiet(fired) - quiet(other)).elements())


def _lost_waits(right: Program, wrong: Program) -> list[Order] | None:
    """The steps' own waits that are gone. None: the services differ in more than that."""
    lost: list[Order] = []
    for one, other in zip(right.service.steps, wrong.service.steps, strict=True):
        if one == other:
            continue
        gone = [group for group in one.after if group not in other.after]
        kept = tuple(group for group in one.after if group not in gone)
        if other.after != kept or one.issue_after != other.issue_after or any(len(group) > 1 for group in gone):
            return None
        lost += [(group[0], one.id) for group in gone]
    return lost


def _implied(fired: Fired, slot: Slot, wrong: Program) -> bool:
    """Whether an order that a rule no longer sets is there anyway, and the facts behind it are still asked for."""
    asked = fired.effective == ALWAYS or any(
        each.effective == fired.effective and any(said.keyword not in QUIET for said in each.rule.effects)
        for each in wrong.rules)
    return asked and _follows((str(slot.value), slot.target), fired.effective, wrong)


def _decides(fired: Fired, step: str) -> bool:
    return any(slot.kind == "step" and slot.target == step for slot in _slots(fired))


def _bears(fired: Fired, step: str) -> bool:
    """Whether a rule decides a step's status or time, so that it stands among the step's reasons."""
    timed = f"step:{step}:max"
    return _decides(fired, step) or any(slot.kind == "limit" and slot.target == timed for slot in _slots(fired))


def _follows(order: Order, when: Node, program: Program) -> bool:
    """Whether a step waits for another whenever a condition holds, by a chain of waits without alternatives."""
    sure = {step.id: {group[0] for group in step.after if len(group) == 1} for step in program.service.steps}
    loose = {step.id for step in program.service.steps if any(len(group) > 1 for group in step.after)}
    for fired in program.rules:
        for slot in _slots(fired):
            if slot.kind == "order" and _granted_by(when, fired.effective):
                sure[slot.target].add(str(slot.value))
    first, then = order
    # Behind alternatives the waits that an answer names could differ.
    return first in _before(then, sure) and loose.isdisjoint(_before(first, _all_waits(program)) | {first})


def _granted_by(when: Node, condition: Node) -> bool:
    """Whether a condition is one of those that all hold where `when` holds, and open at most where `when` is."""
    parts = when.items if isinstance(when, And) else (when,)
    needed = condition.items if isinstance(condition, And) else (condition,)
    return condition == ALWAYS or all(each in parts for each in needed)


def _all_waits(program: Program) -> dict[str, set[str]]:
    found = {step.id: {each for group in step.after for each in group} for step in program.service.steps}
    for fired in program.rules:
        for slot in _slots(fired):
            if slot.kind == "order":
                found[slot.target].add(str(slot.value))
    return found


def _before(step: str, waits: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    queue = list(waits[step])
    while queue:
        name = queue.pop()
        if name not in found:
            found.add(name)
            queue += waits[name]
    return found


def _idle(fired: Fired, slot: Slot, wrong: Program) -> bool:
    """Whether no clock counts the step that a rule no longer excludes, and the rule stands behind the step anyway."""
    if slot.kind != "exclude":
        return False
    spans = slot.value if isinstance(slot.value, tuple) else ()
    counting = [span.id for span in wrong.service.spans if slot.target in span.steps]
    kept = next(each for each in wrong.rules if each.rule.id == fired.rule.id)
    return _bears(kept, slot.target) and not any(not spans or name in spans for name in counting)
