"""What no file's content may be, whatever its format: too deep, too large, ambiguous."""

from __future__ import annotations

from kb.clauses.located import Mark
from kb.findings import Finding, Place, problem

MAX_DEPTH = 40
"""How many mappings and lists may stand inside one another."""

MAX_NODES = 200_000
"""How many values and keys one file may have."""


MAX_FINDINGS = 100
"""After how many findings a file is read no further."""


def too_deep(place: Place) -> Finding:
    """S126: nested deeper than `MAX_DEPTH`."""
    return problem("S126", "too-deep", f"嵌套超过 {MAX_DEPTH} 层", place, "检查括号和缩进")


def too_many(place: Place) -> Finding:
    """S127: more than `MAX_NODES` values and keys."""
    return problem("S127", "too-many-values", f"内容超过 {MAX_NODES} 项", place, "拆成几个文件")


def duplicate_key(key: str, first: Mark, place: Place) -> Finding:
    """S121: a key that stands in its mapping already, at `first`."""
    return problem("S121", "duplicate-key",
                   f"键 `{key}` 重复，第一次在第 {first.line} 行第 {first.column} 列", place, "只留一个")


def too_many_slips(place: Place) -> Finding:
    """S119: reading stopped here after `MAX_FINDINGS` findings."""
    return problem("S119", "too-many-slips", f"错误太多，只列出前 {MAX_FINDINGS} 处", place,
                   "先改正这些，再检查一遍")
