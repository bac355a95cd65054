"""Matching names: surely or not at all, candidates with a score, ties said to be ties."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kb.compiler.load import load
from kb.linter.document import read_procedure
from kb.linter.match import Authorities, Matcher, Materials, undecided
from kb.linter.names import Names, folded
from kb.linter.stated import StatedMaterial, StatedStep

KNOWLEDGE = load()
PROGRAM = KNOWLEDGE.program("power.connect", date(2018, 11, 5))
MATERIALS = Materials(KNOWLEDGE, PROGRAM)


@pytest.mark.parametrize(("name", "material", "how"), [
    ("用电申请表", "application-form", "name"),
    ("报装申请单", "application-form", "alias"),
    ("用电申请表（一式两份，加盖公章）", "application-form", "wording"),
    ("規劃許可證", "planning-certificate", "alias"),
    ("规划许可证（原件及复印件）", "planning-certificate", "wording"),
    ("施工图 电子版", "construction-drawings", "wording"),
    ("１．用电申请表", "application-form", "alias"),
    ("其他材料", None, "none"),
    ("表", None, "none"),
    ("", None, "none"),
])
def test_materials(name: str, material: str | None, how: str) -> None:
    found = MATERIALS.match(StatedMaterial(name, ()))
    assert (found.id, found.how) == (material, how)


def test_a_similar_name_is_no_match() -> None:
    found = MATERIALS.match(StatedMaterial("用电报装申请单", ()))
    assert found.id is None and ("application-form", 0.86) in found.candidates
    assert list(found.candidates) == sorted(found.candidates, key=lambda each: -each[1])


def test_two_equally_near_are_told_so() -> None:
    names = Names([("a", "甲级用水申请表"), ("b", "乙级用水申请表"), ("c", "开工报告")], (folded,))
    found = names.similar("丙级用水申请表")
    assert [each for each, _ in found] == ["a", "b"] and undecided(found)
    assert not undecided(names.similar("甲级用水申请表单"))


def test_one_name_of_two_steps_is_nobodys() -> None:
    steps = list(PROGRAM.steps.values())
    doubled = {each.id: replace(each, aliases=("同名环节",)) for each in steps[:2]}
    found = Matcher(replace(PROGRAM, steps=doubled)).match(StatedStep(0, "a", "同名环节"))
    assert found.step is None and [score for _, score in found.candidates] == [1.0, 1.0] and undecided(found.candidates)


def test_no_more_than_three_unless_tied() -> None:
    names = Names(((each, f"{each}号用水申请表") for each in "甲乙丙丁戊"), (folded,))
    assert len(names.similar("己号用水申请表")) == 5
    assert names.similar("完全不同的东西") == ()


def test_authorities() -> None:
    found = Authorities(KNOWLEDGE)
    assert [found.match(each).id for each in ("市规划局", "規劃局", "ｐower-company", "用户")] == [
        "planning-bureau", "planning-bureau", "power-company", "applicant"]
    doubtful = found.match("泰安市规划局")
    assert doubtful.id is None and doubtful.candidates[0][0] == "planning-bureau"


def test_ambiguity_reaches_the_reader(tmp_path: Path) -> None:
    from kb.linter.checks.doubtful_material import check
    from kb.linter.review import Review

    path = tmp_path / "d.yaml"
    path.write_text("document: {service: power.connect, as_of: 2018-11-05}\nsteps:\n- id: a\n  name: 提交用电申请\n"
                    "  materials:\n  - 许可文件\n", encoding="utf-8")
    [told] = check(Review(KNOWLEDGE, read_procedure(KNOWLEDGE, path)))
    assert told.severity == "note" and told.place.line == 6 and "%" in told.message
