"""The parts of a document beside its steps: promises, practices, disclosures, reports, decisions, data uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kb.clauses.model import Value
from kb.clauses.tree import conjunction
from kb.findings import nearest, problem
from kb.linter.entries import Entries, Row, equal, flag, names, text
from kb.linter.rights import rights_of_service
from kb.linter.stated import (
    Acceptance,
    Path,
    StatedDataUse,
    StatedDecision,
    StatedDisclosure,
    StatedPractice,
    StatedPromise,
    StatedReport,
)


class PartReader:
    """Reads the further parts under the document's situation."""

    def __init__(self, entries: Entries, situation: Mapping[str, Value]) -> None:
        self.entries = entries
        self.situation = situation

    def promises(self, stated: object) -> Iterator[StatedPromise]:
        """The promised times."""
        for row, at in self._rows(stated, "promises", "item"):
            own = self.entries.own_facts(row, "for", self.situation, at)
            yield StatedPromise(text(row, "item"), at, self.entries.duration(row, at), own,
                                conjunction([equal(name, value) for name, value in own.items()]), text(row, "note"))

    def practices(self, stated: object) -> Iterator[StatedPractice]:
        """The other practices."""
        for row, at in self._rows(stated, "practices", "text"):
            by = text(row, "by")
            yield StatedPractice(text(row, "text"), at, text(row, "kind"), flag(row, "required"), by,
                                 self.entries.authority(by), text(row, "note"))

    def disclosures(self, stated: object) -> Iterator[StatedDisclosure]:
        """What is made public."""
        for row, at in self._rows(stated, "disclosures", "what"):
            yield StatedDisclosure(text(row, "what"), at, flag(row, "public"), text(row, "where"),
                                   self.entries.day(row, "since", at), text(row, "note"))

    def reports(self, stated: object) -> Iterator[StatedReport]:
        """The reports handed in, or not."""
        for row, at in self._rows(stated, "reports", "what"):
            by, to = text(row, "by"), names(row.get("to"))
            yield StatedReport(text(row, "what"), at, text(row, "period"), self.entries.day(row, "submitted", at), to,
                               tuple(self.entries.authority(each) for each in to), by, self.entries.authority(by),
                               text(row, "note"))

    def decisions(self, stated: object) -> Iterator[StatedDecision]:
        """The decisions in single cases; their facts are the case's own, not the document's."""
        for row, at in self._rows(stated, "decisions", "text"):
            by, own = text(row, "by"), self.entries.own_facts(row, "situation", {}, at)
            yield StatedDecision(text(row, "text"), at, own, self.entries.day(row, "date", at), by,
                                 self.entries.authority(by), text(row, "note"), self._rights(row, "grants", at),
                                 self._rights(row, "denies", at))

    def _rights(self, row: Row, key: str, at: Path) -> tuple[str, ...]:
        """The rights that a decision names; S608 for one that the service's rules never grant."""
        named = names(row.get(key))
        service = self.entries.program.service.id if self.entries.program else ""
        known = rights_of_service(self.entries.knowledge, service) if named and service else None
        for index, name in enumerate(named if known is not None else ()):
            if known is not None and name not in known:
                place = self.entries.located.place_of((*at, key, index) if isinstance(row[key], list) else (*at, key))
                self.entries.wrong.append(problem(
                    "S608", "unknown-right", f"规则库的这个事项没有待遇或规则 `{name}`", place,
                    nearest(name, known) or "写规则里待遇的编号，或者给出待遇的规则的编号；不清楚就不写，按文字去找"))
        return named

    def data_uses(self, stated: object) -> Iterator[StatedDataUse]:
        """The uses of data."""
        for row, at in self._rows(stated, "data_uses", "purpose"):
            receiver = text(row, "receiver")
            yield StatedDataUse(text(row, "purpose"), at, receiver, self.entries.authority(receiver),
                                names(row.get("data")), flag(row, "consent"), text(row, "note"))

    def accept(self, stated: object) -> Iterator[Acceptance]:
        """The deviations that are knowingly kept."""
        for row, at in self._rows(stated, "accept", "code"):
            yield Acceptance(text(row, "code"), at, names(row.get("at")), text(row, "reason"),
                             self.entries.day(row, "until", at), text(row, "by"))

    def _rows(self, stated: object, part: str, key: str) -> Iterator[tuple[Row, Path]]:
        """The entries of a part that have what every entry must have."""
        for row, at in self.entries.rows(stated, (part,)):
            if isinstance(row, dict) and text(row, key):
                yield row, at
