"""A small rule base in a temporary folder, to be changed one slip at a time."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent, indent

import pytest

from kb.compiler.build import inspect
from kb.compiler.knowledge import Knowledge
from kb.findings import Finding

INSTRUMENT = """\
instrument:
  id: law-1
  title: 试验办法
  issuer: 某市
  number: null
  rank: normative
  issued: 2020-01-01
  from: 2020-01-01
  until: null
  outline:
    - {locator: a/1, title: 第一条, digest: DIGEST, status: encoded}
    - {locator: a/2, title: 第二条, digest: DIGEST, status: encoded}
""".replace("DIGEST", "0" * 64)
AUTHORITIES = """\
authorities:
  - {id: applicant, name: 申请人, kind: applicant}
  - {id: bureau, name: 主管局, kind: government}
"""
FACTS = """\
facts:
  - {id: wet, type: boolean, title: 下雨, question: 下雨吗？, who: applicant}
  - {id: cold, type: boolean, title: 冷, question: 冷吗？, who: applicant}
  - {id: length_m, type: number, unit: m, minimum: 0, decimals: 1, title: 长度, question: 多长？, who: applicant}
  - {id: approved, type: boolean, discretion: true, title: 主管局同意, question: 主管局同意吗？, who: bureau}
"""
MATERIALS = """\
materials:
  - {id: form, name: 申请表, issuer: applicant}
"""
SERVICE = """\
domain: {id: demo, name: 试验}
services:
  - id: demo.one
    name: 试验事项
    authority: bureau
    steps:
      - {id: apply, name: 申请, kind: applicant, authority: applicant}
      - {id: check, name: 审核, kind: review, authority: bureau, after: [apply]}
      - {id: issue, name: 发证, kind: approval, authority: bureau, after: [check]}
    spans:
      - {id: all, name: 全程, steps: [apply, check, issue]}
"""
RULES = """\
- id: demo.apply
  title: 申请
  then:
    - require: apply
    - material: {id: form, step: apply}
- id: demo.check
  title: 审核
  then:
    - require: check
    - limit: {step: check, value: 5}
- id: demo.issue
  title: 发证
  clause: law-1/a/2
  then:
    - require: issue
- id: demo.facts
  title: 用到每一项情况
  when: wet or cold or length_m > 10 or approved
  then:
    - entitle: {who: applicant, text: 得到答复}
"""


class Base:
    """A rule base below `root`. `rules(text)` adds rules; `put` and `edit` change any file."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.put("instruments/law-1.yaml", INSTRUMENT)
        self.put("vocabulary/authorities.yaml", AUTHORITIES)
        self.put("demo/facts.yaml", FACTS)
        self.put("demo/materials.yaml", MATERIALS)
        self.put("demo/service.yaml", SERVICE)
        self.rules(RULES, "base")

    def put(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
        return path

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def rules(self, text: str, name: str = "more") -> None:
        self.put(f"demo/clauses/{name}.yaml", "clause: law-1/a/1\nrules:\n" + indent(dedent(text), "  "))

    def findings(self) -> list[Finding]:
        return inspect(self.root, "sha256:" + "0" * 64, "test")[1]

    def only(self, code: str) -> Finding:
        """The one finding there is; it has this code."""
        [finding] = self.findings()
        assert finding.code == code, str(finding)
        return finding

    def knowledge(self) -> Knowledge:
        """The Knowledge; the base must be without findings."""
        knowledge, findings = inspect(self.root, "sha256:" + "0" * 64, "test")
        assert findings == []
        assert knowledge is not None
        return knowledge

    def place(self, name: str, text: str) -> tuple[str, int, int]:
        """The shown file, line and column at which a text stands for the first time."""
        for number, line in enumerate((self.root / name).read_text(encoding="utf-8").splitlines(), start=1):
            if text in line:
                return f"{self.root.name}/{name}", number, line.index(text) + 1
        raise AssertionError(text)


@pytest.fixture
def base(tmp_path: Path) -> Base:
    return Base(tmp_path / "rules")
