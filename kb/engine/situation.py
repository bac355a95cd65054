"""A situation: the facts given, what follows from them, and what is presumed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kb.clauses.logic import value
from kb.clauses.model import Implication, Value
from kb.clauses.quantity import show_value
from kb.clauses.wording import say
from kb.compiler.knowledge import Program
from kb.compiler.overrides import GRANTED
from kb.findings import KbError, problem


@dataclass(frozen=True, slots=True)
class Derived:
    """A fact that was not given but follows (or is presumed) from others."""

    fact: str
    value: Value
    because: Implication


@dataclass(frozen=True, slots=True)
class Situation:
    """Facts given and derived. `values` holds all of them, with the shadows of discretion facts."""

    given: Mapping[str, Value]
    values: Mapping[str, Value]
    derived: tuple[Derived, ...] = ()


def settle(program: Program, given: Mapping[str, Value], as_of: date) -> Situation:
    """Close the given facts under the program's implications.

    Presumptions fill only what is still unknown. KbError when a given fact contradicts what follows from
    the others; the message names both.
    """
    values: dict[str, Value] = {**given, "as_of": as_of}
    derived: list[Derived] = []
    rigid = [each for each in program.implications if not each.presume]
    soft = [each for each in program.implications if each.presume]
    _close(program, rigid, values, derived, strict=True)
    for each in soft:
        if value(each.condition, values) is True:
            for name, wanted in each.then:
                if name not in values:
                    values[name] = wanted
                    derived.append(Derived(name, wanted, each))
                    _close(program, rigid, values, derived, strict=True)
    for name in program.granted:
        values[name + GRANTED] = values.get(name, False)
    return Situation(dict(given), values, tuple(derived))


def consistent(program: Program, given: Mapping[str, Value], as_of: date) -> Situation | None:
    """The same, but None where the facts contradict each other."""
    try:
        return settle(program, given, as_of)
    except KbError:
        return None


def _close(program: Program, rules: list[Implication], values: dict[str, Value], derived: list[Derived],
           strict: bool) -> None:
    changed = True
    while changed:
        changed = False
        for each in rules:
            if value(each.condition, values) is not True:
                continue
            for name, wanted in each.then:
                if name not in values:
                    values[name] = wanted
                    derived.append(Derived(name, wanted, each))
                    changed = True
                elif values[name] != wanted:
                    _contradiction(program, each, name, values)


def _contradiction(program: Program, implication: Implication, name: str, values: Mapping[str, Value]) -> None:
    fact = program.facts[name]
    reason = say(implication.condition, program.facts)
    raise KbError(problem(
        "S503", "contradicting-facts",
        f"给出的情况互相矛盾：{reason}，就不会是“{show_value(fact, values[name])}”（`{name}`）",
        hint=f"{implication.note or '改其中一项'}；核对 `{name}` 与条件“{implication.text}”"))
