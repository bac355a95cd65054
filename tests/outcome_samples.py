"""What a run may have to say, made up: every form of report is held against it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

from kb.findings import Finding, Place, problem
from kb.linter.mending.mend import Mended
from kb.linter.outcome.reviewed import Outcome, Reviewed, Told
from kb.linter.pages import Page

KNOWLEDGE: Any = SimpleNamespace(
    clause_titles={"law-1/a/1": "不下雨", "law-1/a/2": "七个工作日"}, version="0.1.0",
    cite=lambda name: f"《试验办法》第{name[-1]}条", unconfirmed=("law-1/a/2",),
    facts={"wet": SimpleNamespace(title="下雨")}, fingerprint=f"sha256:{'0' * 64}", instruments={})

CHECKS = (
    Page("P101", "waived-approval", "免予办理的审批", "免予办理的审批\n\n查什么：免办的\n环节。\n\n为什么：白跑。\n\n"
          "怎样才合规：用 is\n写明。\n\n不管什么：别的。", lambda review: iter(())),
    Page("P401", "step-over-limit", "环节超过时限", "环节超过时限\n\n查什么：时限。\n\n为什么：等。\n\n"
          "怎样才合规：缩短。\n\n不管什么：总时限。", lambda review: iter(())))

LONG = "  - {id: s3, name: 很长很长的一行" + "，后面还有许多字" * 12 + ", duration: 9工作日}"


def finding(code: str, severity: Any, place: Place, message: str, hint: str = "", **more: Any) -> Finding:
    names = {each.code: each.name for each in CHECKS}
    return Finding(code, names.get(code, "other-thing"), severity, place, message, hint, **more)


def outcome(mended: bool = False) -> Outcome:
    """One run over a text, a workbook, a diagram, a clean document and one that could not be read."""
    over = finding("P401", "error", Place("流程/甲.yaml", 9, LONG.index("9工作日") + 1),
                   "“很长”写了9个工作日，时限是7个工作日", "改成不超过7个工作日", why="时限", at=("s3",),
                   clauses=("law-1/a/1",), rules=("demo.limit",),
                   fix={"op": "replace", "path": "/steps/2/duration", "value": "7工作日"})
    waived = finding("P101", "warning", Place("流程/甲.yaml", 7, 5), "“审核”免办。违规，当下雨时",
                     "删去：100%<办法> & “改”", at=("s1",), clauses=("law-1/a/1", "law-1/a/2"),
                     depends_on=("wet", "s1.when"))
    note = problem("S614", "unknown-column", "没有认出“附注”这一列，没有读入", Place("流程/乙.xlsx", 1, 4, "环节"),
                   "能认的列：编号", "note")
    text = Reviewed(
        "流程/甲.yaml", "demo.one", "试验事项", "试验办理流程", "主管局", date(2020, 2, 1),
        (Told(waived, "  - {id: s1, name: 审核}", "a" * 16 + ":1"), Told(over, LONG, "b" * 16 + ":1"),
         Told(finding("P101", "error", Place("流程/甲.yaml", 11, 3), "“发证”免办", "删去这个环节", at=("s4",)),
              "  - id: s4", "c" * 16 + ":1", "accepted", "已报市政府同意", date(2020, 12, 31)),
         Told(finding("P401", "error", Place("流程/甲.yaml", 12, 3), "“受理”写了3个工作日，时限是1个工作日"),
              "    duration: 3工作日", "d" * 16 + ":1", "known")), ("用电受理 = 受理",))
    if mended:
        text = replace(text, mended=Mended(
            "甲.yaml", (over,), ((waived, "这种写法不能自动删去"),), (waived,),
            ("--- 甲.yaml", "+++ 甲.fixed.yaml", "@@ -9 +9 @@", "-duration: 9工作日", "+duration: 7工作日"), None,
            "流程/甲.fixed.yaml"))
    table = Reviewed("流程/乙.xlsx", "demo.one", "试验事项", "试验事项", "", date(2020, 2, 1), (
        Told(note, "", "e" * 16 + ":1"),
        Told(finding("P401", "error", Place("流程/乙.xlsx", 7, 4, "环节"), "“审核”写了9个工作日，时限是5个工作日",
                     "改成不超过5个工作日", at=("审核",), clauses=("law-1/a/2",)), "", "f" * 16 + ":1")))
    diagram = Reviewed("流程/丙 图.bpmn", "demo.one", "试验事项", "流程图", "主管局", date(2020, 2, 1), (
        Told(finding("P101", "error", Place("流程/丙 图.bpmn", 20, 5, element="Task_1"), "“审核”免办", "删去这个环节"),
             "", "0" * 16 + ":1"),))
    clean = Reviewed("流程/丁.yaml", "demo.one", "试验事项", "没有问题的", "主管局", date(2020, 2, 1))
    between = Told(finding("P202", "error", Place("流程/甲.yaml", 7, 5), "几份文件互为前置，谁也没法先办", "商定谁先办",
                           at=("s1",)), "  - {id: s1, name: 审核}", "1" * 16 + ":1")
    unread = problem("S102", "file-missing", "没有文件 流程/戊.yaml", Place("流程/戊.yaml"), "检查路径和文件名")
    return Outcome([text, table, diagram, clean], [unread], 1, [between], baselined=True, gone=2)
