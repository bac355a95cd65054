"""Circles that only several documents together make."""

from pathlib import Path

import pytest

from kb.compiler.load import load
from kb.findings import Finding
from kb.linter.document import read_procedure
from kb.linter.review import Review
from kb.linter.run import across

KNOWLEDGE = load()
SAMPLES = Path(__file__).parents[2] / "docs" / "samples"
GREEN = """\
document: {service: power.connect, department: 绿化部门, as_of: 2018-11-05}
situation: {voltage: 10kv}
steps:
  - {id: p, name: 交通导改方案确认, authority: 交警部门}
  - {id: g, name: 苗木保护方案确认, authority: 绿化部门, after: [p]}
"""
POLICE = """\
document: {service: power.connect, department: 交警部门, as_of: 2018-11-05}
situation: {}
steps:
  - {id: a, name: 苗木保护方案确认, authority: 绿化部门}
  - {id: b, name: 交通导改方案确认, authority: 交警部门, after: [a]}
"""
PLANNING = """\
document: {service: construction.approve, department: 市规划局, as_of: 2018-11-05}
situation: {project_type: housing}
steps:
  - {id: p, name: 建设工程规划许可证, authority: 市规划局, materials: [{name: 施工图审查合格书}]}
"""
DRAWINGS = """\
document: {service: construction.approve, department: 图审机构, as_of: 2018-11-05}
situation: {project_type: housing}
steps:
  - {id: d, name: 施工图审查, authority: 图审机构, materials: [{name: 建筑工程施工许可证}]}
"""
PERMIT = """\
document: {service: construction.approve, department: 市住建局, as_of: 2018-11-05}
situation: {project_type: housing}
steps:
  - {id: w, name: 施工许可证核发, authority: 市住建局, materials: [{name: 建设工程规划许可证}]}
"""


def told(tmp_path: Path, *documents: str) -> list[Finding]:
    reviews = []
    for number, each in enumerate(documents):
        path = tmp_path / f"{number}.yaml"
        path.write_text(each, encoding="utf-8")
        reviews.append(Review(KNOWLEDGE, read_procedure(KNOWLEDGE, path, path.name)))
    return across(reviews)


def test_two_departments_wait_for_each_other(tmp_path: Path) -> None:
    (found,) = told(tmp_path, GREEN, POLICE)
    assert (found.code, found.severity, found.place.file, found.place.line) == ("P202", "error", "0.yaml", 5)
    assert "0.yaml:5" in found.message and "1.yaml:5" in found.message and found.at == ("g", "p")
    assert told(tmp_path, POLICE, GREEN)[0].place.file == "0.yaml"


def test_three_documents_through_the_papers_they_ask_for(tmp_path: Path) -> None:
    (found,) = told(tmp_path, PLANNING, DRAWINGS, PERMIT)
    assert found.severity == "error" and found.place.file == "0.yaml" and found.at == ("p",)
    assert all(each in found.message for each in ("施工图审查合格书", "建筑工程施工许可证", "建设工程规划许可证"))
    assert told(tmp_path, PLANNING, DRAWINGS) == told(tmp_path, DRAWINGS, PERMIT) == []


@pytest.mark.parametrize(("old", "new"), [
    ("after: [p]", "issue_after: [p]"),
    ("after: [p]", "materials: [x], after: [p]"),
])
def test_what_waits_only_for_the_result_waits_too(tmp_path: Path, old: str, new: str) -> None:
    assert len(told(tmp_path, GREEN.replace(old, new), POLICE)) == 1


@pytest.mark.parametrize(("old", "new"), [
    ("situation: {}", "situation: {voltage: low}"),              # never in the same case
    ("after: [a]", "after: []"),                                 # does not wait
    ("authority: 绿化部门", "authority: 市住建局"),                # another department's step of the same name
    ("name: 苗木保护方案确认", "name: 苗木移植方案确认"),            # another step
    ("department: 交警部门", "department: 绿化部门"),              # two versions by one department
    ("service: power.connect", "service: utilities.water"),      # unknown steps of another service
    ("steps:\n", "steps:\n  - {id: c, name: 交通导改方案确认, authority: 交警部门}\n"),  # in parts
])
def test_what_is_no_circle(tmp_path: Path, old: str, new: str) -> None:
    assert told(tmp_path, GREEN, POLICE) and not told(tmp_path, GREEN, POLICE.replace(old, new))


@pytest.mark.parametrize(("old", "new", "doubt"), [
    (", department: 交警部门", "", "document.department"),
    ("department: 交警部门", "department: 市政务办", "b.authority"),
    ("after: [a]", "after: [a], when: 现场有苗木的", "b.when"),
])
def test_what_is_not_sure(tmp_path: Path, old: str, new: str, doubt: str) -> None:
    (found,) = told(tmp_path, GREEN, POLICE.replace(old, new))
    assert found.severity == "warning" and found.depends_on == (doubt,) and "违规，当" in found.message


@pytest.mark.parametrize(("old", "new"), [
    ("{name: 施工图审查合格书}", "{name: 施工图审查合格书, required: false}"),
    ("{name: 施工图审查合格书}", "{name: 施工图审查合格书, any_of: x}, {name: 设计单位承诺, any_of: x}"),
    ("{name: 施工图审查合格书}]", "{name: 施工图审查合格书}], accepts_with: [{name: 施工图审查合格书, on: 承诺}]"),
])
def test_papers_that_one_can_do_without(tmp_path: Path, old: str, new: str) -> None:
    assert not told(tmp_path, PLANNING.replace(old, new), DRAWINGS, PERMIT)


def test_a_wait_that_is_told_already_is_not_told_again(tmp_path: Path) -> None:
    green = GREEN.replace("交通导改方案确认", "占路许可").replace("苗木保护方案确认", "占绿许可")
    police = POLICE.replace("交通导改方案确认", "占路许可").replace("苗木保护方案确认", "占绿许可")
    assert told(tmp_path, green, police) == []  # P501 in both


def test_a_document_with_a_circle_of_its_own_is_left_to_itself(tmp_path: Path) -> None:
    assert told(tmp_path, GREEN.replace("交警部门}", "交警部门, after: [g]}"), POLICE) == []


def test_the_samples_together() -> None:
    assert across([Review(KNOWLEDGE, read_procedure(KNOWLEDGE, each)) for each in sorted(SAMPLES.glob("*.yaml"))]) == []
