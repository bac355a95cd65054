"""From when a document counts a time, against what the rules say starts the clock."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kb.clauses.model import Limit, Span
from kb.clauses.tree import Node
from kb.compiler.knowledge import Program
from kb.findings import Place
from kb.linter.coverage import Coverage
from kb.linter.match import bare
from kb.linter.names import Names, folded
from kb.linter.promises import promised
from kb.linter.review import Review

_HEAD = re.compile("^(?:自|从|在|于|以)")
_TAIL = re.compile("(?:之日|之时|之后|以后|后|完毕|完成|结束|办结|通过|合格|齐全|起算|起计|计算|算起|开始|起|当日"
                   "|次日|时|日|之)+$")
_OVER = re.compile("后|完|结束|办结|通过|合格|之日|次日")


@dataclass(frozen=True)
class Started:
    """A stated time that says from when it counts: where, against which limits and by whose words it is judged.

    `slot` is `step:…` or `span:…`. `rules` are the words of the rules for the start of the clock.
    """

    review: Review
    name: str
    text: str
    own: Limit
    slot: str
    span: Span | None
    limits: Sequence[tuple[int, Limit]]
    assuming: Node
    place: Place
    at: tuple[str, ...]

    @property
    def rules(self) -> tuple[str, ...]:
        """From when the rules count, in their words: as the limits say, else the span."""
        said = [limit.starts for index, limit in self.limits if limit.starts and self.review.judge.live(index)]
        return tuple(dict.fromkeys(said or ([self.span.starts] if self.span and self.span.starts else [])))

    @property
    def same(self) -> bool:
        """Whether the document says the same start as the rules, in more or fewer words."""
        mine = _core(self.text)
        return not mine or any(_within(mine, each) or _within(each, mine) for each in map(_core, self.rules))

    @cached_property
    def step(self) -> str:
        """The rule step that the start names, "" when it names none for sure."""
        found, _ = _names(self.review.run.program).owners(_core(self.text))
        return next(iter(found)) if len(found) == 1 else ""

    @cached_property
    def late(self) -> tuple[str, ...]:
        """The rule steps whose time the rules count and that are over before this clock starts; empty when none is."""
        name = self.step
        if not name:
            return ()
        coverage, steps = Coverage(self.review), self.review.run.program.steps
        over = {name} if _OVER.search(self.text) else set()
        gone = (coverage.before(name) | over) if over or self.span else coverage.before(name)
        if self.span is None:
            own = self.slot.partition(":")[2]
            mine = {each.id for each in steps.values() if own in (each.id, each.part_of)}
        else:
            excluded = self.review.run.frame.excludes
            mine = {each for each in self.span.steps if each not in excluded}
        return tuple(each for each in steps if each in mine & gone)


def started(review: Review) -> Iterator[Started]:
    """Every stated time with a start of its own that the rules limit."""
    frame = review.run.frame
    for stated in review.procedure.steps:
        step, own = review.rule_step(stated), stated.duration
        if step is not None and own is not None and own.starts:
            limits = frame.limits.get(f"step:{step.id}:max", ())
            if limits:
                yield Started(review, stated.name, own.starts, own, f"step:{step.id}", None, limits,
                              review.takes_place(stated), review.procedure.step_place(stated, "starts"), (stated.id,))
    for each in promised(review):
        own = each.stated.duration
        if own is not None and own.starts and each.limits:
            yield Started(each.review, each.stated.item, own.starts, own, each.slot, each.span, each.limits,
                          each.stated.condition, review.procedure.place_of(each.stated, "starts"), each.at)


@lru_cache(maxsize=8)
def _names(program: Program) -> Names:
    return Names(((step.id, name) for step in program.steps.values() for name in (step.name, *step.aliases)),
                 (folded, bare), 2)


def _core(text: str) -> str:
    return _HEAD.sub("", _TAIL.sub("", folded(text)))


def _within(short: str, long: str) -> bool:
    """Whether the characters of one text all stand in the other, in order."""
    rest = iter(long)
    return bool(short) and all(each in rest for each in short)
