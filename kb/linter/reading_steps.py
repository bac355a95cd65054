"""The steps of a document with all that belongs to them: materials, 容缺, fees, seals, notice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from kb.clauses.model import Value
from kb.clauses.tree import conjunction
from kb.findings import nearest, problem
from kb.linter.entries import Entries, Row, basis, equal, flag, names, number, text
from kb.linter.stated import (
    Path,
    StatedFee,
    StatedLater,
    StatedMaterial,
    StatedNotice,
    StatedSeal,
    StatedStep,
)
from kb.linter.wording import form_of, taken_apart


class StepReader:
    """Reads steps under the document's situation."""

    def __init__(self, entries: Entries, situation: Mapping[str, Value]) -> None:
        self.entries, self.located = entries, entries.located
        self.situation = situation
        self.ids: dict[str, str] = {}

    def read(self, stated: object) -> tuple[StatedStep, ...]:
        """All steps of the list; those without an id are left to the schema's finding."""
        rows = list(self.entries.rows(stated, ("steps",)))
        for row, path in rows:
            self._register(row, path)
        return tuple(self._step(row, path, index) for index, (row, path) in enumerate(rows)
                     if isinstance(row, dict) and "id" in row)

    def _register(self, row: object, path: Path) -> None:
        name = str(row.get("id", "")) if isinstance(row, dict) else ""
        if not name:
            return
        if name in self.ids:
            self.entries.wrong.append(problem(
                "S602", "duplicate-step", f"环节编号 `{name}` 用了两次", self.located.place_of((*path, "id")),
                "给每个环节一个自己的编号"))
        self.ids.setdefault(name, text(row, "name") if isinstance(row, dict) else "")

    def _step(self, row: Row, path: Path, index: int) -> StatedStep:
        own = self.entries.own_facts(row, "situation", self.situation, path)
        node, vague = self.entries.when(row.get("when"), (*path, "when"))
        authority = text(row, "authority")
        return StatedStep(
            index, str(row["id"]), text(row, "name"), self._is(row.get("is"), (*path, "is")),
            self.entries.authority(authority), authority, row.get("kind"),
            self._waits(row.get("after")), self._waits(row.get("issue_after")),
            self.entries.duration(row, path), row.get("counted") is not False,
            tuple(self.materials(row.get("materials"), (*path, "materials"))), own,
            conjunction([*(equal(name, value) for name, value in own.items()), node]), vague, text(row, "when"),
            tuple(self._later(row.get("accepts_with"), (*path, "accepts_with"))),
            tuple(self.fees(row.get("fees"), (*path, "fees"))), self._seals(row.get("seals"), (*path, "seals")),
            self._notice(row.get("notice"), (*path, "notice")), basis(row, "legal_basis"),
            names(row.get("channel")), text(row, "result"), text(row, "note"))

    def _is(self, name: object, path: Path) -> str | None:
        program = self.entries.program
        if not isinstance(name, str) or program is None:
            return None
        if name not in program.steps:
            hint = nearest(name, program.steps) or "不清楚就不写 is，按名称去找"
            self.entries.wrong.append(problem("S601", "unknown-rule-step", f"规则库的这个事项没有环节 `{name}`",
                                              self.located.place_of(path), hint))
            return None
        return name

    def _waits(self, stated: object) -> tuple[str, ...]:
        """The steps of the document that a step waits for; a name of none is a finding of the review (P650)."""
        return tuple(dict.fromkeys(name for name in names(stated) if name in self.ids))

    def materials(self, stated: object, path: Path) -> Iterator[StatedMaterial]:
        """The materials of a list: names, or mappings with a name."""
        for each, at in self.entries.rows(stated, path):
            row: Row = {"name": each} if isinstance(each, str) else each if isinstance(each, dict) else {}
            name = text(row, "name")
            if not name:
                continue
            said, source = taken_apart(name), text(row, "from")
            copies = number(row, "copies")
            yield StatedMaterial(
                name, at, self._material(row.get("is"), (*at, "is")), row.get("required") is not False, said.core,
                said.copies if copies is None else copies, form_of(text(row, "form")) or said.form, source,
                "applicant" if source == "applicant" else self.entries.authority(source),
                basis(row, "legal_basis"), self._seals(row.get("seals"), (*at, "seals")), said.seal,
                text(row, "any_of"), text(row, "note"))

    def _material(self, name: object, path: Path) -> str | None:
        if not isinstance(name, str):
            return None
        if name not in self.entries.knowledge.materials:
            self.entries.wrong.append(problem(
                "S606", "unknown-rule-material", f"规则库没有材料 `{name}`", self.located.place_of(path),
                nearest(name, self.entries.knowledge.materials) or "不清楚就不写 is，按名称去找"))
            return None
        return name

    def _later(self, stated: object, path: Path) -> Iterator[StatedLater]:
        for each, at in self.entries.rows(stated, path):
            row: Row = {"name": each} if isinstance(each, str) else each if isinstance(each, dict) else {}
            if text(row, "name"):
                yield StatedLater(text(row, "name"), at, text(row, "on"),
                                  self.entries.duration(row, at, "within"), text(row, "note"))

    def fees(self, stated: object, path: Path) -> Iterator[StatedFee]:
        """The fees of a list."""
        for row, at in self.entries.rows(stated, path):
            if isinstance(row, dict) and text(row, "name"):
                payer, payee = text(row, "payer"), text(row, "payee")
                yield StatedFee(
                    text(row, "name"), at, _amount(row.get("amount")), payer, self.entries.authority(payer), payee,
                    self.entries.authority(payee), flag(row, "before_result"), flag(row, "published"),
                    flag(row, "required"), basis(row, "basis", "legal_basis"), text(row, "when_paid"),
                    text(row, "note"))

    def _seals(self, stated: object, path: Path) -> tuple[StatedSeal, ...]:
        found = []
        for each, at in self.entries.rows(stated, path):
            row: Row = {"by": each} if isinstance(each, str) else each if isinstance(each, dict) else {}
            if by := text(row, "by"):
                found.append(StatedSeal(by, at, self.entries.authority(by), text(row, "kind"), text(row, "note")))
        return tuple(found)

    def _notice(self, stated: object, path: Path) -> StatedNotice | None:
        if not isinstance(stated, dict):
            return None
        return StatedNotice(path, text(stated, "form"), flag(stated, "complete"), number(stated, "times"),
                            text(stated, "note"))


def _amount(stated: Any) -> Decimal | str | None:
    if isinstance(stated, int | Decimal) and not isinstance(stated, bool):
        return Decimal(stated)
    return None if stated is None else str(stated)
