"""Every gate: silent on the guides as they are, and it speaks when its one thing is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from guide_samples import DAY, DEMO_DAY, demo, loaded, proof

from generator.content.desk import Desk, lay
from generator.content.model import (
    EDITORIAL,
    Block,
    Bullets,
    Chapter,
    Ground,
    Heading,
    Paragraph,
    Publication,
    Row,
    Sentence,
    Table,
)
from generator.gates.proof import Proof
from generator.gates.run import gates, held, review, situations
from kb.linter.check import PARTS

Spoil = Callable[[Desk, Publication], tuple[Desk, Publication]]
LINE = {"voltage": "10kv", "line_length_m": 120, "occupies_road": True, "dual_source": False}


def power() -> Proof:
    return proof(loaded(), "power.connect", LINE, DAY)


def shop() -> Proof:
    return proof(demo(), "licence.shop", {}, DEMO_DAY)


def adding(name: str, *blocks: Block) -> Spoil:
    """The guide with blocks added to a chapter."""
    return lambda desk, guide: (desk, _with(guide, name, lambda each: replace(each, blocks=(*each.blocks, *blocks))))


def table(name: str, change: Callable[[tuple[Row, ...]], tuple[Row, ...]]) -> Spoil:
    """The guide with the rows of a chapter's first table changed."""
    def spoil(desk: Desk, guide: Publication) -> tuple[Desk, Publication]:
        def chapter(each: Chapter) -> Chapter:
            first = next(block for block in each.blocks if isinstance(block, Table))
            blocks = tuple(replace(first, rows=change(first.rows)) if block is first else block
                           for block in each.blocks)
            return replace(each, blocks=blocks)
        return desk, _with(guide, name, chapter)
    return spoil


def answer(**changes: Callable[[Any], Any]) -> Spoil:
    """The desk with parts of its answer changed."""
    return lambda desk, guide: (replace(desk, answer=replace(desk.answer, **{
        name: change(getattr(desk.answer, name)) for name, change in changes.items()})), guide)


def _with(guide: Publication, name: str, change: Callable[[Chapter], Chapter]) -> Publication:
    assert any(each.id == name for each in guide.chapters), name
    return replace(guide, chapters=tuple(change(each) if each.id == name else each for each in guide.chapters))


def _cell(row: Row, at: int, text: str) -> Row:
    return replace(row, cells=(*row.cells[:at], text, *row.cells[at + 1:]))


def _tight(spans: Any) -> Any:
    """The declared total of every span cut to half a day."""
    return tuple(replace(each, declared=tuple({**one, "value": 0.5, "settled": True, "measure": "max"}
                                              for one in each.declared)) for each in spans)


def _lawful(steps: Any) -> Any:
    """A statutory limit below the promise of every timed step."""
    return tuple(replace(each, statutory=({"value": 0.5, "unit": "working_day"},)) if each.limit else each
                 for each in steps)


SAID = Sentence("管线短的，三天办完。", Ground(("no.such.rule",), ("no-such/1",)))
SPOILT: list[tuple[str, str, Callable[[], Proof], Spoil]] = [
    ("G101", "nothing behind it", power, adding("rights", Bullets((Sentence("三天办完。", Ground()),)))),
    ("G101", "a rule there is not", power, adding("rights", Bullets((SAID,)))),
    ("G101", "a clause left out of the table", power, lambda desk, guide: (desk, replace(guide, citations={}))),
    ("G102", "at no step", shop, answer(materials=lambda all_: tuple(replace(each, step="nowhere") for each in all_))),
    ("G102", "for no reason", shop, answer(materials=lambda all_: tuple(replace(each, because=()) for each in all_))),
    ("G103", "a step is gone", power, table("process", lambda rows: rows[1:])),
    ("G103", "materials are gone", shop, lambda desk, guide: (desk, replace(guide, chapters=tuple(
        each for each in guide.chapters if each.id != "materials")))),
    ("G104", "a row twice", power, table("process", lambda rows: (*rows, _cell(rows[0], 0, "99")))),
    ("G104", "a chapter twice", power, lambda desk, guide: (desk, replace(
        guide, chapters=(*guide.chapters, guide.chapters[0])))),
    ("G105", "the last step first", power, table("process", lambda rows: (rows[-1], *rows[:-1]))),
    ("G106", "sums over the promise", power, answer(spans=_tight, tensions=lambda _: ())),
    ("G106", "promise over the law", power, answer(steps=_lawful, tensions=lambda _: ())),
    ("G107", "no unit", power, table("process", lambda rows: (_cell(rows[0], 3, "承诺5"), *rows[1:]))),
    ("G107", "half a unit", power, table("process", lambda rows: (_cell(rows[0], 3, "承诺5日"), *rows[1:]))),
    ("G108", "nothing left to choose", shop, answer(materials=lambda all_: tuple(
        replace(each, status="waived") if each.any_of else each for each in all_))),
    ("G109", "one name, two things", power, lambda desk, guide: (_renamed(desk), guide)),
    ("G110", "vague of our own", power, adding("rights", Paragraph((Sentence("必要时可以延长。", EDITORIAL),)))),
    ("G111", "an id", power, adding("rights", Paragraph((Sentence("先办 planning-permit。", EDITORIAL),)))),
    ("G111", "a half-width comma", power, adding("rights", Paragraph((Sentence("先受理,再答复。", EDITORIAL),)))),
    ("G112", "a heading over nothing", power, adding("rights", Heading("别的"))),
    ("G112", "a table without rows", power, table("process", lambda _: ())),
    ("G113", "nobody to ask", power, table("gaps", lambda rows: (_cell(rows[0], 2, ""), *rows[1:]))),
    ("G113", "miscounted", power, table("gaps", lambda rows: rows[1:])),
]


def _renamed(desk: Desk) -> Desk:
    """The first material is called what an earlier step gives out."""
    made = next(name for step in desk.service.steps for name in step.produces)
    first, *rest = lay(loaded(), "power.connect", {}, DAY, "python").answer.materials
    assert first.id != made
    fake = replace(first, name=desk.name("material", made))
    return replace(desk, answer=replace(desk.answer, materials=(fake, *rest)))


@pytest.mark.parametrize(("code", "what", "made", "spoil"), SPOILT, ids=[f"{each[0]} {each[1]}" for each in SPOILT])
def test_a_spoilt_guide_does_not_pass(code: str, what: str, made: Callable[[], Proof], spoil: Spoil) -> None:
    right = made()
    assert held(right) == []
    found = held(Proof(*spoil(right.desk, right.guide)))
    assert code in {each.code for each in found}, [str(each) for each in found]
    assert all(each.hint and each.place.file for each in found)


def test_every_gate_is_tried() -> None:
    assert {each.code for each in gates()} == {code for code, *_ in SPOILT}


@pytest.mark.parametrize("gate", gates(), ids=lambda each: each.code)
def test_every_gate_has_a_page(gate: Any) -> None:
    positions = [gate.page.find(f"\n{part}：") for part in PARTS]
    assert -1 not in positions and positions == sorted(positions)


def test_what_is_looked_at() -> None:
    wanted = list(situations(loaded()))
    assert {service for service, _, _ in wanted} == set(loaded().services)
    assert sum(bool(facts) for _, facts, _ in wanted) > 500
    assert ("power.connect", {}, date(2018, 9, 30)) in wanted


def test_the_made_up_service_passes_whole() -> None:
    assert review(demo(), jobs=1) == []
