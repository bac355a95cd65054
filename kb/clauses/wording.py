"""Conditions as natural Chinese phrases: `line_length_m < 150` is 管线长度小于150米."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from kb.clauses.logic import UNDEFINED
from kb.clauses.model import Fact, Value
from kb.clauses.tree import (
    MIRRORED,
    And,
    Arithmetic,
    Compare,
    FactRef,
    Literal,
    Node,
    Not,
    OneOf,
    Or,
    Term,
    Within,
    negate,
    negation,
)
from kb.clauses.units import UNIT_NAMES

Facts = Mapping[str, Fact]
NUMBER_WORDS = {"=": "为", "!=": "不等于", "<": "小于", "<=": "不超过", ">": "超过", ">=": "达到或超过"}
DATE_WORDS = {"=": "为", "!=": "不是", "<": "早于", "<=": "不晚于", ">": "晚于", ">=": "不早于"}
CHOICE_WORDS = {"=": "为", "!=": "不是"}
MANY = 5
"""From how many choices on it may be shorter to say which are not meant."""
OPERATION_WORDS = {"+": "加", "-": "减", "*": "乘以", "/": "除以"}


def say(node: Node, facts: Facts) -> str:
    """The condition as a Chinese phrase. Facts missing from the vocabulary are shown by id."""
    match node:
        case Literal(value=value):
            return "任何情形" if value else "没有任何情形"
        case FactRef(name=name):
            return _truth(name, True, facts)
        case Not(item=item):
            return _denied(item, facts)
        case And(items=items):
            return _listed([_bracketed(item, Or, facts) for item in _gathered(items, "!=")], "且")
        case Or(items=items):
            return _listed([_bracketed(item, And, facts) for item in _gathered(items, "=")], "或者")
        case Compare():
            return _comparison(node, facts)
        case OneOf(item=item, options=options):
            if rest := _rest(node, facts):
                return _neither(item, rest, facts)
            return f"{_term(item, facts)}为{_either(_names(item, options, facts))}"
        case Within():
            return _interval(node, facts)
        case Arithmetic():
            return _term(node, facts)


def say_value(fact: Fact | None, value: Value, measured: str | None = None) -> str:
    """A value as users read it: 10千伏, 150米, 2018年9月30日, 占用绿地. `measured` is the unit of a sum."""
    match value:
        case bool():
            if fact is None:
                return "是" if value else "否"
            return _truth(fact.id, value, {fact.id: fact})
        case date():
            return f"{value.year}年{value.month}月{value.day}日"
        case str():
            names = {choice.id: choice.name for choice in fact.values} if fact else {}
            return names.get(value, value)
        case _:
            name = (fact.unit if fact else measured) or ""
            return f"{_number(value)}{UNIT_NAMES.get(name, name)}"


def unit(term: Term, facts: Facts) -> str | None:
    """The unit a term is measured in; None for a constant or a ratio."""
    match term:
        case FactRef(name=name):
            return facts[name].unit if name in facts else None
        case Arithmetic(op=op, left=left, right=right):
            first, second = unit(left, facts), unit(right, facts)
            return None if op == "/" and first == second else first or second
        case _:
            return None


def _fact(term: Term, facts: Facts) -> Fact | None:
    return facts.get(term.name) if isinstance(term, FactRef) else None


def _number(value: int | Decimal) -> str:
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _truth(name: str, holds: bool, facts: Facts) -> str:
    fact = facts.get(name)
    if fact is None:
        return name if holds else f"不符合“{name}”"
    return (fact.yes or fact.title) if holds else (fact.no or f"不符合“{fact.title}”")


def _denied(item: Node, facts: Facts) -> str:
    match item:
        case FactRef(name=name):
            return _truth(name, False, facts)
        case OneOf(item=inner, options=options) if len(options) > 1:
            rest = _rest(item, facts)
            return say(OneOf(inner, rest), facts) if rest else _neither(inner, options, facts)
        case Compare():
            return say(negate(item), facts)
        case _:
            return say(negation(item), facts)


def _neither(item: Term, options: Sequence[Literal], facts: Facts) -> str:
    names = _names(item, options, facts)
    if len(names) == 1:
        return f"{_term(item, facts)}不是{names[0]}"
    both = f"既不是{names[0]}也不是{names[1]}"
    return _term(item, facts) + (both if len(names) == 2 else f"不是{'、'.join(names)}中的任何一个")


def _rest(node: OneOf, facts: Facts) -> tuple[Literal, ...]:
    """The other choices of the fact, where naming those is shorter; else none."""
    fact = _fact(node.item, facts)
    named = {option.value for option in node.options}
    rest = tuple(Literal(choice.id) for choice in fact.values if choice.id not in named) if fact else ()
    return rest if len(named) >= MANY and len(rest) < len(named) else ()


def _gathered(items: Sequence[Node], op: str) -> list[Node]:
    """Several comparisons of one fact with choices as one: 不是甲 and 不是乙 is 既不是甲也不是乙."""
    choices = [_choices(each, op) for each in items]
    found: dict[FactRef, dict[Literal, None]] = {}
    for name, options in filter(None, choices):
        found.setdefault(name, {}).update(dict.fromkeys(options))
    told: list[Node] = []
    for each, choice in zip(items, choices, strict=True):
        if choice is None:
            told.append(each)
        elif choice[0] in found:  # the first of its fact stands for all
            all_ = OneOf(choice[0], tuple(found.pop(choice[0])))
            told.append(each if len(choice[1]) == len(all_.options) else all_ if op == "=" else Not(all_))
    return told


def _choices(node: Node, op: str) -> tuple[FactRef, tuple[Literal, ...]] | None:
    """The fact and the choices that a comparison allows (`=`) or rules out (`!=`)."""
    match node, op:
        case (Compare(op="=", left=FactRef() as left, right=Literal(value=str()) as one), "="):
            return left, (one,)
        case (Compare(op="!=", left=FactRef() as left, right=Literal(value=str()) as one), "!="):
            return left, (one,)
        case (OneOf(item=FactRef() as left, options=options), "="):
            return left, options
        case (Not(item=item), "!="):
            return _choices(item, "=")
        case _:
            return None


def _listed(phrases: Sequence[str], word: str) -> str:
    """Phrases in a row with `word` before the last. A comma parts them where one has an 或 of its own."""
    if len(phrases) == 1:
        return phrases[0]
    mixed = any(sign in phrase for phrase in phrases for sign in "或、，" if not phrase.startswith("（"))
    return f"{('，' if mixed else '、').join(phrases[:-1])}{'，' if mixed else ''}{word}{phrases[-1]}"


def _names(item: Term, options: Sequence[Literal], facts: Facts) -> list[str]:
    return [say_value(_fact(item, facts), option.value, unit(item, facts)) for option in options]


def _either(names: Sequence[str]) -> str:
    return f"{'、'.join(names[:-1])}或{names[-1]}" if len(names) > 1 else names[0]


def _bracketed(node: Node, kind: type[And] | type[Or], facts: Facts) -> str:
    phrase = say(node, facts)
    shown = negation(node.item) if isinstance(node, Not) and not isinstance(node.item, OneOf) else node
    return f"（{phrase}）" if isinstance(shown, kind) else phrase


def _comparison(node: Compare, facts: Facts) -> str:
    if node == UNDEFINED:
        return "无法计算（除数为零）"
    op, left, right = node.op, node.left, node.right
    if isinstance(left, Literal) and not isinstance(right, Literal):
        op, left, right = MIRRORED[op], right, left
    fact = _fact(left, facts)
    if isinstance(right, Literal):
        constant = right.value
        if isinstance(constant, bool) and isinstance(left, FactRef):
            return _truth(left.name, constant == (op == "="), facts)
        shown = say_value(fact, constant, unit(left, facts))
        if op == ">" and constant == 0:
            return f"{_term(left, facts)}大于0"
        return f"{_term(left, facts)}{_words(constant)[op]}{shown}"
    if fact and fact.type == "boolean":
        return f"“{_term(left, facts)}”与“{_term(right, facts)}”{'相同' if op == '=' else '不同'}"
    words = DATE_WORDS if fact and fact.type == "date" else NUMBER_WORDS
    equal = {"=": "与{}相同", "!=": "与{}不同"}.get(op, words[op] + "{}")
    return _term(left, facts) + equal.format(_term(right, facts))


def _words(constant: Value) -> Mapping[str, str]:
    if isinstance(constant, date):
        return DATE_WORDS
    return CHOICE_WORDS if isinstance(constant, str) else NUMBER_WORDS


def _interval(node: Within, facts: Facts) -> str:
    fact, measured = _fact(node.item, facts), unit(node.item, facts)
    low, high = (say_value(fact, bound.value, measured) for bound in (node.low, node.high))
    if low == high:
        return f"{_term(node.item, facts)}为{low}"
    kept: Callable[[bool], str] = lambda is_open: "（不含）" if is_open else "（含）"  # noqa: E731
    if isinstance(node.low.value, date):
        return f"{_term(node.item, facts)}在{low}{kept(node.low_open)}至{high}{kept(node.high_open)}之间"
    return f"{_term(node.item, facts)}在{low}以上{kept(node.low_open)}、{high}以下{kept(node.high_open)}"


def _term(term: Term, facts: Facts) -> str:
    match term:
        case FactRef(name=name):
            return facts[name].title if name in facts else name
        case Literal(value=value):
            return say_value(None, value)
        case Arithmetic(op=op, left=left, right=right):
            first = _operand(left, op in "*/" and isinstance(left, Arithmetic) and left.op in "+-", facts)
            second = _operand(right, isinstance(right, Arithmetic), facts)
            measured = (unit(left, facts), unit(right, facts)) if op in "+-" else (None, None)
            if isinstance(right, Literal):
                second = say_value(None, right.value, measured[0])
            if isinstance(left, Literal):
                first = say_value(None, left.value, measured[1])
            return f"{first}{OPERATION_WORDS[op]}{second}"


def _operand(term: Term, brackets: bool, facts: Facts) -> str:
    return f"（{_term(term, facts)}）" if brackets else _term(term, facts)
