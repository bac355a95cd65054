"""The head of a guide: who it is for, and what one sees at a glance."""

from __future__ import annotations

from collections.abc import Sequence

from generator.content.desk import Desk
from generator.content.doubtful import tensions
from generator.content.limits import by_force, timing
from generator.content.model import EDITORIAL, Block, Chapter, Ground, Paragraph, Row, Sentence, Table
from generator.content.order import shown
from generator.content.words import NOT_GIVEN, TO_SUPPLY, choices, day, duration, ended, halves, listed, tidy, when
from kb.clauses.logic import residual
from kb.clauses.tree import Literal
from kb.engine.answer import ItemAnswer, SpanAnswer

VISITS = ("跑", "到场", "现场办")
PLACES = ("窗口", "大厅", "线上", "网上", "渠道", "营业厅")


def meta(desk: Desk) -> tuple[tuple[str, str], ...]:
    """The labelled facts below the title."""
    knowledge = desk.knowledge
    print_ = knowledge.fingerprint.removeprefix("sha256:")[:12]
    return (("办理结果", desk.service.result), ("办理单位", knowledge.who(desk.service.authority)),
            ("依据文件", _instruments(desk)),
            ("适用日期", f"按{day(desk.answer.as_of)}施行的规定编写"),
            ("规则版本", f"{knowledge.version}（{print_}）"))


def _instruments(desk: Desk) -> str:
    """The policies by title, the laws beside them by number: their titles stand in the table of clauses."""
    named = [desk.knowledge.instruments[each] for each in desk.answer.knowledge["instruments"]]
    policies = listed(f"《{each.title}》（{each.issuer}）" for each in named if not each.is_law)
    laws = sum(each.is_law for each in named)
    return f"{policies}；另有法律、法规、规章{laws}件，见“依据”一章" if policies and laws else policies or listed(
        f"《{each.title}》" for each in named)


def audience(desk: Desk) -> Chapter:
    """Who the guide is for, and who it is not for."""
    service = desk.service
    lines = [Sentence(ended(f"本指南给{service.audience}用，办成的结果是{service.result}"), _whole(desk))]
    if service.covers is not None:
        open_ = residual(service.covers, desk.values)
        if not isinstance(open_, Literal):
            lines.append(Sentence(ended(f"适用范围：{desk.phrase(open_)}"), _whole(desk)))
    if service.not_covered:
        lines.append(Sentence(ended(f"不适用：{service.not_covered}。请直接问{desk.knowledge.who(service.authority)}"),
                              _whole(desk)))
    if desk.answer.facts:
        given = listed((desk.given(*each) for each in desk.answer.facts.items()), "；")
        lines.append(Sentence(ended(f"本指南只写这一种情形：{given}"), EDITORIAL))
    for each in desk.answer.derived:
        if not each["presumed"]:
            continue
        lines.append(Sentence(ended(f"推定：{each['because']}；实际不是这样的，请先说明"), EDITORIAL))
    return Chapter("audience", "给谁用", (Paragraph(tuple(lines)),))


def _whole(desk: Desk) -> Ground:
    """The rules that bring in the service's steps: what a sentence on the whole service rests on."""
    names = [fired.rule.id for fired, effect in desk.effects("require")]
    return desk.ground(*dict.fromkeys(names[:3]))


def glance(desk: Desk) -> Chapter:
    """Result, time, fees, visits and where to go: one table."""
    rows = [Row(("办成什么", desk.service.result), _whole(desk))]
    rows += [_time(desk, each) for each in desk.answer.spans]
    rows += [_statutory(desk), _fees(desk)]
    entitled = desk.answer.items.get("entitlements", ())
    rows.append(_said(desk, "跑几趟", entitled, VISITS))
    rows.append(_said(desk, "到哪里办", entitled, PLACES, skip=VISITS))
    rows.append(Row(("电话、地址、办公时间", TO_SUPPLY), EDITORIAL))
    blocks: tuple[Block, ...] = (Table(("项目", "内容"), tuple(rows)),)
    count = len(tensions(desk))
    if count:
        note = f"文件有{count}处前后不一致或者容易读错，本指南怎样读，见“文件里的矛盾和本指南的读法”一章"
        blocks += (Paragraph((Sentence(ended(note), EDITORIAL),)),)
    return Chapter("glance", "一眼看清", blocks)


def _time(desk: Desk, span: SpanAnswer) -> Row:
    label = "多久" if len(desk.answer.spans) == 1 else f"多久：{span.name}"
    rules = [each.rule for each in span.because]
    open_ = "，看情形" if span.low != span.high or hangs(desk, span) else ""
    parts = [f"{halves(span.low, span.high)}（各环节时限相加{open_}）"] if span.known else ["各环节没有写时限"]
    kinds = (("max", "法律规定：", "不超过"), ("max", "文件承诺：", "不超过"),
             ("average", "平均数（只考核整体）：", ""))
    for measure, opening, bound in kinds:
        said = [when(desk.condition(reason.rule), f"{bound}{duration(each['value'], str(each['unit']))}", "")
                for reason, each in zip(span.because, span.declared, strict=True)
                if each["measure"] == measure and opening.startswith((promised(desk, reason.rule), "平均"))]
        if said:
            parts.append(opening + "，".join(said))
    return desk.row(label, "；".join(parts), rules=rules or timed_rules(desk, span))


def _statutory(desk: Desk) -> Row:
    """The limits that law sets for single steps: no promise stands in for them."""
    steps = [each for each in shown(desk) if "law" in by_force(desk, each)]
    if not steps:
        return Row(("法定时限", f"{NOT_GIVEN}，{TO_SUPPLY}"), EDITORIAL)
    parts = [f"{each.name}{choices(by_force(desk, each)['law'])}" for each in steps]
    rules = [name for each in steps for name in timing(desk, each.id) if desk.rules[name].force == "law"]
    return desk.row("法定时限", "、".join(parts), rules=dict.fromkeys(rules))


def hangs(desk: Desk, span: SpanAnswer) -> bool:
    """Whether open rules time the steps of a span: its total then holds only where they do."""
    inside = {name for each in desk.service.spans for name in each.steps if each.id == span.id}
    return any(effect.data.get("step") in inside and desk.truths[fired.rule.id] != "true"
               for fired, effect in desk.effects("limit"))


def promised(desk: Desk, rule: str) -> str:
    """What kind of total a rule sets: by law, or as a promise."""
    return "法律规定" if desk.rules[rule].force == "law" else "文件承诺"


def declared(desk: Desk, span: SpanAnswer) -> list[tuple[str, str]]:
    """The totals that the text itself sets for a span: rule id and phrase."""
    found = []
    for reason, each in zip(span.because, span.declared, strict=True):
        bound = duration(each["value"], str(each["unit"]))
        average = each["measure"] == "average"
        found.append((reason.rule, f"平均{bound}，只考核整体，不用来判断一件事办得快慢" if average
                      else f"{promised(desk, reason.rule)}合计不超过{bound}"))
    return found


def timed_rules(desk: Desk, span: SpanAnswer) -> list[str]:
    """The rules that time the steps of a span's critical path."""
    return list(dict.fromkeys(each.rule for name in span.critical_path for each in desk.answer.step(name).because))


def _fees(desk: Desk) -> Row:
    fees = desk.answer.items.get("fees", ())
    if not fees:
        return Row(("收费", f"文件没有写收不收费，{TO_SUPPLY}"), EDITORIAL)
    parts = []
    for status, opening in (("allowed", "可以收："), ("restricted", "严格限制："), ("forbidden", "不得收：")):
        names = dict.fromkeys(str(each.data["name"]) + ("（看情形）" if desk.condition(each.rule) else "")
                              for each in fees if each.data["status"] == status)
        if names:
            parts.append(opening + "、".join(names))
    return desk.row("收费", "；".join([*parts, "金额和依据见“收费”一章"]), rules=[each.rule for each in fees])


def _said(desk: Desk, label: str, items: Sequence[ItemAnswer], words: tuple[str, ...],
          skip: tuple[str, ...] = ()) -> Row:
    found = [each for each in items if any(word in each.text for word in words)
             and not any(word in each.text for word in skip)]
    if not found:
        return Row((label, TO_SUPPLY), EDITORIAL)
    parts = []
    for each in sorted(found, key=lambda item: bool(desk.mark(item.rule))):
        mark = desk.mark(each.rule)
        parts.append((f"【{mark}】" if mark else "") + when(desk.condition(each.rule), tidy(each.text)))
    return desk.row(label, "；".join(dict.fromkeys(parts)), rules=[each.rule for each in found])
