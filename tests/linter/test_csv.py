"""CSV as spreadsheet programs save it: encodings, separators, quotes, several tables, places by line and column."""

from pathlib import Path

import pytest

from kb.compiler.load import load
from kb.findings import KbError
from kb.linter.document import Procedure, read_procedure
from kb.linter.run import lint

KNOWLEDGE = load()
TEXT = """\
事项,用电报装,,
依据日期,2018-11-05,,
,,,
编号,环节名称,办理时限（工作日）,"材料
（写全）"
1,规划许可,7,"甲、""乙""\"
2,占路许可,即办,
"""


def read(tmp_path: Path, data: bytes) -> Procedure:
    (tmp_path / "a.csv").write_bytes(data)
    return read_procedure(KNOWLEDGE, tmp_path / "a.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_encodings_separators_and_endings(tmp_path: Path, encoding: str, separator: str, ending: str) -> None:
    text = TEXT.replace(",", separator).replace("\n", ending)
    found = read(tmp_path, text.encode(encoding))
    assert [(each.id, each.name, each.duration.value) for each in found.steps] == [
        ("1", "规划许可", 7), ("2", "占路许可", 0)]
    assert [each.name for each in found.steps[0].materials] == ["甲", '"乙"'] and found.notes == ()
    place = found.step_place(found.steps[0], "duration")
    assert (place.line, place.column, place.sheet) == (6, 8, "")


def test_the_separator_that_excel_names(tmp_path: Path) -> None:
    found = read(tmp_path, ("sep=;\n" + TEXT.replace(",", ";")).encode())
    assert found.step_place(found.steps[0], "duration").line == 7


def test_findings_point_into_the_line(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(TEXT, encoding="utf-8")
    found = [each for each in lint(KNOWLEDGE, tmp_path / "a.csv") if each.code == "P401"]
    assert [(each.place.line, each.place.column) for each in found] == [(6, 8)]


@pytest.mark.parametrize(("text", "code", "line"), [
    ('事项,用电报装\n环节名称,时限\n"规划许可,5个工作日\n', "S610", 3),
    ('事项,用电报装\n环节名称,时限\n"规划"许可,5个工作日\n', "S610", 3),
    ("事项,用电报装\n环节名称,时限\n规划许可," + "长" * 6000 + "\n", "S610", 3),
    ("随便写的一段话\n", "S612", 0), ("", "S612", 0), ("事项,没有的事项\n环节名称\n规划许可\n", "S501", 1),
    ("事项,用电报装\n依据日期,2018-02-30\n环节名称\n规划许可\n", "S616", 2), ("a\0b", "S107", 1),
])
def test_what_cannot_be_read(tmp_path: Path, text: str, code: str, line: int) -> None:
    with pytest.raises(KbError) as caught:
        read(tmp_path, text.encode())
    assert (code, line) in [(each.code, each.place.line) for each in caught.value.findings]


def test_wide_commas(tmp_path: Path) -> None:
    found = read(tmp_path, "事项，用电报装\n依据日期，2018-11-05\n环节名称，时限\n规划许可，即办\n".encode())
    assert [each.name for each in found.steps] == ["规划许可"]
