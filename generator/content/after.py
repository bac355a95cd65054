"""After the decision, and when something goes wrong: result, amends, silence, remedies, help."""

from __future__ import annotations

from collections.abc import Iterable

from generator.content.desk import Desk
from generator.content.items import spoken
from generator.content.materials import gap
from generator.content.model import EDITORIAL, Block, Bullets, Chapter, Row, Sentence, Table
from generator.content.order import shown
from generator.content.words import NOT_GIVEN, TO_SUPPLY, ended, listed
from kb.engine.answer import ItemAnswer

AMENDS = ("补正", "容缺", "补交", "一次告", "一次说", "齐全", "缺少")
SILENCE = ("逾期不", "逾期未", "视为", "视同", "到期不", "默认")
REMEDIES = ("复议", "诉讼", "投诉", "举报", "申诉")
HELP = ("代办", "电话", "咨询", "帮办", "客户经理", "解释")
ALL = ("entitlements", "disclosures", "duties")


def result(desk: Desk) -> Chapter:
    """What the service ends in, and the documents its steps issue."""
    rows = [desk.row("办理结果", desk.service.result, desk.knowledge.who(desk.service.authority), "——",
                     rules=dict.fromkeys(reason.rule for each in shown(desk)[-1:] for reason in each.because))]
    for step in shown(desk):
        names = [desk.name("material", each) for each in desk.program.steps[step.id].produces]
        if names:
            rows.append(desk.row("中间文书", listed(names), step.authority_name, step.name,
                                 rules=dict.fromkeys(reason.rule for reason in step.because)))
    blocks: tuple[Block, ...] = (
        Table(("种类", "名称", "谁出具", "哪个环节"), tuple(rows)),
        Bullets((_lacking("结果的样本、有效期、怎样领取和几天内送达"),)))
    return Chapter("result", "办成以后拿到什么", blocks)


def amends(desk: Desk) -> Chapter:
    """What happens when materials are missing and when nobody answers, only as far as the rules say."""
    found = told(desk, ("disclosures", "entitlements", "duties"), AMENDS)
    found += [desk.sentence(f"{each.name}可以承诺以后补交", *(reason.rule for reason in each.because))
             for each in desk.answer.materials if each.status == "later"]
    gaps = [gap(each) for each in desk.answer.unavailable if any(word in str(each["what"]) for word in AMENDS)]
    silent = told(desk, ALL, SILENCE)
    return Chapter("amends", "材料不齐怎么办", (
        Bullets((*dict.fromkeys(found or [_lacking("缺什么怎样告诉申请人、几天内告诉、几天内补交")]), *gaps)),
        Bullets(tuple(silent or [_lacking("到期没有告知、没有答复的，算不算受理或者同意")]), "到期没有回音")))


def remedies(desk: Desk) -> Chapter:
    """What to do when refused or late."""
    found = told(desk, ALL, REMEDIES)
    blocks: list[Block] = [Bullets(tuple(found), "文件写明的")] if found else []
    said = " ".join(each.text for each in found)
    open_ = [what for words, what in ((("复议", "诉讼"), "对决定不服，向谁申请复议、到哪里起诉、多少天以内"),
                                      (("投诉", "举报"), "向谁投诉、举报，多少天答复"))
             if not any(word in said for word in words)]
    if open_:
        blocks.append(Bullets(tuple(_lacking(each) for each in open_), "文件没有写的" if found else ""))
    return Chapter("remedies", "不服或者超时怎么办", tuple(blocks))


def help_(desk: Desk) -> Chapter:
    """Whom to ask, and what help the rules promise."""
    who = dict.fromkeys(each.authority_name for each in shown(desk) if each.authority != "applicant")
    owner = desk.knowledge.who(desk.service.authority)
    others = [each for each in who if each != owner]
    asked = [Sentence(ended(f"总的事问{owner}{f'；单个环节也可以问{listed(others)}' if others else ''}"), EDITORIAL),
             _lacking("电话、地址、办公时间和网址")]
    found = told(desk, ALL, HELP)
    blocks: list[Block] = [Bullets(tuple(asked))]
    if found:
        blocks.append(Bullets(tuple(found), "文件写明的帮助"))
    return Chapter("help", "问谁、找谁帮忙", tuple(blocks))


def special(desk: Desk) -> Chapter | None:
    """Times that stand apart from the clock, or inside it: publicity, inspection, waiting for the applicant."""
    steps = {each.id: each for each in shown(desk)}
    rows = [_inside(desk, each.name, str(limit["includes"]), each.because) for each in steps.values()
            for limit in each.limits if limit["includes"]]
    for fired, effect in desk.effects("exclude"):
        step = str(effect.data.get("step") or "")
        if step and step not in steps:
            continue
        what = steps[step].name if step else str(effect.data["what"])
        note = str(effect.data.get("reason") or "——")
        rows.append(desk.row(what, "不计入", _clocks(desk, effect.data.get("from")),
                             desk.condition(fired.rule.id) or "都这样", note, rules=[fired.rule.id]))
    if not rows:
        return None
    head = ("程序或者时间", "计不计入", "哪个时限", "什么情形", "说明")
    return Chapter("special", "特别程序和不计入的时间", (Table(head, tuple(dict.fromkeys(rows))),))


def _inside(desk: Desk, name: str, includes: str, because: Iterable[object]) -> Row:
    rules = [str(getattr(each, "rule", "")) for each in because]
    apart = "不在内" in includes or "不含" in includes
    said = "不计入" if apart else "计入"
    return desk.row(name, said, f"{name}的时限", "都这样", includes, rules=dict.fromkeys(rules))


def _clocks(desk: Desk, spans: object) -> str:
    names = [str(each) for each in spans] if isinstance(spans, list | tuple) else [str(spans)] if spans else []
    return listed(desk.name("span", each) for each in names) or "各段时间合计"


def told(desk: Desk, sections: Iterable[str], words: tuple[str, ...]) -> list[Sentence]:
    """What duties, rights and notices say that mention one of these words."""
    items: list[ItemAnswer] = [each for name in sections for each in desk.answer.items.get(name, ())
                               if any(word in each.text for word in words)]
    return list(dict.fromkeys(desk.sentence(spoken(desk, each), each.rule) for each in items))


def _lacking(what: str) -> Sentence:
    return Sentence(ended(f"{what}：{NOT_GIVEN}，{TO_SUPPLY}"), EDITORIAL)
