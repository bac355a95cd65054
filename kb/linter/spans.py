"""The ways to read how much of a document stands inside a span, the surest first; and the spans that run over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kb.clauses.model import Span
from kb.clauses.tree import NEVER, both, conjunction
from kb.findings import KbError
from kb.linter.approvals import is_approval, unlisted
from kb.linter.document import StatedStep
from kb.linter.review import Breach, Review
from kb.linter.totals import SpanTotal
from kb.schedule.network import Schedule

UNITS = ("working_day", "day")
"""The units in which a path can be added up."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One reading: the total, what it rests on that the document does not say, and that in words."""

    total: SpanTotal
    doubts: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Overrun:
    """A span that takes longer than declared under a reading, with the document's plan in such a case."""

    variant: Variant
    breach: Breach
    schedule: Schedule


@lru_cache(maxsize=4)
def overruns(review: Review) -> tuple[Overrun, ...]:
    """The spans that take longer than declared, each under its surest reading; none where steps wait in a circle."""
    try:
        found = [next((each for variant in variants(review, span) if (each := _over(review, variant))), None)
                 for span in review.run.program.service.spans]
    except KbError:
        return ()
    return tuple(each for each in found if each is not None)


def _over(review: Review, variant: Variant) -> Overrun | None:
    node = variant.total.condition()
    if node == NEVER:
        return None
    longest = variant.total.longest()  # a law's own, wider total beside the promise is not what is exceeded
    breach = review.breach([(index, both(review.judge.holds(index), node)) for index, limit in variant.total.caps
                            if limit.value * 2 < longest], assuming=variant.total.assuming)
    if breach is None:
        return None
    case = review.judge.find(conjunction((review.judge.covers, variant.total.assuming, node))) or {}
    return Overrun(variant, breach, variant.total.schedule(case))


def variants(review: Review, span: Span) -> Iterator[Variant]:
    """Readings of a span: what it surely holds; then unknown steps between its own; then other units at their usual."""
    added = frozenset(each.stated.id for each in unlisted(review) if not each.doubt
                      and each.breach.severity == "error" and _approvals(review, span))
    sure = [total for unit in UNITS if (total := SpanTotal(review, span, added, unit=unit)).caps]
    yield from (Variant(total) for total in sure)
    enclosed = between(review, span) if sure else set()
    inside = [each for each in review.procedure.steps
              if each.id in enclosed and each.id not in added and _inside(review, span, each)]
    extra = added | {each.id for each in inside}
    if inside:
        words = f"其中{_quoted(inside)}规则里没有，确在这一段里才违规"
        yield from (Variant(SpanTotal(review, span, extra, unit=total.unit), tuple(f"{each.id}.is" for each in inside),
                            words) for total in sure)
    for total in sure:
        other = [each for each in review.procedure.steps if each.id in total.members
                 and each.duration is not None and each.duration.unit != total.unit]
        if other:
            yield Variant(SpanTotal(review, span, added, unit=total.unit, usual=True),
                          tuple(f"{each.id}.duration" for each in other),
                          f"其中{_quoted(other)}的单位同总时限不同，按不遇放假折算")


def _quoted(steps: list[StatedStep]) -> str:
    return "、".join(f"“{each.name}”" for each in steps)


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


def between(review: Review, span: Span) -> set[str]:
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
