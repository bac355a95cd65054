"""Documents together, when only a digest of each is kept: the same as with all reviews in hand."""

from __future__ import annotations

import json
import shutil
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from test_across import DRAWINGS, GREEN, PERMIT, PLANNING, POLICE, SAMPLES

from kb.cli.main import banshi, run
from kb.compiler.load import load
from kb.linter.document import read_procedure
from kb.linter.outcome.between import between, digest, suspects
from kb.linter.review import Review
from kb.linter.run import across

KNOWLEDGE = load()
TEXTS = (GREEN, POLICE, PLANNING, DRAWINGS, PERMIT, GREEN.replace("绿化部门", "某局"))
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for number, text in enumerate(TEXTS):
        (tmp_path / f"{number}.yaml").write_text(text, encoding="utf-8")
    for path in SAMPLES.glob("*.yaml"):
        shutil.copy(path, tmp_path)
    return tmp_path


def test_digests_lose_no_circle(folder: Path) -> None:
    files = sorted(each.name for each in folder.glob("*.yaml"))
    reviews = {file: Review(KNOWLEDGE, read_procedure(KNOWLEDGE, file)) for file in files}
    digests = {file: digest(review) for file, review in reviews.items()}
    found = 0
    for some in [*combinations(files, 2), *combinations(files, 3), tuple(files)]:
        wanted = across([reviews[file] for file in some])
        looked = suspects([(file, digests[file]) for file in some])
        if not wanted and not looked:
            continue
        told = between(KNOWLEDGE, looked, date(2018, 11, 5), lambda _: frozenset())
        assert [each.finding for each in told] == wanted, some
        found += bool(wanted)
    assert found >= 5
    assert suspects([(file, digests[file]) for file in files if file[0].isalpha()]) == []


def test_alike_documents_are_read_again_only_twice(folder: Path) -> None:
    one = digest(Review(KNOWLEDGE, read_procedure(KNOWLEDGE, "0.yaml")))
    other = digest(Review(KNOWLEDGE, read_procedure(KNOWLEDGE, "1.yaml")))
    assert suspects([*((f"a{number}", one) for number in range(500)), ("b", other)]) == ["a0", "a1", "b"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_command_tells_circles_between_documents(folder: Path, capsys: Capture, jobs: str) -> None:
    def circles(*words: str) -> list[dict]:
        run(banshi, ["lint", *words, "--format", "json", "--jobs", jobs])
        return [each for each in json.loads(capsys.readouterr().out)["findings"] if "几份文件" in each["message"]]

    [told] = circles("0.yaml", "1.yaml", "power-lawful.yaml")
    assert (told["code"], told["file"], told["line"]) == ("P202", "0.yaml", 5)
    assert circles("0.yaml") == circles("1.yaml") == circles("0.yaml", "power-lawful.yaml") == []
    run(banshi, ["lint", "0.yaml", "1.yaml"])
    text = capsys.readouterr().out
    assert "几份文件合起来看" in text and "    5 |   - {id: g, name: 苗木保护方案确认" in text


def test_circles_can_be_accepted_and_known(folder: Path, capsys: Capture) -> None:
    assert run(banshi, ["lint", "0.yaml", "1.yaml"]) == 1
    assert run(banshi, ["lint", "0.yaml", "1.yaml", "--write-baseline", "base.json"]) == 0
    assert run(banshi, ["lint", "0.yaml", "1.yaml", "--baseline", "base.json"]) == 0
    assert "基线里已有" in capsys.readouterr().out
    with Path("0.yaml").open("a", encoding="utf-8") as file:
        file.write("accept: [{code: P202, reason: 正在协商, until: 2030-01-01}]\n")
    run(banshi, ["lint", "0.yaml", "1.yaml", "--today", "2020-01-01"])
    assert "保留（正在协商，到2030-01-01为止）" in " ".join(capsys.readouterr().out.split())
    run(banshi, ["lint", "0.yaml"])
    assert "S651" not in capsys.readouterr().out
