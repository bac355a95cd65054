"""Words that all reports share: severities, clauses, facts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.compiler.knowledge import Knowledge

_UNSAID = {"document.scope": "文件写的是不是全过程", "document.guide": "公开的办事指南里有没有列它",
           "document.audience": "申请人是哪一类"}
_KEYS = {"is": "名称是不是另一种叫法", "after": "先后", "duration": "时间怎么算", "materials": "材料什么情形才要",
         "legal_basis": "法律依据",
         "authority": "由谁办", "seals": "要谁的章", "from": "材料由谁提供", "payer": "由谁付",
         "submitted": "报送日期", "reports": "报送", "counted": "时间计不计入", "starts": "从什么时候起算",
         "when_paid": "什么时候付", "channel": "在哪里办", "note": "说明", "to": "报给谁", "basis": "收费依据",
         "disclosures": "公开"}

SEVERITIES = {"error": "错误", "warning": "警告", "note": "提示"}


def clause(knowledge: Knowledge, name: str) -> str:
    """A clause as people cite it, with its title; one that nobody has checked against its text says so."""
    title = knowledge.clause_titles.get(name, "")
    doubt = "（条文待核对）" if name in knowledge.unconfirmed else ""
    return f"{knowledge.cite(name)} {title}".strip() + doubt


def fact(knowledge: Knowledge, name: str) -> str:
    """A fact by its title; something a document did not say in words, with its place in the document."""
    found = knowledge.facts.get(name)
    if found:
        return f"{found.title}（{name}）"
    parts = re.split(r"[./]", name.strip("./"))
    return _UNSAID.get(name) or next((f"文件里的{_KEYS[each]}（{name}）" for each in reversed(parts) if each in _KEYS),
                                     f"文件没有写明的 {name}")
