"""What checks of quality share: the texts of a document, its times as written, and one finding for many places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.clauses.logic import residual
from kb.clauses.tree import NEVER
from kb.findings import Finding, KbError, Place, Severity
from kb.linter.document import Procedure
from kb.linter.promises import promised
from kb.linter.review import Review
from kb.linter.stated import StatedLater, StatedPart, StatedPromise, StatedStep
from kb.linter.times import StatedTime, stated_time

SHOWN = 3
"""How many of many places a finding names."""


@dataclass(frozen=True, slots=True)
class Said:
    """One text of a document, or one thing of it: what it is about, where it stands, and its id or pointer."""

    name: str
    place: Place
    at: str
    text: str = ""


def texts(procedure: Procedure) -> Iterator[Said]:
    """Every text in which a document says when, how and on what something is done; not the names of materials."""
    for step in procedure.steps:
        for key in ("name", "when", "result", "note"):
            yield from _said(procedure, step, key, step.id)
        for later in step.accepts_with:
            yield from _said(procedure, later, "on", step.id)
            yield from _said(procedure, later, "note", step.id)
        for part in (*step.materials, *step.seals, *([step.notice] if step.notice else ())):
            yield from _said(procedure, part, "note", step.id)
    for _, fee in procedure.all_fees():
        for key in ("amount", "basis", "when_paid", "note"):
            yield from _said(procedure, fee, key, pointed(fee))
    others: list[tuple[Sequence[StatedPart], tuple[str, ...]]] = [
        (procedure.promises, ("item", "note")), (procedure.practices, ("text", "note")),
        (procedure.disclosures, ("note",)), (procedure.decisions, ("text", "note"))]
    for parts, keys in others:
        for each in parts:
            for key in keys:
                yield from _said(procedure, each, key, pointed(each))


def times(procedure: Procedure) -> Iterator[tuple[StatedStep | StatedPromise | StatedLater, Said, StatedTime]]:
    """Every time that a document states, as it is written and as far as it can be read."""
    parts: list[tuple[StatedStep | StatedPromise | StatedLater, str, str, str]] = []
    for step in procedure.steps:
        parts.append((step, "duration", step.name, step.id))
        parts += [(later, "within", later.name, step.id) for later in step.accepts_with]
    parts += [(each, "duration", each.item, pointed(each)) for each in procedure.promises]
    for part, key, name, at in parts:
        written = procedure.written(part, key)
        if written is not None:
            try:
                yield part, Said(name, procedure.place_of(part, key), at, str(written)), stated_time(written)
            except KbError:
                continue  # told when the document was read


def is_limited(review: Review, part: StatedStep | StatedPromise) -> bool:
    """Whether some rule that may hold limits the time of a step or of what is promised."""
    if isinstance(part, StatedStep):
        step = review.rule_step(part)
        if step is None or residual(review.needed(step.id), review.judge.values) == NEVER:
            return False
        return any(review.judge.live(index) for index, _ in review.run.frame.limits.get(f"step:{step.id}:max", ()))
    return any(each.review.judge.live(index) for each in promised(review) if each.stated is part
               for index, _ in each.limits)


def pointed(part: StatedPart) -> str:
    """A part's JSON pointer."""
    return "".join(f"/{each}" for each in part.at)


def together(code: str, name: str, severity: Severity, found: Sequence[Said], message: str, hint: str,
             depends_on: tuple[str, ...] = ()) -> Finding:
    """One finding for all places that say the same: it stands at the first; `{names}` names some, with their number."""
    listed = "、".join(dict.fromkeys(f"“{each.name}”" for each in found[:SHOWN]))
    more = f"等{len(found)}处" if len(found) > SHOWN else ""
    return Finding(code, name, severity, found[0].place, message.format(names=listed + more), hint,
                   at=tuple(dict.fromkeys(each.at for each in found)), depends_on=depends_on)


def _said(procedure: Procedure, part: StatedPart, key: str, at: str) -> Iterator[Said]:
    written = procedure.written(part, key)
    if isinstance(written, str) and written:
        yield Said(written, procedure.place_of(part, key), at, written)
