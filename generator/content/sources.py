"""What the guide rests on: clauses with their force, and the version to reproduce it from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.content.desk import FORCES, Desk
from generator.content.model import EDITORIAL, Block, Bullets, Chapter, Ground, Paragraph, Row, Sentence, Table
from generator.content.words import TO_CONFIRM, day, ended, listed


def numbering(desk: Desk, chapters: Iterable[Chapter]) -> dict[str, int]:
    """The clauses that the chapters rest on, numbered in the order of their instruments."""
    used = {clause for each in chapters for _, ground in each.sentences() for clause in ground.clauses}
    outline = [f"{instrument.id}/{clause.locator}" for instrument in desk.knowledge.instruments.values()
               for clause in instrument.clauses]
    ordered = [*(each for each in outline if each in used), *sorted(used - set(outline))]
    return {clause: number for number, clause in enumerate(ordered, 1)}


def basis(desk: Desk, citations: Mapping[str, int]) -> Chapter | None:
    """The table of clauses."""
    if not citations:
        return None
    several = len({each.partition("/")[0] for each in citations}) > 1
    rows = tuple(_row(desk, clause, number, several) for clause, number in citations.items())
    policy = not any(desk.knowledge.instruments[each.partition("/")[0]].is_law for each in citations)
    notes = [Sentence("〔〕里的数字是这张表的序号；连着几行依据相同的，只标在最后一行。", EDITORIAL),
             Sentence("位置里的数字依次是文件各级标题的序号：“附件5·3.3.2”指附件5第三部分第（三）项第2目。", EDITORIAL),
             Sentence("承诺：政府文件许下的时限和做法，是政策承诺，不等于法律规定。计划：到期以前还不是承诺。"
                      "平均值、考核指标：只考核整体，不判断一件事办得快慢。原则：方向，不是具体标准。", EDITORIAL)]
    if policy:
        notes.append(Sentence("表里各条都出自政府文件，不是法律、法规；理由里提到的法律、法规只作参照。", EDITORIAL))
    notes.append(Sentence("内容按意思转述，以文件原文为准。", EDITORIAL))
    blocks: tuple[Block, ...] = (
        Table(("序号", "位置", "内容", "效力"), rows, cites=False), Bullets(tuple(notes), "怎样看这张表"))
    return Chapter("basis", "依据", blocks)


def _row(desk: Desk, clause: str, number: int, several: bool) -> Row:
    where = desk.place(clause)
    if several and not where.startswith("《"):
        where = f"《{desk.knowledge.instruments[clause.partition('/')[0]].title}》{where}"
    forces = [desk.force(each) for each in desk.live() if clause in (each.rule.clause, *each.rule.also)]
    ranked = [each for each in (*FORCES.values(), "平均值") if each in forces]
    force = listed(ranked) or "只作说明"
    doubt = f"；引用{TO_CONFIRM}" if clause in desk.knowledge.unconfirmed else ""
    return Row((str(number), where, desk.knowledge.clause_titles.get(clause, ""), force + doubt),
               Ground((), (clause,)))


def version(desk: Desk) -> Chapter:
    """What made this guide: enough to make it again."""
    knowledge, answer = desk.knowledge, desk.answer
    given = listed((desk.given(*each) for each in answer.facts.items()), "；") or "没有填写，各种情形都写"
    lines = [f"适用日期：{day(answer.as_of)}", f"规则版本：{knowledge.version}", f"规则指纹：{knowledge.fingerprint}",
             f"推理引擎：{answer.engine}", f"填写的情况：{given}", *answer.notices]
    note = "本指南由规则库自动生成；规则改了，指南跟着改。官方答复与本指南不同的，以官方答复为准"
    return Chapter("version", "版本信息", (
        Bullets(tuple(Sentence(ended(each), EDITORIAL) for each in lines)),
        Paragraph((Sentence(ended(note), EDITORIAL),))))
