"""The one-time notice (一次性告知单): what an application lacks, told once, on one page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from generator.content import sources
from generator.content.after import AMENDS, told
from generator.content.application import Application
from generator.content.desk import Desk, lay
from generator.content.head import audience
from generator.content.judging import Judgement, Lack, judge
from generator.content.materials import commitment, condition, escapes, fetcher, form, missing_lists, says, step_of
from generator.content.model import (
    EDITORIAL,
    Blanks,
    Block,
    Bullets,
    Chapter,
    Check,
    Checks,
    Paragraph,
    Publication,
    Row,
    Sentence,
    Table,
)
from generator.content.questions import options
from generator.content.record import record
from generator.content.words import NOT_GIVEN, TO_CONFIRM, day, ended, listed, tidy, when
from kb.clauses.model import Fact
from kb.clauses.tree import facts_in
from kb.compiler.knowledge import Knowledge
from kb.engine.runner import EngineName

FILL = "待填"
OUTCOMES = {"complete": "材料齐全：收下，发给回执", "commitment": "只缺可以后补的：凭承诺先受理",
            "told": "缺必须先交的：这张单子一次说全，补齐再受理"}


def compose_notice(knowledge: Knowledge, service: str, facts: Mapping[str, object], as_of: date,
                   application: Application, *, engine: EngineName = "durable") -> Publication:
    """The notice for an application. KbError for unknown services, facts, dates, steps and materials."""
    desk = lay(knowledge, service, facts, as_of, engine)
    found = judge(desk, application)
    if desk.answer.outcome == "not_covered":
        made = [audience(desk)]
    else:
        made = [each for each in (_result(desk, found), _lacking(desk, found), _open(desk, found), _later(desk, found),
                                  _fetched(desk, found), _amends(desk), _signatures(application)) if each]
    citations = sources.numbering(desk, made)
    chapters = (*made, *([_basis(desk, citations)] if citations else []))
    return Publication(f"{desk.service.name}一次性告知单", _meta(desk, application), chapters, citations,
                       kind="notice", entry=record(desk))


def _meta(desk: Desk, application: Application) -> tuple[tuple[str, str], ...]:
    given = listed((desk.given(*each) for each in desk.answer.facts.items()), "；")
    steps = listed(desk.steps(application.steps)) or "全部环节"
    return (("申请人", application.applicant), ("办件编号", application.number),
            ("收件日期", day(application.received) if application.received else ""),
            ("受理单位", desk.knowledge.who(desk.service.authority)), ("申请的环节", steps),
            ("按哪天的规定", day(desk.answer.as_of)), ("已知的情况", tidy(given) or "没有填写"),
            ("规则版本", f"{desk.knowledge.version}（{desk.knowledge.fingerprint.removeprefix('sha256:')[:12]}）"))


def _result(desk: Desk, found: Judgement) -> Chapter:
    """The three outcomes, one ticked where the rules decide it."""
    checks = tuple(Check("yes" if name == found.outcome else "open" if found.outcome == "unclear" else "no",
                         Sentence(ended(text), EDITORIAL)) for name, text in OUTCOMES.items())
    blocks: list[Block] = [Checks(checks)]
    if found.outcome == "unclear":
        why = [*(["还有情况没有问清"] if found.open else []),
               *(["文件没有给出完整的材料清单"] if found.incomplete else [])]
        holder = desk.knowledge.who(desk.service.authority)
        text = f"规则写明必须先交的不缺，但是{'，而且'.join(why)}，三种结果由{holder}勾选"
        blocks.append(Paragraph((Sentence(ended(text), EDITORIAL),)))
    if found.incomplete and missing_lists(desk):
        blocks.append(Bullets(tuple(missing_lists(desk)), "清单的缺口"))
    return Chapter("result", "结果", tuple(blocks))


def _lacking(desk: Desk, found: Judgement) -> Chapter:
    rows = tuple(_lack_row(desk, number, each) for number, each in enumerate(found.essential, 1))
    blocks: list[Block] = [Table(("序号", "材料", "问题", "应当怎样", "用在哪个环节"), rows)] if rows else [
        Paragraph((Sentence("规则写明必须先交的，没有缺的，也没有说不合格的。", EDITORIAL),))]
    if found.spare:
        names = listed(desk.name("material", each) for each in found.spare)
        blocks.append(Paragraph((Sentence(ended(f"多交的，退还申请人：{names}"), EDITORIAL),)))
    return Chapter("lacking", f"缺的和不合格的（共{len(rows)}项）", tuple(blocks))


def _names(lack: Lack) -> str:
    return listed((each.name for each in lack.any_of), "或者") + ("（任选其一）" if len(lack.any_of) > 1 else "")


def _rules(lack: Lack) -> list[str]:
    return list(dict.fromkeys(reason.rule for each in lack.any_of for reason in each.because))


def _lack_row(desk: Desk, number: int, lack: Lack) -> Row:
    first = lack.any_of[0]
    return desk.row(str(number), _names(lack), lack.wrong or "没有交", _right(lack), step_of(desk, first),
                    rules=_rules(lack))


def _right(lack: Lack) -> str:
    """What would be right, as far as the rules say."""
    several = len(lack.any_of) > 1
    parts = []
    for each in lack.any_of:
        doubt = TO_CONFIRM if each.basis == "to_confirm" else ""
        said = "；".join(part for part in (form(each), each.note, doubt) if part)
        if said:
            parts.append(f"{each.name}：{said}" if several else said)
    return "；".join(parts) or f"形式、份数和标准{NOT_GIVEN}，{FILL}"


def _open(desk: Desk, found: Judgement) -> Chapter | None:
    """What has to be asked first: questions, and the materials that hang on them."""
    if not found.open:
        return None
    blocks: list[Block] = []
    rows = []
    for each in found.questions:
        fact = desk.facts[str(each["fact"])]
        rules = [name for name, fired in desk.rules.items()
                 if desk.truths[name] == "unknown" and fact.id in facts_in(fired.effective)]
        who = f"{each['who_name']}认定" if fact.discretion else str(each["who_name"])
        rows.append(desk.row(tidy(fact.question), who, _answers(desk, fact), rules=rules))
    if rows:
        blocks.append(Table(("先问清", "谁来答", "答复"), tuple(dict.fromkeys(rows))))
    lines = []
    for lack in found.open:
        wrong = f"（已交的不合格：{lack.wrong}）" if lack.wrong else ""
        unless = [each for material in lack.any_of for each in escapes(desk, material)]
        text = when(_hangs(desk, lack), f"要交{_names(lack)}{wrong}") + "".join(f"；但是{each}" for each in unless)
        lines.append(desk.sentence(text, *_rules(lack)))
    blocks.append(Bullets(tuple(lines), "问清以后才知道要不要的材料"))
    return Chapter("open", "先问清的情况", tuple(blocks))


def _answers(desk: Desk, fact: Fact) -> str:
    """What may be ticked, or how to answer."""
    choices = options(desk, fact)
    if fact.type not in ("boolean", "enum"):
        return choices
    return "；".join(f"□{each}" for each in choices.split("／"))


def _hangs(desk: Desk, lack: Lack) -> str:
    """In which situation a material is wanted: by its own rule, or because its step takes place."""
    own = condition(desk, lack.any_of[0])
    if own:
        return own
    step = lack.any_of[0].step
    wanted = [fired.rule.id for fired, effect in desk.effects("require") if effect.data.get("it") == step]
    return listed((said for name in wanted if (said := desk.condition(name))), "；或者")


def _later(desk: Desk, found: Judgement) -> Chapter | None:
    if not found.later:
        return None
    rows = []
    for each in found.later:
        grounds = [commitment(data) for _, data in says(desk, each.any_of[0], "defer")]
        rows.append(desk.row(_names(each), each.wrong or "没有交", listed(grounds, "；"), FILL,
                             step_of(desk, each.any_of[0]), rules=_rules(each)))
    head = ("材料", "问题", "凭什么后补", "几天内补交", "用在哪个环节")
    return Chapter("later", "可以以后补交的", (Table(head, tuple(rows)),))


def _fetched(desk: Desk, found: Judgement) -> Chapter | None:
    if not found.fetched:
        return None
    lines = [desk.sentence(f"{each.name}：由{fetcher(desk, each) or '办理单位'}调取，不用交",
                           *(reason.rule for reason in each.because)) for each in found.fetched]
    return Chapter("fetched", "由我们调取，不用交的", (Bullets(tuple(lines)),))


def _amends(desk: Desk) -> Chapter:
    """Deadline and channel: what the rules say, and lines to fill in for what they leave out."""
    lines = told(desk, ("disclosures", "entitlements", "duties"), AMENDS)
    timed = any(re.search(r"[补][正交].*\d|\d.*[补][正交]", each.text) for each in lines)
    unsaid = f"（{NOT_GIVEN}，{FILL}）"
    fields = (("补正期限" + ("" if timed else unsaid), ""), (f"补正渠道{unsaid}", ""),
              (f"不补正的后果{unsaid}", ""), (f"咨询电话{unsaid}", ""))
    return Chapter("amends", "怎样补正", (*([Bullets(tuple(lines))] if lines else []), Blanks(fields)))


def _signatures(application: Application) -> Chapter:
    return Chapter("signatures", "签字盖章", (Blanks((
        ("窗口经办人签名、日期", application.clerk), ("告知单位盖章", ""), ("申请人签收、日期", "")), tall=True),))


def _basis(desk: Desk, citations: Mapping[str, int]) -> Chapter:
    found = sources.basis(desk, citations)
    table = next(each for each in found.blocks if isinstance(each, Table)) if found else Table((), ())
    return Chapter("basis", "依据", (table,))
