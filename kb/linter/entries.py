"""Typed access to one located document: every wrong value is collected with its place, and reading goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import Any, TypeVar

from kb.clauses.located import Located
from kb.clauses.model import Fact, Limit, Value
from kb.clauses.quantity import UNKNOWN, parse_value
from kb.clauses.tree import ALWAYS, Compare, FactRef, Literal, Node, Not
from kb.compiler.knowledge import Knowledge, Program
from kb.engine.ask import meant
from kb.engine.situation import settle
from kb.findings import Finding, KbError, problem
from kb.linter.match import Authorities
from kb.linter.stated import Path
from kb.linter.times import stated_time

Found = TypeVar("Found")
Row = Mapping[str, Any]
_authorities: dict[str, Authorities] = {}
_DAY = Fact("day", "date", "日期", "")


@dataclass(slots=True)
class Entries:
    """One file's values under a rule base; `program` is that of its service, once it is known."""

    knowledge: Knowledge
    located: Located
    wrong: list[Finding]
    program: Program | None = None
    as_of: date = field(default_factory=date.today)

    def rows(self, stated: object, path: Path) -> Iterator[tuple[Any, Path]]:
        """The entries of a list with their paths; nothing when it is no list."""
        for index, each in enumerate(stated if isinstance(stated, list) else ()):
            yield each, (*path, index)

    def day(self, row: Row, key: str, path: Path) -> date | None:
        """A date, or None when it is not stated."""
        if row.get(key) is None:
            return None
        found = self.attempt(lambda: parse_value(_DAY, row[key], self.located.place_of((*path, key))))
        return found if isinstance(found, date) else None

    def duration(self, row: Row, path: Path, key: str = "duration") -> Limit | None:
        """A time limit with its measure and clock, or None when it is not stated or no number can be read from it."""
        stated = row.get(key)
        if stated is None:
            return None
        read = self.attempt(lambda: stated_time(stated, self.located.place_of((*path, key))))
        found = read.limit if read else None
        if found is None or key != "duration":
            return found
        return replace(found, measure="average" if row.get("average") is True else found.measure,
                       starts=text(row, "starts"), ends=text(row, "ends"))

    def facts(self, stated: object, path: Path) -> dict[str, Value]:
        """The facts of a situation that are stated and known to the service."""
        found: dict[str, Value] = {}
        if self.program is None or not isinstance(stated, dict):
            return found
        for name, raw in stated.items():
            fact = self.program.facts.get(name) or self.knowledge.facts.get(name)
            if fact is None or name == "as_of":
                self.wrong.append(problem("S504", "unknown-fact", f"没有这项情况：`{name}`",
                                          self.located.key_place_of((*path, name)), meant(self.program, name)))
                continue
            place = self.located.place_of((*path, name))
            value = self.attempt(lambda f=fact, r=raw, p=place: parse_value(f, r, p))  # type: ignore[misc]
            if value is not None and value is not UNKNOWN and name in self.program.facts:
                found[name] = value
        return found

    def settle(self, situation: Mapping[str, Value], more: Mapping[str, Value], path: Path) -> None:
        """Collect what makes facts contradict each other."""
        program = self.program
        if program is not None and not self.wrong:
            kept = {name: value for name, value in situation.items() if name not in more}
            self.placed(path, lambda: settle(program, {**kept, **more}, self.as_of))

    def own_facts(self, row: Row, key: str, situation: Mapping[str, Value], path: Path) -> dict[str, Value]:
        """The further facts of one part, held against the document's situation."""
        own = self.facts(row.get(key), (*path, key))
        if own:
            self.settle(situation, own, (*path, key))
        return own

    def when(self, stated: object, path: Path) -> tuple[Node, str]:
        """A `when` in the rule language as a condition; free words as such."""
        if not isinstance(stated, str):
            return ALWAYS, ""
        from kb.clauses.expression import facts_in, parse

        try:
            node = parse(stated, self.located.place_of(path))
        except KbError:
            return ALWAYS, stated
        known = self.program.facts if self.program else {}
        return (node, "") if facts_in(node) and facts_in(node) <= set(known) else (ALWAYS, stated)

    def authority(self, name: str) -> str | None:
        """The rule base's authority that a name is for sure, else None."""
        return authorities(self.knowledge).match(name, self.program).id if name else None

    def attempt(self, read: Callable[[], Found]) -> Found | None:
        """What `read` gives; None after an error, which is collected."""
        try:
            return read()
        except KbError as error:
            self.wrong += error.findings
            return None

    def placed(self, path: Path, read: Callable[[], Found]) -> Found | None:
        """The same, with the errors placed at a part of the file."""
        try:
            return read()
        except KbError as error:
            self.wrong += [replace(each, place=self.located.place_of(path)) for each in error.findings]
            return None


def authorities(knowledge: Knowledge) -> Authorities:
    """The rule base's authorities by name, kept for the rule base last used."""
    known = _authorities.get("")
    if known is None or known.authorities is not knowledge.authorities:
        known = _authorities[""] = Authorities(knowledge)
    return known


def text(row: Row, key: str) -> str:
    """A text, "" when it is not stated."""
    stated = row.get(key)
    return "" if stated is None else str(stated)


def basis(row: Row, *keys: str) -> str | None:
    """A legal basis under any of these keys, None when none is given."""
    return next((text(row, key) for key in keys if row.get(key)), None)


def flag(row: Row, key: str) -> bool | None:
    """A yes or no, None when it is not stated."""
    stated = row.get(key)
    return stated if isinstance(stated, bool) else None


def number(row: Row, key: str) -> int | None:
    """A whole number, None when it is not stated."""
    stated = row.get(key)
    if isinstance(stated, bool) or not isinstance(stated, int | float | Decimal) or not isfinite(stated):
        return None
    return int(stated)


def names(stated: object) -> tuple[str, ...]:
    """One name or a list of names as a tuple."""
    if stated is None:
        return ()
    return tuple(str(each) for each in (stated if isinstance(stated, list) else [stated]))


def equal(name: str, value: Value) -> Node:
    """The condition that a fact has a value."""
    if isinstance(value, bool):
        return FactRef(name) if value else Not(FactRef(name))
    return Compare("=", FactRef(name), Literal(value))
