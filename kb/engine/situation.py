"""A situation: the facts given, what follows from them, and what is presumed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kb.clauses.model import Implication, Value
from kb.clauses.quantity import show_value
from kb.clauses.tree import facts_in
from kb.clauses.wording import say
from kb.compiler.knowledge import Program
from kb.compiler.overrides import GRANTED
from kb.engine.evaluator import Evaluator, compile_conditions
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
    _close(program, values, derived)
    presumed = True
    while presumed:
        presumed = False
        for index in _laws(program)(values)[0]:
            law = program.implications[index]
            for name, wanted in law.then if law.presume else ():
                if name not in values:
                    values[name] = wanted
                    derived.append(Derived(name, wanted, law))
                    presumed = True
        if presumed:
            _close(program, values, derived)
    for name in program.granted:
        values[name + GRANTED] = values.get(name, False)
    return Situation(dict(given), values, tuple(derived))


@lru_cache(maxsize=64)
def _laws(program: Program) -> Evaluator:
    return compile_conditions([each.condition for each in program.implications])


def consistent(program: Program, given: Mapping[str, Value], as_of: date) -> Situation | None:
    """The same, but None where the facts contradict each other."""
    try:
        return settle(program, given, as_of)
    except KbError:
        return None


def _close(program: Program, values: dict[str, Value], derived: list[Derived]) -> None:
    """Add what follows by plain implications until nothing more does."""
    changed = True
    while changed:
        changed = False
        for index in _laws(program)(values)[0]:
            law = program.implications[index]
            for name, wanted in () if law.presume else law.then:
                if name not in values:
                    values[name] = wanted
                    derived.append(Derived(name, wanted, law))
                    changed = True
                elif values[name] != wanted:
                    raise _contradiction(program, law, name, values, derived)


def _contradiction(program: Program, law: Implication, name: str, values: Mapping[str, Value],
                   derived: list[Derived]) -> KbError:
    """Says which of the given facts do not go together, also where one of them was only derived."""
    because = {each.fact: each.because for each in derived}
    named = {name, *facts_in(law.condition)}
    while not named.isdisjoint(because):  # what was derived gives way to what it was derived from
        origin = because.pop(min(named & because.keys()))
        named = {*named, *facts_in(origin.condition)} - {each for each, _ in origin.then}
    given = "、".join(f"{program.facts[each].title}（`{each}`）：{show_value(program.facts[each], values[each])}"
                     for each in sorted(named) if each in values and each in program.facts and each != "as_of")
    return KbError(problem(
        "S503", "contradicting-facts",
        f"给出的情况互相矛盾：{say(law.condition, program.facts)}，就不会是"
        f"“{show_value(program.facts[name], values[name])}”（`{name}`）；给出的是{given}",
        hint=law.note or "改其中一项"))
