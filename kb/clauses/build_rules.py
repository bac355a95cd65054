"""Rules, tensions and gaps from clause files: conditions parsed and type-checked, effects read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kb.clauses.expression import ALWAYS, Node, conjunction, parse
from kb.clauses.keyword import keywords, listed
from kb.clauses.model import Effect, Fact, Instrument, Reading, Ref, Rule, Tension, Unavailable
from kb.clauses.typecheck import check
from kb.findings import Finding, KbError, Place, nearest, problem

if TYPE_CHECKING:
    from kb.clauses.located import Located
    from kb.clauses.rulebook import Source

ClauseFile = tuple["Source", "Located", "Scope"]
AS_OF = Fact("as_of", "date", "查询日期", "按哪一天的规定回答？", who="register")


@dataclass(frozen=True, slots=True)
class Scope:
    """The services a file is about: those of its domain, or the ones an entry names, or a whole group of services.

    `groups`: `all` is every service, `public` every one of that kind.
    """

    own: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]]

    def of(self, named: object) -> tuple[str, ...]:
        """The services of an entry that names these (nothing: its domain's)."""
        names = listed(named)
        return tuple(each for name in names for each in self.groups.get(name, (name,))) or self.own


class Conditions:
    """Reads conditions against the facts; wrong ones become findings and stand as always true."""

    def __init__(self, facts: Mapping[str, Fact], findings: list[Finding]) -> None:
        self.facts = facts
        self.known = {**facts, AS_OF.id: AS_OF}
        self.findings = findings

    def read(self, when: object, located: Located, path: tuple[str | int, ...]) -> Node:
        """The tree of one condition, or of a list of which all must hold."""
        if when is None:
            return ALWAYS
        if isinstance(when, list):
            return conjunction([self._one(str(each), located.text_place_of((*path, index)))
                                for index, each in enumerate(when)])
        return self._one("true" if when is True else str(when), located.text_place_of(path))

    def _one(self, text: str, place: Place) -> Node:
        try:
            node = parse(text, place)
        except KbError as error:
            self.findings += error.findings
            return ALWAYS
        self.findings += check(node, self.known, place)
        return node


def rules_of(files: Sequence[ClauseFile], conditions: Conditions, instruments: Mapping[str, Instrument],
             findings: list[Finding]) -> Iterator[Rule]:
    """The rules of all clause files; ids are unique over all."""
    seen: dict[str, Place] = {}
    for _, located, scope in files:
        top = _top(located)
        for index, each in enumerate(top.get("rules") or ()):
            rule = _rule(each, located, ("rules", index), top, scope, conditions, instruments, findings)
            if rule is None:
                continue
            if rule.id in seen:
                findings.append(problem("S310", "duplicate-id", f"规则编号 `{rule.id}` 重复，已在 {seen[rule.id]} 定义",
                                        rule.place, "换一个编号"))
                continue
            seen[rule.id] = rule.place
            yield rule


def _rule(each: Mapping[str, Any], located: Located, base: tuple[str | int, ...], top: Mapping[str, Any],
          scope: Scope, conditions: Conditions, instruments: Mapping[str, Instrument],
          findings: list[Finding]) -> Rule | None:
    clause = str(each.get("clause") or top["clause"])
    name = clause.partition("/")[0]
    if name not in instruments:
        findings.append(problem("S311", "unknown-instrument", f"条款 `{clause}` 指向没有收录的文件 `{name}`",
                                located.place_of((*base, "id")), nearest(name, instruments)))
        return None
    instrument = instruments[name]
    effects = tuple(_effects(each["then"], located, (*base, "then")))
    return Rule(
        each["id"], each["title"], clause, scope.of(each.get("services")),
        conditions.read(each.get("when"), located, (*base, "when")), _text(each.get("when")), effects,
        each.get("force") or ("law" if instrument.is_law else "promise"),
        each.get("from") or instrument.start, each.get("until") or instrument.until, each.get("due"),
        each.get("group"), listed(each.get("overrides")), listed(each.get("also")), each.get("note") or "",
        located.place_of((*base, "id")),
        tuple(Ref("practice", name, located.place_of((*base, "broken_by"))) for name in listed(each.get("broken_by"))))


def _effects(then: Sequence[Mapping[str, object]], located: Located,
             base: tuple[str | int, ...]) -> Iterator[Effect]:
    for index, each in enumerate(then):
        name, raw = next(iter(each.items()))
        keyword = keywords()[name]
        path = (*base, index, name)
        data = keyword.read(_plain(raw))
        refs = keyword.refs(data, _at(located, path))
        yield Effect(name, data, keyword.slots(data), refs, located.key_place_of(path))


def _at(located: Located, base: tuple[str | int, ...]) -> Callable[..., Place]:
    return lambda *path: located.place_of((*base, *path))


def _plain(raw: object) -> object:
    """Exact decimals as they are, everything else as read."""
    if isinstance(raw, Decimal) and raw == raw.to_integral_value():
        return int(raw)
    return raw


def _top(located: Located) -> dict[str, Any]:
    return located.value if isinstance(located.value, dict) else {}


def _text(when: object) -> str:
    return " and ".join(str(each) for each in when) if isinstance(when, list) else str(when or "")


def tensions_of(files: Sequence[ClauseFile], conditions: Conditions) -> Iterator[Tension]:
    """The recorded contradictions of all clause files."""
    for _, located, scope in files:
        for index, each in enumerate(_top(located).get("tensions") or ()):
            base = ("tensions", index)
            yield Tension(
                each["id"], each["title"], scope.of(each.get("services")),
                tuple(Reading(one["text"], one["clause"]) for one in each["readings"]), each["used"],
                each.get("because") or "", each.get("arithmetic") or "",
                conditions.read(each["when"], located, (*base, "when")) if "when" in each else None,
                _text(each.get("when")), listed(each.get("touches")), located.place_of((*base, "id")))


def unavailable_of(files: Sequence[ClauseFile], conditions: Conditions) -> Iterator[Unavailable]:
    """What the clause files name as not available."""
    for _, located, scope in files:
        top = _top(located)
        for index, each in enumerate(top.get("unavailable") or ()):
            base = ("unavailable", index)
            clauses = listed(each.get("clauses")) or ((str(top["clause"]),) if top.get("clause") else ())
            yield Unavailable(
                each["what"], each["holder"], clauses, scope.of(each.get("services")),
                conditions.read(each["when"], located, (*base, "when")) if "when" in each else None,
                _text(each.get("when")), listed(each.get("touches")), located.place_of(base))
