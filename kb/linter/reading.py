"""From a located file to a Procedure; every error is collected with its place. Codes S601, S602, S606."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kb.clauses.days import with_days
from kb.clauses.located import Located
from kb.clauses.model import Service
from kb.clauses.schema import validate
from kb.compiler.knowledge import Knowledge
from kb.findings import Finding, KbError
from kb.linter.document import Procedure
from kb.linter.entries import Entries, Row, text
from kb.linter.reading_parts import PartReader
from kb.linter.reading_steps import StepReader

HOPELESS = ("S612", "S622")
"""What a reader finds that leaves nothing to check further: no table, no service."""


def procedure_of(knowledge: Knowledge, located: Located, wrong: Sequence[Finding] = ()) -> Procedure:
    """The Procedure that a file states; KbError with all that is wrong with it, `wrong` from its reader included."""
    if any(each.code in HOPELESS for each in wrong):
        raise KbError(sorted(dict.fromkeys(wrong), key=lambda each: each.place))
    located = with_days(located, [("document", "as_of")])
    entries = Entries(knowledge, located, [*wrong, *validate("document", located)])
    found = _read(entries, located.value if isinstance(located.value, dict) else {})
    if entries.wrong or found is None:
        raise KbError(sorted(dict.fromkeys(entries.wrong), key=lambda each: each.place))
    return found


def _read(entries: Entries, stated: Row) -> Procedure | None:
    head = stated.get("document")
    head = head if isinstance(head, dict) else {}
    service = _service(entries, head)
    situation = entries.facts(stated.get("situation"), ("situation",))
    entries.settle(situation, {}, ("situation",))
    steps = StepReader(entries, situation)
    parts = PartReader(entries, situation)
    stated_steps = steps.read(stated.get("steps"))
    found = {
        "promises": tuple(parts.promises(stated.get("promises"))),
        "fees": tuple(steps.fees(stated.get("fees"), ("fees",))),
        "practices": tuple(parts.practices(stated.get("practices"))),
        "disclosures": tuple(parts.disclosures(stated.get("disclosures"))),
        "reports": tuple(parts.reports(stated.get("reports"))),
        "decisions": tuple(parts.decisions(stated.get("decisions"))),
        "data_uses": tuple(parts.data_uses(stated.get("data_uses"))),
        "accept": tuple(parts.accept(stated.get("accept")))}
    if service is None:
        return None
    department = text(head, "department")
    return Procedure(entries.located.file, service, text(head, "title") or service.name, department, entries.as_of,
                     situation, stated_steps, entries.located, entries.authority(department),
                     **found)  # type: ignore[arg-type]


def _service(entries: Entries, head: Row) -> Service | None:
    found = entries.day(head, "as_of", ("document",))
    entries.as_of = found if isinstance(found, date) else entries.as_of
    if not isinstance(head.get("service"), str):
        return None
    name = str(head["service"])
    service: Service | None = entries.placed(("document", "service"), lambda: entries.knowledge.service(name))
    if service is None:
        return None
    entries.program = entries.placed(("document", "as_of"),
                                     lambda: entries.knowledge.program(name, entries.as_of))
    return service
