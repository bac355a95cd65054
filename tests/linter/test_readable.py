"""What an official reads: nothing cited that is not broken, conditions without contradictions."""

from pathlib import Path

from kb.clauses.tree import Compare, FactRef, Literal, conjunction, disjunction
from kb.compiler.load import load
from kb.findings import Finding
from kb.linter.judge import shortened
from kb.linter.run import lint

KNOWLEDGE = load()
TEN, LOW = (Compare("=", FactRef("voltage"), Literal(each)) for each in ("10kv", "low"))
SINGLE = FactRef("single")


def found(tmp_path: Path, text: str) -> list[Finding]:
    path = tmp_path / "d.yaml"
    path.write_text(text, encoding="utf-8")
    return lint(KNOWLEDGE, path)


def test_a_wider_total_of_a_law_is_not_what_is_exceeded(tmp_path: Path) -> None:
    text = """\
document: {service: property.register, as_of: 2018-11-05}
situation: {registration_type: mortgage_registration}
steps:
  - {id: c, name: 登记审核, duration: %s}
  - {id: d, name: 登簿, duration: 1个工作日, after: c}
"""
    [over] = [each for each in found(tmp_path, text % "2个工作日") if each.code == "P402"]
    assert over.clauses == ("feicheng-2018/annex2/2/4/2",) and "30" not in over.message
    [far] = [each for each in found(tmp_path, text % "30个工作日") if each.code == "P402"]
    assert "registration-regulation-2014/20" in far.clauses and "30" in far.message


def test_a_condition_leaves_out_what_its_own_members_settle() -> None:
    inner = conjunction([TEN, disjunction([LOW, conjunction([TEN, SINGLE])])])
    assert shortened(disjunction([inner, LOW])) == disjunction([conjunction([TEN, SINGLE]), LOW])
    assert shortened(conjunction([TEN, disjunction([inner, LOW])])) == conjunction([TEN, SINGLE])


def test_at_once_is_not_a_number_of_days(tmp_path: Path) -> None:
    text = """\
document: {service: business.open, as_of: 2018-11-05}
steps:
  - {id: s, name: 企业社会保险登记, duration: 0.5个工作日}
"""
    [over] = [each for each in found(tmp_path, text) if each.code == "P401"]
    assert over.hint == "改成即时办结"
