"""`banshi guide`, its files, and Markdown."""

from __future__ import annotations

from pathlib import Path

import pytest
from guide_samples import DAY, guide_for

from generator import build
from generator.content.model import Bullets, Chapter, Ground, Publication, Row, Sentence, Table
from generator.formats import formats, markdown
from kb import KbError, Knowledge
from kb.cli.output import write


def run(*args: str) -> int:
    from generator.cli import Everything
    from kb.cli.main import banshi
    from kb.cli.main import run as run_group

    group = Everything(name="banshi", callback=banshi.callback, params=banshi.params)
    return run_group(group, ["guide", *args])


def codes(error: pytest.ExceptionInfo[KbError]) -> list[str]:
    return [each.code for each in error.value.findings]


def test_prints_a_guide(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("utilities.water", "--as-of", "2018-11-05") == 0
    assert capsys.readouterr().out.startswith("# 供水报装办事指南\n")


def test_writes_a_file_and_refuses_to_overwrite(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "指南.md"
    arguments = ("utilities.water", "--as-of", "2018-11-05", "--out", str(out))
    assert run(*arguments) == 0
    first = out.read_text(encoding="utf-8")
    out.write_text("别人的文件", encoding="utf-8")
    assert run(*arguments) == 2
    assert "S661" in capsys.readouterr().err
    assert out.read_text(encoding="utf-8") == "别人的文件"
    assert run(*arguments, "--force") == 0
    assert out.read_text(encoding="utf-8") == first
    assert [each.name for each in tmp_path.iterdir()] == ["指南.md"]


@pytest.mark.parametrize(("arguments", "said"), [
    (("nowhere",), "S501"), (("utilities.water", "--set", "tall=1"), "S504"),
    (("utilities.water", "--as-of", "1999-01-01"), "S502"), (("utilities.water", "--as-of", "某天"), "S"),
    (("utilities.water", "--format", "papyrus"), "--format"),
])
def test_bad_input_is_told(arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*arguments) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_paper_wants_a_file(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("utilities.water", "--format", form) == 2
    assert "S644" in capsys.readouterr().err


def test_what_stands_in_the_way_is_told_before_anything_is_made(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("generator.guide.build", lambda *_, **__: pytest.fail("made for nothing"))
    out = tmp_path / "指南.pdf"
    out.write_bytes(b"x")
    assert run("utilities.water", "--format", "pdf", "--out", str(out)) == 2
    assert "S661" in capsys.readouterr().err


def test_unknown_format(knowledge: Knowledge) -> None:
    with pytest.raises(KbError) as error:
        build(knowledge, "utilities.water", {}, DAY, "papyrus")
    assert codes(error) == ["S664"]


def test_missing_directory(tmp_path: Path) -> None:
    with pytest.raises(KbError) as error:
        write("甲", tmp_path / "没有" / "指南.md")
    assert codes(error) == ["S662"]


def test_a_directory_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(KbError) as error:
        write("甲", tmp_path, force=True)
    assert codes(error) == ["S662"]


def test_not_writable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(KbError) as error:
        write("甲", tmp_path / "指南.md")
    assert codes(error) == ["S663"]
    assert "没有写入权限" in str(error.value)
    assert not list(tmp_path.iterdir())


def test_overwriting_keeps_the_mode(tmp_path: Path) -> None:
    out = tmp_path / "指南.md"
    out.write_text("旧", encoding="utf-8")
    out.chmod(0o640)
    write("新", out, force=True)
    assert out.read_text(encoding="utf-8") == "新"
    assert out.stat().st_mode & 0o777 == 0o640


def test_engines_make_the_same_guide_but_for_their_name(knowledge: Knowledge) -> None:
    durable = build(knowledge, "utilities.heat", {}, DAY)
    python = build(knowledge, "utilities.heat", {}, DAY, engine="python")
    assert [line for line in durable.splitlines() if "引擎" not in line] == \
        [line for line in python.splitlines() if "引擎" not in line]


def test_formats_are_found_by_name() -> None:
    assert formats()["md"] is markdown


def test_markdown_tables_are_whole() -> None:
    columns = 0
    for line in markdown.render(guide_for("power")).splitlines():
        if line.startswith("|"):
            cells = line.count("|") - line.count("\\|")
            assert not columns or cells == columns, line
            columns = cells
        else:
            columns = 0


def test_markdown_lets_no_text_become_markup() -> None:
    table = Table(("甲",), (Row(("a|b <b>*c*</b>",)),))
    guide = Publication("题", (), (Chapter("x", "章", (table, Bullets((Sentence("[a](b) `c`"),)))),))
    text = markdown.render(guide)
    assert "a\\|b \\<b\\>\\*c\\*\\</b\\>" in text
    assert "\\[a\\](b) \\`c\\`" in text


def test_markdown_cites_a_run_of_lines_once() -> None:
    ground = Ground((), ("p/main/1",))
    lines = Bullets((Sentence("一。", ground), Sentence("二。", ground), Sentence("三。")))
    text = markdown.render(Publication("题", (), (Chapter("x", "章", (lines,)),), {"p/main/1": 1}))
    assert "- 一。\n- 二。〔1〕\n- 三。\n" in text
