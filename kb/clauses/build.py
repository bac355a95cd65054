"""From valid YAML to the typed values of the model. Schema errors are already out of the way here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from kb.clauses.build_practices import practices_of
from kb.clauses.build_rules import Conditions, Scope, rules_of, tensions_of, unavailable_of
from kb.clauses.keyword import listed
from kb.clauses.model import (
    Accepted,
    Authority,
    Case,
    Clause,
    EnumValue,
    Fact,
    Implication,
    Instrument,
    LocalDay,
    Material,
    Practice,
    Rulebook,
    Service,
    Span,
    Step,
)
from kb.clauses.quantity import parse_value
from kb.findings import Finding, KbError, Place, nearest, problem

if TYPE_CHECKING:
    from kb.clauses.located import Located
    from kb.clauses.rulebook import Source

Files = Mapping[str, Sequence[tuple["Source", "Located"]]]
Named = TypeVar("Named", Authority, Material, Practice, Fact, Service, Instrument)


def rulebook(root: str, files: Files, findings: list[Finding]) -> Rulebook:
    """One Rulebook from all files, by kind; what does not fit is added to `findings`."""
    facts = _unique(_facts(files), "情况", findings)
    vocabulary = {fact.id: fact for fact in facts}
    conditions = Conditions(vocabulary, findings)
    instruments = _unique(_instruments(files), "文件", findings)
    services = _unique(_services(files, conditions), "事项", findings)
    by_domain: dict[str, list[str]] = {}
    for each in services:
        by_domain.setdefault(each.domain, []).append(each.id)
    groups = {"all": tuple(each.id for each in services),
              "public": tuple(each.id for each in services if each.kind == "public")}
    clause_files = [(source, located, Scope(tuple(by_domain.get(source.domain, ())), groups))
                    for source, located in files.get("clauses", ())]
    return Rulebook(
        root=root, instruments=instruments, facts=facts,
        implications=tuple(_implications(files, conditions, findings)),
        authorities=_unique(_authorities(files), "实施主体", findings),
        materials=_unique(_materials(files), "材料", findings),
        practices=_unique(practices_of(files.get("vocabulary", ()), findings), "做法", findings),
        services=services,
        rules=tuple(rules_of(clause_files, conditions, {each.id: each for each in instruments}, findings)),
        tensions=tuple(tensions_of(clause_files, conditions)),
        unavailable=tuple(unavailable_of(clause_files, conditions)),
        cases=tuple(_cases(files, vocabulary, findings)),
        domains={str(_map(located.value)["domain"]["id"]): str(_map(located.value)["domain"]["name"])
                 for _, located in files.get("services", ())},
        calendar=tuple(LocalDay(_date(each["date"]), bool(each["working"]), str(each["reason"]))
                       for each, _ in _each(files, "vocabulary", "calendar")),
        accepted=tuple(Accepted(each["code"], each["key"], each["reason"], at("key"))
                       for each, at in _each(files, "vocabulary", "accepted")),
    )


def _unique(values: Iterable[Named], what: str, findings: list[Finding]) -> tuple[Named, ...]:
    found: dict[str, Named] = {}
    for each in values:
        if each.id in found:
            findings.append(problem(
                "S310", "duplicate-id", f"{what}编号 `{each.id}` 重复，已在 {found[each.id].place} 定义",
                each.place, "换一个编号，或删去其中一个"))
        else:
            found[each.id] = each
    return tuple(found.values())


def _map(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _date(value: object) -> date:
    return value if isinstance(value, date) else date.min


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, list) else ()


def _each(files: Files, kind: str, key: str) -> Iterator[tuple[dict[str, Any], Callable[..., Place]]]:
    """The mappings listed under a key in all files of a kind, each with its place finder."""
    for _, located in files.get(kind, ()):
        for index, each in enumerate(_map(located.value).get(key) or ()):
            yield each, _finder(located, (key, index))


def _finder(located: Located, base: tuple[str | int, ...]) -> Callable[..., Place]:
    return lambda *path: located.place_of((*base, *path))


def _authorities(files: Files) -> Iterator[Authority]:
    for each, at in _each(files, "vocabulary", "authorities"):
        yield Authority(each["id"], each["name"], _texts(each.get("aliases")), each.get("kind", "government"), at("id"),
                        _texts(each.get("short")))


def _materials(files: Files) -> Iterator[Material]:
    for each, at in _each(files, "vocabulary", "materials"):
        yield Material(each["id"], each["name"], _texts(each.get("aliases")), each.get("issuer", "applicant"),
                       each.get("note") or "", bool(each.get("shared")), at("id"), _texts(each.get("short")))


def _facts(files: Files) -> Iterator[Fact]:
    for each, at in _each(files, "vocabulary", "facts"):
        yield Fact(
            each["id"], each["type"], each["title"], each["question"], each.get("who", "applicant"),
            bool(each.get("discretion")), each.get("unit"), bool(each.get("integer")), each.get("decimals", 2),
            _decimal(each.get("minimum")), _decimal(each.get("maximum")),
            tuple(EnumValue(one["id"], one["name"], _texts(one.get("aliases"))) for one in each.get("values") or ()),
            each.get("yes") or each["title"], each.get("no") or f"不属于“{each['title']}”", each.get("note") or "",
            at("id"))


def _decimal(value: object) -> Decimal | None:
    return Decimal(str(value)) if isinstance(value, int | Decimal) else None


def _implications(files: Files, conditions: Conditions, findings: list[Finding]) -> Iterator[Implication]:
    for _, located in files.get("vocabulary", ()):
        for index, each in enumerate(_map(located.value).get("implies") or ()):
            base = ("implies", index)
            tree = conditions.read(each["if"], located, (*base, "if"))
            then = []
            for name, raw in each["then"].items():
                typed = _value(conditions.facts, name, raw, located.key_place_of((*base, "then", name)),
                               located.place_of((*base, "then", name)), findings)
                if typed is not None:
                    then.append((name, typed))
            yield Implication(tree, str(each["if"]), tuple(then), bool(each.get("presume")), each.get("note") or "",
                              each.get("tension"), located.place_of(base))


def _value(facts: Mapping[str, Fact], name: str, raw: object, key: Place, place: Place,
           findings: list[Finding]) -> Any:
    if name not in facts:
        findings.append(problem("S202", "unknown-fact", f"没有这项情况：`{name}`", key,
                                nearest(name, facts) or "先在 facts.yaml 里定义"))
        return None
    try:
        return parse_value(facts[name], raw, place)
    except KbError as error:
        findings += error.findings
        return None


def _instruments(files: Files) -> Iterator[Instrument]:
    for _, located in files.get("instrument", ()):
        each = _map(located.value)["instrument"]
        clauses = tuple(
            Clause(one["locator"], one["title"], one.get("digest") or "", one["status"], one.get("reason") or "",
                   one.get("basis", "verified"), located.place_of(("instrument", "outline", index)))
            for index, one in enumerate(each["outline"]))
        yield Instrument(each["id"], each["title"], each["issuer"], each.get("number"), each["rank"],
                         _date(each["issued"]), _date(each["from"]), each.get("until"), clauses,
                         each.get("checked_until"), located.place_of(("instrument", "id")))


def _services(files: Files, conditions: Conditions) -> Iterator[Service]:
    for _, located in files.get("services", ()):
        domain = _map(located.value)["domain"]["id"]
        policies = listed(_map(located.value)["domain"].get("policies"))
        for index, each in enumerate(_map(located.value)["services"]):
            base = ("services", index)
            covers = each.get("covers")
            yield Service(
                each["id"], domain, each["name"], _texts(each.get("aliases")), each.get("result") or "",
                each.get("authority") or "", each.get("audience") or "",
                conditions.read(covers, located, (*base, "covers")) if covers is not None else None,
                str(covers or ""), each.get("not_covered") or "",
                tuple(_step(one, located.place_of((*base, "steps", place, "id")))
                      for place, one in enumerate(each["steps"])),
                tuple(Span(one["id"], one["name"], _texts(one["steps"]), one.get("starts") or "",
                           one.get("ends") or "", one.get("note") or "",
                           located.place_of((*base, "spans", place, "id")))
                      for place, one in enumerate(each.get("spans") or ())),
                policies, located.place_of((*base, "id")), each.get("kind") or "public")


def _step(each: Mapping[str, Any], place: Place) -> Step:
    after = tuple(tuple(one["any_of"]) if isinstance(one, dict) else (str(one),) for one in each.get("after") or ())
    return Step(each["id"], each["name"], each["kind"], each["authority"], _texts(each.get("aliases")), after,
                _texts(each.get("issue_after")), _texts(each.get("produces")), each.get("note") or "", place,
                each.get("part_of") or "")


def _cases(files: Files, facts: Mapping[str, Fact], findings: list[Finding]) -> Iterator[Case]:
    for _, located in files.get("cases", ()):
        for index, each in enumerate(_map(located.value)["cases"]):
            base = ("cases", index)
            typed = {}
            for name, raw in (each.get("facts") or {}).items():
                path = (*base, "facts", name)
                if name.startswith("done_"):
                    typed[name] = raw
                    continue
                found = _value(facts, name, raw, located.key_place_of(path), located.place_of(path), findings)
                if found is not None:
                    typed[name] = found
            yield Case(each["id"], each["title"], each["service"], _date(each["as_of"]), typed, each["expect"],
                       located.place_of((*base, "id")))
