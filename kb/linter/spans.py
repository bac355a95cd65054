"""The ways to read how much of a document stands inside a span, the surest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kb.clauses.model import Span
from kb.linter.approvals import is_approval, unlisted
from kb.linter.document import StatedStep
from kb.linter.review import Review
from kb.linter.totals import SpanTotal


@dataclass(frozen=True, slots=True)
class Variant:
    """One reading: the total, what it rests on that the document does not say, and that in words."""

    total: SpanTotal
    doubts: tuple[str, ...] = ()
    words: str = ""


def variants(review: Review, span: Span) -> Iterator[Variant]:
    """Readings of a span: what it surely holds; then unknown steps between its own; then steps said not to count."""
    added = frozenset(each.stated.id for each in unlisted(review) if not each.doubt
                      and each.breach.severity == "error" and _approvals(review, span))
    sure = SpanTotal(review, span, added)
    if not sure.caps:
        return
    yield Variant(sure)
    between = _between(review, span)
    inside = [each for each in review.procedure.steps
              if each.id in between and each.id not in added and _inside(review, span, each)]
    extra = added | {each.id for each in inside}
    if inside:
        yield Variant(SpanTotal(review, span, extra), tuple(f"{each.id}.is" for each in inside),
                      f"其中{'、'.join(f'“{each.name}”' for each in inside)}规则里没有，确在这一段里才违规")
    silent = [each for each in review.procedure.steps if not each.counted and review.rule_step(each) is not None]
    if silent:
        full = SpanTotal(review, span, added, uncounted=True)
        more = [each for each in silent if each.id in full.members]
        if more:
            yield Variant(full, tuple(f"{each.id}.counted" for each in more),
                          f"其中{'、'.join(f'“{each.name}”' for each in more)}文件写不计入，规则没有这样说")


def _approvals(review: Review, span: Span) -> bool:
    return any(review.run.program.steps[name].kind == "approval" for name in span.steps)


def _inside(review: Review, span: Span, stated: StatedStep) -> bool:
    """Whether a step is unknown and done by one of the span's authorities, so that it would count in the span."""
    if review.rule_step(stated) is not None or not stated.counted or stated.duration is None:
        return False
    if is_approval(review, stated) and not _approvals(review, span):
        return False
    owners = {review.run.program.steps[name].authority for name in span.steps}
    return stated.authority is None or stated.authority in owners


def _between(review: Review, span: Span) -> set[str]:
    """The document's steps that wait for one step of the span and that another one waits for."""
    members = [each.id for each in review.procedure.steps
               if (step := review.rule_step(each)) is not None and step.id in span.steps]
    earlier = {name for each in members for name in review.before(each)}
    followers: dict[str, list[str]] = {}
    for each in review.procedure.steps:
        for name in each.after:
            followers.setdefault(name, []).append(each.id)
    later: set[str] = set()
    queue = list(members)
    while queue:
        fresh = [each for each in followers.get(queue.pop(), ()) if each not in later]
        later.update(fresh)
        queue += fresh
    return earlier & later
