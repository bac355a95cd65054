"""`banshi lint` as a command: where reports go, what is accepted, what the baseline knows, corrected documents."""

from __future__ import annotations

import errno
import json
import shutil
from pathlib import Path

import pytest

from kb.cli import output
from kb.cli.main import banshi, run

SAMPLES = Path(__file__).parents[2] / "docs" / "samples"
UNLAWFUL = SAMPLES / "power-unlawful.yaml"

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def flow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A document with two sure violations of its own, P101 at s5 and P401 at s2, among others."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(UNLAWFUL, tmp_path / "flow.yaml")
    return Path("flow.yaml")


def lint(capsys: Capture, *words: str, status: int = 1) -> dict:
    assert run(banshi, ["lint", *words, "--format", "json"]) == status
    return json.loads(capsys.readouterr().out)


def codes(found: list) -> list[str]:
    return [(each.get("finding") or each)["code"] for each in found]


def accept(flow: Path, *entries: str) -> None:
    with flow.open("a", encoding="utf-8") as file:
        file.write("accept:\n" + "".join(f"  - {{{each}}}\n" for each in entries))


def test_accepted_until_its_day(flow: Path, capsys: Capture) -> None:
    before = lint(capsys, str(flow))["findings"]
    accept(flow, "code: P101, at: s5, reason: 已报批, until: 2018-12-31")
    on = lint(capsys, str(flow), "--today", "2018-12-31")
    assert codes(on["suppressed"]) == ["P101"] and on["suppressed"][0]["reason"] == "已报批"
    assert len(on["findings"]) == len(before) - 1
    after = lint(capsys, str(flow), "--today", "2019-01-01")
    assert after["suppressed"] == [] and "P101" in codes(after["findings"])
    [expired] = [each for each in after["findings"] if each["code"] == "S652"]
    assert expired["severity"] == "note" and "2018-12-31" in expired["message"]


@pytest.mark.parametrize(("entry", "covers"), [
    ("code: P501, reason: x", 2), ("code: P501, at: s9, reason: x", 1), ("code: P501, at: 掘路许可, reason: x", 1),
    ("code: P501, at: [s9, s7], reason: x", 1), ("code: P501, at: [s9, s7, s13, s12], reason: x", 2),
    ("code: P501, at: [s9, s13], reason: x", 0), ("code: P501, at: s1, reason: x", 0),
    ("code: P999, reason: x", 0)])
def test_what_an_entry_covers(flow: Path, capsys: Capture, entry: str, covers: int) -> None:
    accept(flow, entry)
    found = lint(capsys, str(flow))
    assert codes(found["suppressed"]) == ["P501"] * covers
    assert codes(found["findings"]).count("S651") == (not covers)


def test_all_accepted_is_lawful(flow: Path, capsys: Capture) -> None:
    wrong = {each["code"] for each in lint(capsys, str(flow))["findings"]}
    accept(flow, *(f"code: {each}, reason: 试点" for each in sorted(wrong)))
    assert run(banshi, ["lint", str(flow), "--fail-on", "warning"]) == 0
    shown = capsys.readouterr().out
    assert "没有新的问题" in shown and "保留（试点）：P101" in shown and "保留的偏差" in shown


def test_baseline_knows_what_was_there(flow: Path, capsys: Capture) -> None:
    before = lint(capsys, str(flow))["findings"]
    assert run(banshi, ["lint", "flow.yaml", "--write-baseline", "base.json"]) == 0
    capsys.readouterr()
    known = lint(capsys, str(flow), "--baseline", "base.json", status=0)
    assert known["findings"] == [] and len(known["suppressed"]) == len(before)
    text = flow.read_text(encoding="utf-8")  # lines move, ids change, one violation is new
    moved = "# 一行\n\n" + text.replace("s5", "e5").replace("duration: 6工作日", "duration: 8工作日")
    flow.write_text(moved, encoding="utf-8")
    found = lint(capsys, str(flow), "--baseline", "base.json", "--fail-on", "warning")
    assert codes(found["findings"]) == ["P401"] and "8个工作日" in found["findings"][0]["message"]


def test_baseline_from_another_folder(flow: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("deep").mkdir()
    run(banshi, ["lint", "flow.yaml", "--write-baseline", "deep/base.json"])
    assert list(json.loads(Path("deep/base.json").read_text(encoding="utf-8"))["documents"]) == ["../flow.yaml"]
    monkeypatch.chdir("deep")
    capsys.readouterr()
    assert run(banshi, ["lint", str(flow.absolute().parent.parent / "flow.yaml"), "--baseline", "base.json"]) == 0


def test_baseline_says_what_is_gone(flow: Path, capsys: Capture) -> None:
    run(banshi, ["lint", "flow.yaml", "--write-baseline", "base.json"])
    text = flow.read_text(encoding="utf-8")
    flow.write_text(text.replace("duration: 2工作日", "duration: 1工作日"), encoding="utf-8")
    capsys.readouterr()
    assert run(banshi, ["lint", "flow.yaml", "--baseline", "base.json"]) in (0, 1)
    assert "基线里有1处已经不再" in capsys.readouterr().out


def test_a_baseline_in_the_folder_is_no_document(flow: Path, capsys: Capture) -> None:
    assert run(banshi, ["lint", ".", "--write-baseline", "base.json"]) == 0
    assert run(banshi, ["lint", ".", "--baseline", "base.json"]) == 0
    assert run(banshi, ["lint", ".", "--baseline", "base.json", "--write-baseline", "base.json"]) == 0
    assert run(banshi, ["lint", ".", "--write-baseline", "base.json", "--force"]) == 0
    shown = capsys.readouterr()
    assert "错误" not in shown.err and shown.out.count("审查1份文件") == 4


@pytest.mark.parametrize(("content", "code"), [("{", "S130"), ("[]", "S30"), ('{"version": 2, "documents": {}}', "S30"),
                                               ("", "S106"), (None, "S102")])
def test_bad_baseline(flow: Path, capsys: Capture, content: str | None, code: str) -> None:
    if content is not None:
        Path("base.json").write_text(content, encoding="utf-8")
    assert run(banshi, ["lint", "flow.yaml", "--baseline", "base.json"]) == 2
    shown = capsys.readouterr()
    assert code in shown.err and "base.json" in shown.err and shown.out == ""


def test_reports_in_files(flow: Path, capsys: Capture) -> None:
    assert run(banshi, ["lint", "flow.yaml", "--format", "text", "--format", "sarif", "--out", "a.sarif"]) == 1
    shown = capsys.readouterr()
    assert "审查1份文件" in shown.out and "已写入 a.sarif" in shown.err
    assert json.loads(Path("a.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert run(banshi, ["lint", "flow.yaml", "--format", "junit", "--format", "json", "--out", "all"]) == 1
    assert capsys.readouterr().out == "" and Path("all.xml").is_file() and Path("all.json").is_file()
    assert run(banshi, ["lint", "flow.yaml", "--out", "a.txt"]) == 1
    assert "\x1b" not in Path("a.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(("words", "code"), [
    (["--format", "sarif", "--out", "there.sarif"], "S661"), (["--out", "."], "S662"),
    (["--out", "no/where.txt"], "S662"), (["--out", "flow.yaml", "--force"], "S654"),
    (["--format", "sarif", "--format", "text"], "S644"),
    (["--format", "text", "--format", "github", "--out", "x"], "S644"),
    (["--format", "json", "--format", "sarif"], "S644"), (["--write-baseline", "there.sarif"], "S661"),
    (["--write-baseline", "flow.yaml", "--force"], "S654")])
def test_what_stands_in_the_way(flow: Path, capsys: Capture, words: list[str], code: str) -> None:
    Path("there.sarif").write_text("mine", encoding="utf-8")
    before = flow.read_bytes()
    assert run(banshi, ["lint", "flow.yaml", *words]) == 2
    shown = capsys.readouterr()
    assert code in shown.err and "Traceback" not in shown.err
    assert flow.read_bytes() == before and Path("there.sarif").read_text(encoding="utf-8") == "mine"


def test_a_file_that_cannot_be_written(flow: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(output, "NamedTemporaryFile", refuse)
    for words in (["--format", "sarif", "--out", "a.sarif"], ["--fix"], ["--write-baseline", "base.json"]):
        assert run(banshi, ["lint", "flow.yaml", *words]) == 2
        assert "S663" in (shown := capsys.readouterr().err) and "没有写入权限" in shown
    assert sorted(each.name for each in Path().iterdir()) == ["flow.yaml"]


def test_corrected_document(flow: Path, capsys: Capture) -> None:
    before = flow.read_bytes()
    assert run(banshi, ["lint", "flow.yaml", "--fix"]) == 1
    shown = capsys.readouterr().out
    assert "\n-  - {id: s5, name: 规划许可" in shown and "写到 flow.fixed.yaml" in shown
    assert flow.read_bytes() == before
    mine = Path("flow.fixed.yaml").read_bytes()
    assert run(banshi, ["lint", "flow.yaml", "--fix"]) == 2
    assert "S661" in capsys.readouterr().err and Path("flow.fixed.yaml").read_bytes() == mine
    found = lint(capsys, "flow.yaml", "--fix", "--force")
    assert found["fixes"][0]["written"] == "flow.fixed.yaml" and "P101" in codes(found["fixes"][0]["made"])
    left = lint(capsys, "flow.fixed.yaml")
    assert [each["code"] for each in left["findings"] if each["fix"]] == []
    assert codes(left["findings"]) == codes(found["fixes"][0]["open"])


def test_a_folder_with_corrected_documents(flow: Path, capsys: Capture) -> None:
    shutil.copy(SAMPLES / "power-lawful.yaml", "good.yaml")
    assert run(banshi, ["lint", ".", "--fix"]) == 1
    assert not Path("good.fixed.yaml").exists() and Path("flow.fixed.yaml").exists()
    assert run(banshi, ["lint", ".", "--fix", "--force"]) == 1
    assert not Path("flow.fixed.fixed.yaml").exists()


def test_processes_say_the_same_in_the_same_order(flow: Path, capsys: Capture) -> None:
    for number in range(20):
        shutil.copy(UNLAWFUL if number % 3 else SAMPLES / "water-unlawful.yaml", f"d{number:02}.yaml")
    Path("d05.yaml").write_text("document: {", encoding="utf-8")
    said = []
    for jobs in ("1", "3"):
        assert run(banshi, ["lint", ".", "--jobs", jobs, "--format", "json"]) == 2
        shown = capsys.readouterr()
        said.append((shown.out, shown.err))
    assert said[0] == said[1] and "d05.yaml" in said[0][1]
