"""Sentences that no rule was held against are named; what was understood, also as lawful, is not."""

import json
from datetime import date
from pathlib import Path

import pytest

from kb.cli.main import banshi, run
from kb.compiler.load import load
from kb.linter.outcome.review import Wanted, reviewed

KNOWLEDGE = load()
DOCUMENT = """\
document: {service: credit.loan, as_of: 2018-11-08, title: 放款提示}
practices:
  - {text: 须先购买本行理财产品才放款, required: true}
  - {text: 不得搭售理财产品}
  - {text: 每月组织员工学习一次}
  - {text: 客户可以自愿购买保险, required: false}
  - {text: 团建活动照常, kind: tied_sale}
decisions:
  - {text: 会议室换了一把锁, date: 2018-11-08}
"""


def test_only_what_was_not_understood(tmp_path: Path) -> None:
    path = tmp_path / "document.yaml"
    path.write_text(DOCUMENT, encoding="utf-8")
    found = reviewed(KNOWLEDGE, path, Wanted(date(2018, 11, 8), describe=True))
    assert [each.line for each in found.unheard] == [5, 9]
    assert found.document is not None
    assert [each["line"] for each in found.document["unheard"]] == [5, 9]  # type: ignore[attr-defined]


def test_wording_alone_is_no_review(tmp_path: Path) -> None:
    path = tmp_path / "document.yaml"
    path.write_text("document: {service: credit.loan, as_of: 2018-11-08}\npractices:\n"
                    "  - {text: 茶水视情况添置}\n", encoding="utf-8")
    found = reviewed(KNOWLEDGE, path, Wanted(date(2018, 11, 8)))
    assert [each.finding.code for each in found.told] == ["P640"]
    assert [each.line for each in found.unheard] == [3]


def test_reports_say_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "document.yaml"
    path.write_text(DOCUMENT, encoding="utf-8")
    run(banshi, ["lint", str(path)])
    assert "没有认出、没有审查的句子：第5行、第9行（请人看一遍）" in capsys.readouterr().out
    run(banshi, ["lint", str(path), "--format", "json"])
    [document] = json.loads(capsys.readouterr().out)["documents"]
    assert [each["line"] for each in document["unheard"]] == [5, 9]
