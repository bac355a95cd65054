"""The case that shows a finding, written as a worked case that an author completes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, cast

import yaml

from kb.findings import Finding, KbError, Place, problem


def save_cases(findings: Iterable[Finding], folder: Path) -> Iterator[Path]:
    """Write one file per finding that has a case; yields the paths. KbError before anything existing is overwritten.

    A pair of rules that contradict each other is expected to hold in the case; what should be true instead is
    for the author to write.
    """
    wanted = [(folder / f"{each.code.lower()}-{each.fix['key']}.yaml", each) for each in findings
              if each.fix and "case" in each.fix]
    there = [path for path, _ in wanted if path.exists()]
    if there:
        raise KbError(problem("S106", "case-exists", f"算例文件已经存在：{there[0]}", Place(str(there[0])),
                              "换一个目录，或先移走它"))
    folder.mkdir(parents=True, exist_ok=True)
    for path, finding in wanted:
        path.write_text(_text(finding), encoding="utf-8")
        yield path


def _text(finding: Finding) -> str:
    fix = cast("dict[str, Any]", finding.fix)
    case = fix["case"]
    entry = {"id": f"found.{finding.code.lower()}-{fix['key']}", "title": finding.name, "service": case["service"],
             "as_of": case["as_of"], "facts": case["facts"], "expect": {"rules": list(finding.rules)}}
    body = yaml.safe_dump({"cases": [entry]}, allow_unicode=True, sort_keys=False)
    # Dates and numbers are read by banshi, not by YAML: what is quoted here is read the same.
    return f"# {finding.message}\n# 补上这种情形下应有的结论，再放进领域的 cases/。\n{body}"
