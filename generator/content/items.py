"""Fees, rights, duties, prohibitions, and what is published."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.content.desk import FORCES, Desk
from generator.content.materials import gap
from generator.content.model import EDITORIAL, Block, Bullets, Chapter, Paragraph, Row, Sentence, Table
from generator.content.words import NOT_GIVEN, TO_SUPPLY, ended, listed, tidy, when
from kb.engine.answer import ItemAnswer

FEES = {"allowed": "可以收", "restricted": "严格限制", "forbidden": "不得收"}
COSTS = ("收费", "费标准", "收不收")
OWED = ("duty", "disclose")
ELSEWHERE = ("not_prerequisite", "forbid_material")


def fees(desk: Desk) -> Chapter:
    """What may be charged; where the text is silent the gap is said, never “free”."""
    found = desk.answer.items.get("fees", ())
    blocks: list[Block] = []
    if found:
        head = ("项目", "收不收", "谁缴", "什么时候缴", "收费依据", "什么情形", "说明")
        blocks.append(Table(head, tuple(dict.fromkeys(_fee(desk, each) for each in found))))
    else:
        text = f"收不收费、收多少，{NOT_GIVEN}，{TO_SUPPLY}"
        blocks.append(Paragraph((Sentence(ended(text), EDITORIAL),)))
    gaps = [gap(each) for each in desk.answer.unavailable if any(word in str(each["what"]) for word in COSTS)]
    if gaps:
        blocks.append(Bullets(tuple(gaps), "收费标准的缺口"))
    return Chapter("fees", "收费", tuple(blocks))


def _fee(desk: Desk, item: ItemAnswer) -> Row:
    data = item.data
    mark = desk.mark(item.rule)
    payer = desk.knowledge.who(str(data["payer"])) if data.get("payer") and data["status"] != "forbidden" else "——"
    note = "；".join(part for part in (mark, str(data.get("text") or "")) if part)
    return desk.row(str(data["name"]), FEES[str(data["status"])], payer, str(data.get("when_paid") or "——"),
                    str(data.get("basis") or (NOT_GIVEN if data["status"] != "forbidden" else "——")),
                    desk.condition(item.rule) or "都适用", note or "——", rules=[item.rule])


def rights(desk: Desk) -> Chapter | None:
    """What the person served may ask for."""
    return _listing(desk, "rights", "您可以要求的", desk.answer.items.get("entitlements", ()))


def duties(desk: Desk) -> Chapter | None:
    """What authorities and companies owe."""
    return _listing(desk, "duties", "办理单位要做到的", desk.answer.items.get("duties", ()))


def prohibitions(desk: Desk) -> Chapter | None:
    """What is forbidden; limits on prerequisites and materials stand with those."""
    found = [each for each in desk.answer.items.get("prohibitions", ())
             if each.keyword not in ELSEWHERE and each.data.get("of") not in ("prerequisites", "materials")]
    return _listing(desk, "prohibitions", "任何单位不得做的", found)


def disclosures(desk: Desk) -> Chapter | None:
    """What must be public or told, and what is reported."""
    found = (*desk.answer.items.get("disclosures", ()), *desk.answer.items.get("reports", ()))
    return _listing(desk, "disclosures", "要公开和报送的", found)


def _listing(desk: Desk, name: str, title: str, items: Sequence[ItemAnswer]) -> Chapter | None:
    merged: dict[str, list[str]] = {}
    for each in items:
        merged.setdefault(spoken(desk, each), []).append(each.rule)
    groups: dict[str, list[Sentence]] = {}
    for text, rules in merged.items():
        groups.setdefault(desk.mark(rules[0]), []).append(desk.sentence(text, *rules, mark=""))
    marks = sorted(groups, key=lambda mark: (bool(mark), mark == FORCES["principle"]))
    blocks = tuple(Bullets(tuple(groups[mark]), (mark or "已经承诺的") if len(groups) > 1 or mark else "")
                   for mark in marks)
    return Chapter(name, title, blocks) if blocks else None


def _in_order(desk: Desk, owners: str) -> str:
    """Several owners in the order of the vocabulary, whatever order a clause lists them in."""
    known = [each.name for each in desk.knowledge.authorities.values()]
    return listed(sorted(owners.split("、"), key=lambda name: known.index(name) if name in known else len(known)))


def spoken(desk: Desk, each: ItemAnswer) -> str:
    """The item with its condition; who owes it stands first."""
    if each.keyword == "closed_set" and not each.data["members"]:
        return when(desk.condition(each.rule), "不得设审批环节")
    text, condition = re.sub("（时限：(.+?)）$", r"（\1内）", tidy(each.text)), desk.condition(each.rule)
    owner, colon, rest = text.partition("：")
    if each.keyword in OWED and colon:
        return f"{_in_order(desk, owner)}：{when(condition, rest)}"
    return when(condition, text)
