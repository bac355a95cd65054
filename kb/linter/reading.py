"""From a located file to a Procedure; every error is collected with its place. Codes S601-S603."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from kb.clauses.located import Located
from kb.clauses.located import Step as Part
from kb.clauses.model import Fact, Limit, Service, Value
from kb.clauses.quantity import UNKNOWN, parse_duration, parse_value
from kb.clauses.schema import validate
from kb.clauses.tree import ALWAYS, Compare, FactRef, Literal, Node, Not, conjunction
from kb.compiler.knowledge import Knowledge, Program
from kb.engine.situation import settle
from kb.findings import Finding, KbError, nearest, problem
from kb.linter.document import Procedure, StatedMaterial, StatedStep

Path = tuple[Part, ...]


def procedure_of(knowledge: Knowledge, located: Located) -> Procedure:
    """The Procedure that a file states; KbError with all that is wrong with it."""
    reader = _Reader(knowledge, located, validate("document", located))
    stated = located.value if isinstance(located.value, dict) else {}
    found = reader.read(stated)
    if reader.wrong or found is None:
        raise KbError(sorted(dict.fromkeys(reader.wrong), key=lambda each: each.place))
    return found


@dataclass(slots=True)
class _Reader:
    knowledge: Knowledge
    located: Located
    wrong: list[Finding]
    program: Program | None = None
    as_of: date = field(default_factory=date.today)
    names: dict[str, str] = field(default_factory=dict)

    def read(self, stated: Mapping[str, Any]) -> Procedure | None:
        head = stated.get("document")
        head = head if isinstance(head, dict) else {}
        service = self._service(head)
        situation = self._facts(stated.get("situation"), ("situation",))
        self._settle(situation, {}, ("situation",))
        rows = stated.get("steps")
        rows = rows if isinstance(rows, list) else []
        self.names = {}
        for number, row in enumerate(rows):
            self._name(row, number)
        steps = tuple(self._step(row, number, situation)
                      for number, row in enumerate(rows) if isinstance(row, dict) and "id" in row)
        if service is None:
            return None
        return Procedure(self.located.file, service, str(head.get("title") or service.name),
                         str(head.get("department") or ""), self.as_of, situation, steps, self.located)

    def _service(self, head: Mapping[str, Any]) -> Service | None:
        if "as_of" in head:
            found = self._try(lambda: parse_value(
                Fact("as_of", "date", "日期", ""), head["as_of"], self.located.place_of(("document", "as_of"))))
            self.as_of = found if isinstance(found, date) else self.as_of
        if not isinstance(head.get("service"), str):
            return None
        name = str(head["service"])
        service: Service | None = self._at(("document", "service"), lambda: self.knowledge.service(name))
        if service is None:
            return None
        self.program = self._at(("document", "as_of"), lambda: self.knowledge.program(name, self.as_of))
        return service

    def _facts(self, stated: object, path: Path) -> dict[str, Value]:
        found: dict[str, Value] = {}
        if self.program is None or not isinstance(stated, dict):
            return found
        for name, raw in stated.items():
            fact = self.program.facts.get(name) or self.knowledge.facts.get(name)
            if fact is None or name == "as_of":
                known = [each for each in self.program.facts if each != "as_of"]
                hint = nearest(name, known) or f"用 banshi facts {self.program.service.id} 查看可以填写的情况"
                self.wrong.append(problem("S504", "unknown-fact", f"没有这项情况：`{name}`",
                                          self.located.key_place_of((*path, name)), hint))
                continue
            place = self.located.place_of((*path, name))
            value = self._try(lambda f=fact, r=raw, p=place: parse_value(f, r, p))
            if value is not None and value is not UNKNOWN and name in self.program.facts:
                found[name] = value
        return found

    def _settle(self, situation: Mapping[str, Value], more: Mapping[str, Value], path: Path) -> None:
        program = self.program
        if program is not None and not self.wrong:
            self._at(path, lambda: settle(program, {**situation, **more}, self.as_of))

    def _name(self, row: object, number: int) -> None:
        name = str(row.get("id", "")) if isinstance(row, dict) else ""
        if not name:
            return
        place = self.located.place_of(("steps", number, "id"))
        if name in self.names:
            self.wrong.append(problem("S602", "duplicate-step", f"环节编号 `{name}` 用了两次", place,
                                      "给每个环节一个自己的编号"))
        self.names.setdefault(name, str(row.get("name", "")) if isinstance(row, dict) else "")

    def _step(self, row: Mapping[str, Any], number: int, situation: Mapping[str, Value]) -> StatedStep:
        path: Path = ("steps", number)
        own = self._facts(row.get("situation"), (*path, "situation"))
        if own:
            self._settle({name: value for name, value in situation.items() if name not in own}, own,
                         (*path, "situation"))
        node, vague = self._when(row.get("when"), (*path, "when"))
        text = str(row.get("authority") or "")
        return StatedStep(
            number, str(row["id"]), str(row.get("name", "")), self._is(row.get("is"), (*path, "is")),
            self._authority(text), text, row.get("kind"),
            self._waits(row.get("after"), (*path, "after")),
            self._waits(row.get("issue_after"), (*path, "issue_after")),
            self._duration(row.get("duration"), bool(row.get("average")), (*path, "duration")),
            row.get("counted") is not False, tuple(self._materials(row.get("materials"), (*path, "materials"))),
            own, conjunction([*(_equal(name, value) for name, value in own.items()), node]), vague)

    def _when(self, text: object, path: Path) -> tuple[Node, str]:
        """A `when` in the rule language as a condition; free words as such."""
        if not isinstance(text, str):
            return ALWAYS, ""
        from kb.clauses.expression import facts_in, parse

        try:
            node = parse(text, self.located.place_of(path))
        except KbError:
            return ALWAYS, text
        known = self.program.facts if self.program else {}
        return (node, "") if facts_in(node) and facts_in(node) <= set(known) else (ALWAYS, text)

    def _is(self, name: object, path: Path) -> str | None:
        if not isinstance(name, str) or self.program is None:
            return None
        if name not in self.program.steps:
            hint = nearest(name, self.program.steps) or "不清楚就不写 is，按名称去找"
            self.wrong.append(problem("S601", "unknown-rule-step", f"规则库的这个事项没有环节 `{name}`",
                                      self.located.place_of(path), hint))
            return None
        return name

    def _authority(self, text: str) -> str | None:
        for each in self.knowledge.authorities.values():
            if text and text in (each.id, each.name, *each.aliases):
                return each.id
        return None

    def _waits(self, stated: object, path: Path) -> tuple[str, ...]:
        listed = [stated] if isinstance(stated, str) else stated if isinstance(stated, list) else []
        for index, name in enumerate(listed):
            if str(name) not in self.names:
                at = path if isinstance(stated, str) else (*path, index)
                self.wrong.append(problem("S603", "dangling-after", f"没有编号为 `{name}` 的环节",
                                          self.located.place_of(at), nearest(str(name), self.names)
                                          or "写本文件里环节的编号"))
        return tuple(dict.fromkeys(str(name) for name in listed if str(name) in self.names))

    def _duration(self, stated: object, average: bool, path: Path) -> Limit | None:
        if stated is None:
            return None
        found = self._try(lambda: parse_duration(stated, self.located.place_of(path)))
        return replace(found, measure="average") if isinstance(found, Limit) and average else found

    def _materials(self, stated: object, path: Path) -> Iterator[StatedMaterial]:
        for index, each in enumerate(stated if isinstance(stated, list) else []):
            if isinstance(each, str):
                yield StatedMaterial(each, (*path, index))
            elif isinstance(each, dict):
                yield StatedMaterial(str(each.get("name", "")), (*path, index), each.get("is"),
                                     each.get("required") is not False)

    def _try(self, read: Any) -> Any:
        try:
            return read()
        except KbError as error:
            self.wrong += error.findings
            return None

    def _at(self, path: Path, read: Any) -> Any:
        """The same, with the errors placed at a part of the file."""
        try:
            return read()
        except KbError as error:
            self.wrong += [replace(each, place=self.located.place_of(path)) for each in error.findings]
            return None


def _equal(name: str, value: Value) -> Node:
    if isinstance(value, bool):
        return FactRef(name) if value else Not(FactRef(name))
    return Compare("=", FactRef(name), Literal(value))
