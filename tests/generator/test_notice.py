"""What an application lacks: nothing assumed, everything told once, and which of the three outcomes it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from guide_samples import DAY, DEMO_DAY, demo, demo_notice

from generator.content.application import Application
from generator.content.desk import lay
from generator.content.judging import Judgement, judge
from generator.content.model import Checks, Publication, Table
from generator.content.notice import compose_notice
from generator.handed import had, read
from kb import KbError, Knowledge

ONLINE = {"done_main_4": True}
ROOM = {"kind": "room", "food": False}
AFTER = DEMO_DAY.replace(year=2021)
"""By then the plan to spare the lease is a promise: no question about it is left."""


def found(handed: dict[str, str], facts: dict[str, object], *steps: str, after: bool = False) -> Judgement:
    desk = lay(demo(), "licence.shop", facts, AFTER if after else DEMO_DAY, "python")
    return judge(desk, Application(handed, steps))


def names(lacks: tuple[object, ...]) -> list[list[str]]:
    return [[each.id for each in lack.any_of] for lack in lacks]  # type: ignore[attr-defined]


def test_essential_missing_is_told() -> None:
    judged = found({}, ROOM, after=True)
    assert judged.outcome == "told"
    assert names(judged.essential) == [["form"], ["deed"]]
    assert names(judged.later) == [["photo"]]
    assert [each.id for each in judged.fetched] == ["identity"]


def test_only_what_may_follow_is_missing() -> None:
    judged = found({"form": "", "deed": ""}, ROOM, after=True)
    assert judged.outcome == "commitment"
    assert names(judged.later) == [["photo"]]


def test_complete() -> None:
    assert found({"form": "", "deed": "", "photo": ""}, ROOM, after=True).outcome == "complete"


def test_handed_in_but_wrong_is_not_handed_in() -> None:
    judged = found({"form": "没有签名", "deed": "", "photo": ""}, ROOM, after=True)
    assert judged.outcome == "told"
    assert [each.wrong for each in judged.essential] == ["没有签名"]


def test_one_of_several_will_do_even_if_another_is_wrong() -> None:
    both = {"form": "", "lease": "过期", "deed": "", "photo": ""}
    assert not names(found(both, ROOM).open) and found(both, ROOM).outcome == "complete"
    assert ["lease", "deed"] in names(found({**both, "deed": "不是原件"}, ROOM).open)


def test_what_an_open_rule_may_spare_is_asked_and_not_counted() -> None:
    judged = found({"form": "", "photo": ""}, {"kind": "room"})
    assert judged.outcome == "unclear"
    assert not judged.essential
    assert names(judged.open) == [["lease", "deed"], ["health"]]
    assert {"food"} <= {str(each["fact"]) for each in judged.questions}


def test_an_open_fact_does_not_hide_what_is_certainly_missing() -> None:
    judged = found({}, {})
    assert judged.outcome == "told"
    assert names(judged.essential) == [["form"]]


def test_both_answers_of_the_open_fact() -> None:
    given = {"form": "", "deed": "", "photo": ""}
    assert names(found(given, {"kind": "room", "food": True, "area": 30}, after=True).essential) == [["health"]]
    assert found(given, {"kind": "room", "food": False}, after=True).outcome == "complete"


def test_what_need_not_be_handed_in_is_given_back() -> None:
    assert found({"proof": "", "identity": ""}, ROOM).spare == ("proof", "identity")


def test_only_the_steps_applied_for() -> None:
    assert not found({}, ROOM, "hand-over").essential


def test_a_list_that_is_not_whole_is_never_complete(knowledge: Knowledge) -> None:
    facts: dict[str, object] = {"voltage": "low", "external_line": False}
    desk = lay(knowledge, "power.connect", facts, DAY, "python")
    everything = {each.id: "" for each in desk.answer.materials}
    judged = judge(desk, Application(everything))
    assert not judged.essential and judged.incomplete and judged.outcome == "unclear"
    water = lay(knowledge, "utilities.water", {}, DAY, "python")
    assert judge(water, Application()).outcome == "unclear"


def test_the_ticked_box_is_the_outcome() -> None:
    def ticked(made: Publication) -> list[str]:
        boxes = next(each for each in made.chapter("result").blocks if isinstance(each, Checks))
        return [each.state for each in boxes.items]

    assert ticked(demo_notice()) == ["no", "no", "yes"]
    unclear = compose_notice(demo(), "licence.shop", {"kind": "room"}, DEMO_DAY, Application({"form": ""}))
    assert ticked(unclear) == ["open", "open", "open"]


def test_every_lack_says_what_would_be_right_and_why() -> None:
    table = next(each for each in demo_notice().chapter("lacking").blocks if isinstance(each, Table))
    assert table.rows[0].cells == ("1", "登记申请表", "没有签名", "原件，1份", "提交登记申请")
    assert all(row.ground.clauses for row in table.rows)


def test_outside_the_service_there_is_no_notice_but_a_word(knowledge: Knowledge) -> None:
    made = compose_notice(knowledge, "power.connect", {"voltage": "35kv_plus"}, DAY, Application())
    assert made.chapters[0].id == "audience"
    assert any("不适用" in text for text, _ in made.chapters[0].sentences())


def test_unknown_steps_and_materials_are_told_together() -> None:
    with pytest.raises(KbError) as error:
        found({"fom": ""}, {}, "aply")
    assert [each.code for each in error.value.findings] == ["S645", "S646"]
    assert "`form`" in error.value.findings[1].hint


@pytest.mark.parametrize("words", [("=错",), ("form=",), ("form=甲", "form=乙")])
def test_a_bad_have_is_told(words: tuple[str, ...]) -> None:
    with pytest.raises(KbError) as error:
        had(words)
    assert error.value.findings[0].code == "S647"


def test_have_may_carry_what_is_wrong() -> None:
    assert had(("form", "lease=已经过期", "form")) == {"form": "", "lease": "已经过期"}


def test_a_file_of_what_was_handed_in(tmp_path: Path) -> None:
    path = tmp_path / "收件.yaml"
    path.write_text("service: licence.shop\napplicant: 某小店\nreceived: 2020-06-02\nsteps: [apply]\n"
                    "handed_in: [form, {id: lease, wrong: 过期}]\n", encoding="utf-8")
    told = read(path)
    assert told.application.handed_in == {"form": "", "lease": "过期"}
    assert told.application.received is not None and told.application.received.day == 2
    assert (told.service, told.application.steps) == ("licence.shop", ("apply",))


@pytest.mark.parametrize(("text", "line"), [
    ("handed_in: [{wrong: 过期}]\n", 1), ("applicant: 甲\n", 1), ("handed_in: []\ncolour: red\n", 2),
    ("handed_in:\n  - form\n  - form\n", 3)])
def test_a_bad_file_is_told_with_its_place(tmp_path: Path, text: str, line: int) -> None:
    path = tmp_path / "收件.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KbError) as error:
        read(path)
    assert error.value.findings[0].place.line == line
