"""Conditions made ready to be read: no part that the others already settle, one range instead of two bounds."""

from __future__ import annotations

from collections.abc import Mapping

from generator.content.words import tidy
from kb.clauses.logic import residual
from kb.clauses.model import Fact, Value
from kb.clauses.tree import And, Compare, FactRef, Literal, Node, Not, Or, Within, conjunction, disjunction, facts_in
from kb.clauses.wording import say
from kb.compiler.overrides import GRANTED


def simplified(node: Node) -> Node:
    """The condition without what its own other parts decide: a and (not a or b) is a and b."""
    if isinstance(node, Or):
        return disjunction([simplified(each) for each in node.items])
    if not isinstance(node, And):
        return node
    items = list(node.items)
    for index in range(len(items)):
        known = settled(items[index])
        if known:
            items = [each if place == index else residual(each, known) for place, each in enumerate(items)]
    shorter = conjunction([simplified(each) for each in items])
    return _ranged(shorter) if isinstance(shorter, And) else shorter


def settled(node: Node) -> dict[str, Value]:
    """The facts that a condition fixes when it holds."""
    match node:
        case FactRef(name=name):
            return {name: True}
        case Not(item=FactRef(name=name)):
            return {name: False}
        case Compare(op="=", left=FactRef(name=name), right=Literal(value=value)):
            return {name: value}
        case And(items=items):
            return {name: value for each in items for name, value in settled(each).items()}
        case _:
            return {}


def _ranged(node: And) -> Node:
    """Two bounds on one fact as one range."""
    lows = {each.left: each for each in node.items if isinstance(each, Compare) and each.op in (">", ">=")}
    highs = {each.left: each for each in node.items if isinstance(each, Compare) and each.op in ("<", "<=")}
    items: list[Node] = []
    for each in node.items:
        if isinstance(each, Compare) and each.left in lows and each.left in highs:
            low, high = lows[each.left], highs[each.left]
            if (each is low and isinstance(each.left, FactRef)
                    and isinstance(low.right, Literal) and isinstance(high.right, Literal)):
                items.append(Within(each.left, low.right, high.right, low.op == ">", high.op == "<"))
            if each is low or each is high:
                continue
        items.append(each)
    return conjunction(items)


def phrase(node: Node, facts: Mapping[str, Fact], who: Mapping[str, str], plain: frozenset[str]) -> str:
    """A condition as a phrase: judgements with their owner (`who`), choices of `plain` facts without the title."""
    node = simplified(node)
    if isinstance(node, Literal):
        return ""
    said = tidy(say(node, facts))
    for name in sorted({each.removesuffix(GRANTED) for each in facts_in(node)}):
        fact = facts.get(name)
        if fact is None:
            continue
        if name in plain and fact.type == "enum":
            said = said.replace(f"{fact.title}为", "")
        if fact.discretion:
            said = _owned(said, fact, who[name])
    return said


def _owned(said: str, fact: Fact, owner: str) -> str:
    for words in (fact.no, fact.yes):
        if words and words in said:
            return said if owner.removeprefix("市") in words else said.replace(words, f"{words}（由{owner}认定）", 1)
    return said
