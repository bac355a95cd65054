"""The whole guide: chapters in the order in which a reader needs them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from generator.content import (
    after,
    before,
    clock,
    doubts,
    head,
    items,
    materials,
    process,
    questions,
    situations,
    sources,
    timeline,
)
from generator.content.desk import Desk, lay
from generator.content.doubts import counted
from generator.content.model import Chapter, Publication
from generator.content.record import record
from kb.compiler.knowledge import Knowledge
from kb.engine.runner import EngineName
from kb.findings import KbError, problem

Maker = Callable[[Desk], Chapter | None]
CHAPTERS: tuple[Maker, ...] = (
    head.audience, head.glance, questions.chapter, before.chapter, materials.chapter, process.chapter,
    timeline.chapter, process.branches, situations.chapter, clock.chapter, after.special, items.fees,
    after.result, after.amends, after.remedies, after.help_, items.rights, items.duties,
    items.prohibitions, items.disclosures, doubts.tensions, doubts.confirmations, doubts.gaps)
OUTSIDE: tuple[Maker, ...] = (head.audience,)
NARROWED = tuple(each for each in CHAPTERS if each is not situations.chapter)
LACKING: tuple[Maker, ...] = (doubts.gaps, doubts.confirmations, doubts.tensions)


def compose(knowledge: Knowledge, service: str, facts: Mapping[str, object], as_of: date, *,
            engine: EngineName = "durable", gaps: bool = False) -> Publication:
    """The guide to a service in a situation, as neutral content; with `gaps` only what is missing from it."""
    return written(lay(knowledge, service, facts, as_of, engine), gaps=gaps)


def written(desk: Desk, *, gaps: bool = False) -> Publication:
    """The guide from what lies on the desk."""
    makers = OUTSIDE if desk.answer.outcome == "not_covered" else LACKING if gaps else CHAPTERS
    made = [chapter for make in makers if (chapter := make(desk)) is not None]
    citations = sources.numbering(desk, made)
    basis = sources.basis(desk, citations)
    chapters = (*counted(made), *([basis] if basis else []), sources.version(desk))
    title = f"{desk.service.name}办事指南" + ("：缺什么、要问谁" if gaps else "")
    return Publication(title, head.meta(desk), chapters, citations, entry=record(desk))


def narrow(desk: Desk, citations: Mapping[str, int]) -> Publication:
    """The guide to one of many situations, to stand in the place of the whole guide on a page.

    Without the table of situations, and without the table of clauses: `citations` numbers those of the whole guide.
    KbError S649 when the narrowed guide rests on a clause that the whole one does not name.
    """
    makers = OUTSIDE if desk.answer.outcome == "not_covered" else NARROWED
    made = [chapter for make in makers if (chapter := make(desk)) is not None]
    lost = {clause for each in made for _, ground in each.sentences() for clause in ground.clauses} - set(citations)
    if lost:
        raise KbError(problem("S649", "lost-clause", f"{desk.service.name}：缩小后的指南引用了全指南没有列出的条款"
                                                     f"{'、'.join(sorted(lost))}", hint="这是程序的错误，请报告"))
    return Publication(desk.service.name, (), (*counted(made), sources.version(desk)), dict(citations))
