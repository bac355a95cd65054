"""What the text contradicts, leaves open or does not give, and who can answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from generator.content.desk import Desk
from generator.content.doubtful import tensions as shown_tensions
from generator.content.model import EDITORIAL, Block, Bullets, Chapter, Ground, Paragraph, Row, Sentence, Table
from generator.content.words import TO_CONFIRM, TO_SUPPLY, ended, listed, tidy
from kb.clauses.keyword import listed as ids
from kb.clauses.tree import facts_in
from kb.linter.vague import vague

USUAL = ("办理地点、窗口和办公时间", "咨询电话、监督投诉电话", "申请表空表、填写样例和常见错误",
         "办理结果的样本和送达方式", "不予受理、不予许可的理由")


def tensions(desk: Desk) -> Chapter | None:
    """Each contradiction with its readings, the one used and why."""
    rows = [_tension(desk, number, each) for number, each in enumerate(shown_tensions(desk), 1)]
    if not rows:
        return None
    head = ("序号", "什么地方不一致", "文件的几种写法", "本指南采用", "理由")
    return Chapter("tensions", "文件里的矛盾和本指南的读法", (Table(head, tuple(rows)),))


def _tension(desk: Desk, number: int, each: Mapping[str, Any]) -> Row:
    ground = Ground((), tuple(each["clauses"]), editorial=not each["clauses"])
    readings = "；".join(f"{sign}{tidy(str(reading['text']))}（{desk.place(str(reading['clause']))}）"
                        for sign, reading in zip("①②③④⑤⑥⑦⑧⑨", each["readings"], strict=False))
    title, used, because = (tidy(str(each[name])) for name in ("title", "used", "because"))
    if each["computed"]:
        because = tidy(str(each["note"])).partition("；")[0]
    elif each["arithmetic"]:
        because += f"。算一算：{tidy(str(each['arithmetic']))}"
    return Row((str(number), title, readings, used.replace("本答复", "本指南"), because), ground)


def gaps(desk: Desk) -> Chapter | None:
    """What only somebody else can supply, counted and sorted by holder."""
    blocks: list[Block] = []
    rows = [Row((str(number), tidy(str(each["what"])), str(each["holder_name"])), Ground((), tuple(each["clauses"])))
            for number, each in enumerate(_by_holder(desk), 1)]
    if rows:
        count = Sentence(ended(f"文件没有给出的共{len(rows)}项，{TO_SUPPLY}"), EDITORIAL)
        blocks += [Paragraph((count,)), Table(("序号", "缺什么", "问谁"), tuple(rows))]
    legal = any(fired.force == "law" for fired, _ in desk.effects("limit"))
    usual = tuple(Sentence(ended(f"{each}：{TO_SUPPLY}"), EDITORIAL)
                  for each in (*USUAL, *([] if legal else ["法定办结时限"])))
    blocks.append(Bullets(usual, "完整的办事指南还应当写明，而文件没有写的"))
    return Chapter("gaps", "文件没有给出、要问谁", tuple(blocks))


def counted(chapters: list[Chapter]) -> list[Chapter]:
    """The chapters with, in the one on gaps, how often the others say that something is still to come."""
    said = [text for each in chapters if each.id not in ("gaps", "confirmations") for text, _ in each.sentences()]
    supply, confirm = (sum(text.count(word) for text in said) for word in (TO_SUPPLY, TO_CONFIRM))
    whole = any(each.id == "process" for each in chapters)
    note = Sentence(ended(f"前面各章写着“{TO_SUPPLY}”的有{supply}处，写着“{TO_CONFIRM}”的有{confirm}处"), EDITORIAL)
    return [replace(each, blocks=(*each.blocks, Paragraph((note,)))) if each.id == "gaps" and whole else each
            for each in chapters]


def _by_holder(desk: Desk) -> list[Mapping[str, Any]]:
    found = {(str(each["what"]), str(each["holder_name"])): each for each in desk.answer.unavailable}
    holders = list(dict.fromkeys(holder for _, holder in found))
    return sorted(found.values(), key=lambda each: holders.index(str(each["holder_name"])))


def confirmations(desk: Desk) -> Chapter | None:
    """What stands in the guide and still wants an authority's word."""
    lines = [desk.sentence(f"材料“{each.name}”：{each.note or '依据没有核实'}；{TO_CONFIRM}",
                           *(reason.rule for reason in each.because), mark="")
             for each in desk.answer.materials if each.basis == "to_confirm" and each.status in ("bring", "depends")]
    lines += _judgements(desk) + _vague(desk)
    return Chapter("confirmations", "要由主管部门认定或者确认的", (Bullets(tuple(lines)),)) if lines else None


def _judgements(desk: Desk) -> list[Sentence]:
    found = []
    for each in desk.answer.missing:
        fact = desk.facts[str(each["fact"])]
        if not fact.discretion:
            continue
        rules = [name for name, fired in desk.rules.items() if fact.id in facts_in(fired.condition)]
        if rules:
            text = f"{fact.title}：由{each['who_name']}认定；怎样才算，文件没有写"
            found.append(desk.sentence(text, *rules, mark=""))
    return found


def _vague(desk: Desk) -> list[Sentence]:
    """Words of the rules that leave a judgement open, each with whose judgement it is."""
    found = []
    for items in desk.answer.items.values():
        for each in items:
            words = vague(each.text)
            names = listed(desk.knowledge.who(name) for name in ids(each.data.get("who")))
            if words and names:
                text = f"“{'”“'.join(words)}”怎样掌握，由{names}认定；所在的规则：{desk.rules[each.rule].rule.title}"
                found.append(desk.sentence(text, each.rule, mark=""))
    return list(dict.fromkeys(found))
