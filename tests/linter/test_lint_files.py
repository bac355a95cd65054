"""`banshi lint` on folders, patterns and mixed formats: what cannot be read is told and the rest is still done."""

import json
import shutil
from pathlib import Path

import pytest
from document_samples import book

from kb.clauses.located import Located
from kb.clauses.schema import validate
from kb.cli.main import banshi, run

SAMPLES = Path(__file__).parents[2] / "docs" / "samples"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "甲" / "乙").mkdir(parents=True)
    book(tmp_path / "甲" / "乙" / "a.xlsx", 文件=[["事项", "用电报装"], ["依据日期", "2018-11-05"]],
         环节=[["环节名称", "时限"], ["占路许可", "90个工作日"]])
    (tmp_path / "甲" / "b.csv").write_text("事项,用电报装\n依据日期,2018-11-05\n环节名称,时限\n占路许可,90个工作日\n",
                                          encoding="gbk")
    shutil.copy(SAMPLES / "power-lawful.yaml", tmp_path / "c.yaml")
    (tmp_path / "甲" / "~$a.xlsx").write_bytes(b"lock")
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    return tmp_path


def test_a_folder_of_everything(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(banshi, ["lint", str(folder), "--format", "json"]) == 1
    shown = json.loads(capsys.readouterr().out)
    assert [Path(each).name for each in shown["checked"]] == ["c.yaml", "b.csv", "a.xlsx"]
    over = [each for each in shown["findings"] if each["code"] == "P401"]
    assert [(each["line"], each.get("sheet"), each.get("cell")) for each in over] == [
        (4, None, None), (2, "环节", "B2")]
    assert all(validate("finding", Located(each)) == [] for each in shown["findings"]) and shown["unread"] == []


def test_patterns_and_unreadable_files(folder: Path, capsys: pytest.CaptureFixture[str],
                                       monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (folder / "甲" / "broken.xlsx").write_bytes(b"PK\x03\x04 no zip")
    assert run(banshi, ["lint", "**/*.xlsx", "c.yaml", "nothing/*.csv", "c.yaml", "missing.bpmn"]) == 2
    shown = capsys.readouterr()
    assert "审查2份文件" in shown.out and "另有3份没能读入" in shown.out and "位置：表“环节”B2" in shown.out
    assert all(each in shown.err for each in ("S610", "S605", "S102", "broken.xlsx", "nothing/*.csv"))
    assert run(banshi, ["lint", "*.nix"]) == 2 and run(banshi, ["lint", "甲/乙"]) == 1


def test_csv_lines_are_shown_with_a_caret(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(banshi, ["lint", str(folder / "甲" / "b.csv")])
    lines = capsys.readouterr().out.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("    4 | 占路许可,90个工作日"))
    assert lines[at + 1].endswith(" ^")
