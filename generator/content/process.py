"""The steps: a table in order, what goes side by side, what need not be done, and what the open facts change."""

from __future__ import annotations

from generator.content.desk import Desk
from generator.content.effects import said, subject
from generator.content.limits import said as spoken
from generator.content.model import EDITORIAL, Block, Bullets, Chapter, Paragraph, Row, Sentence, Table
from generator.content.order import position, shown
from generator.content.words import NOT_GIVEN, ended, listed, when
from kb.clauses.keyword import listed as ids
from kb.engine.answer import StepAnswer

GONE = {"waived": "不办", "abolished": "已经取消", "merged": "并入别的环节"}
DECIDING = ("waive", "abolish", "merge")


def chapter(desk: Desk) -> Chapter:
    """The table of steps with what belongs to it."""
    steps = shown(desk)
    branching = any(each.status == "depends" for each in steps)
    head = ("序号", "环节", "谁办", "时限", "起止和结果", *(["什么情形办"] if branching else []))
    rows = tuple(_row(desk, number, each, branching) for number, each in enumerate(steps, 1))
    blocks: list[Block] = [Table(head, rows)]
    for title, lines in (("同时办的", _parallel(desk)), ("不办和不单独办的", _gone(desk))):
        if lines:
            blocks.append(Bullets(tuple(lines), title))
    notes = [Sentence(ended(f"{each.name}：{each.note}"), desk.ground(*(reason.rule for reason in each.because)))
             for each in shown(desk) if each.note]
    if notes:
        blocks.append(Bullets(tuple(notes), "说明"))
    return Chapter("process", "办理流程", tuple(blocks))


def _row(desk: Desk, number: int, step: StepAnswer, branching: bool) -> Row:
    rules = list(dict.fromkeys(each.rule for each in step.because))
    cells = (str(number), step.name, step.authority_name, _time(desk, step), _bounds(desk, step))
    return desk.row(*cells, *([_situation(desk, step)] if branching else []), rules=rules)


def _time(desk: Desk, step: StepAnswer) -> str:
    if not step.limits:
        return NOT_GIVEN
    shown_ = spoken(desk, step, _decided(desk, step.id, "require"))
    extra = step.limits[0]["includes"] if len(step.limits) == 1 else ""
    counted = all(each["counted"] for each in step.limits)
    notes = [note for note in (extra, "" if counted else "另计，不在合计里") if note]
    return shown_ + (f"（{'；'.join(notes)}）" if notes else "")


def _bounds(desk: Desk, step: StepAnswer) -> str:
    starts = listed((str(each["starts"]) for each in step.limits if each["starts"]), "，或者从")
    ends = listed((str(each["ends"]) for each in step.limits if each["ends"]), "，或者到")
    produced = [desk.name("material", each) for each in desk.program.steps[step.id].produces]
    parts = [f"从{starts}起算" if starts else "", f"到{ends}为止" if ends else "",
             f"得到：{listed(produced)}" if produced else ""]
    return "；".join(part for part in parts if part) or "——"


def _situation(desk: Desk, step: StepAnswer) -> str:
    if step.status == "required":
        return "都要办"
    wanted = _decided(desk, step.id, "require")
    doubtful = _decided(desk, step.id, "undetermined")
    parts = [listed((desk.condition(rule) for rule in wanted), "；或者")] if wanted else []
    parts += [f"{when(desk.condition(rule), '办不办文件没有写')}" for rule in doubtful]
    return "；".join(part for part in parts if part) or "待确认"


def _decided(desk: Desk, step: str, *keywords: str) -> list[str]:
    return [fired.rule.id for fired, effect in desk.effects(*keywords)
            if (effect.data.get("it") or effect.data.get("step")) == step]


def _parallel(desk: Desk) -> list[Sentence]:
    alive = {each.id for each in shown(desk)}
    found = []
    for fired, effect in desk.effects("parallel"):
        members = [each for each in ids(effect.data["it"]) if each in alive]
        if len(members) > 1:
            text = f"{listed(desk.steps(members))}同时办，互相不等"
            found.append(desk.sentence(when(desk.condition(fired.rule.id), text), fired.rule.id))
    return list(dict.fromkeys(found))


def _gone(desk: Desk) -> list[Sentence]:
    found = []
    for fired, effect in desk.effects("merge"):
        if desk.truths[fired.rule.id] == "unknown":
            into = f"{desk.name('step', str(effect.data['step']))}并入{desk.name('step', str(effect.data['into']))}"
            found.append(desk.sentence(when(desk.condition(fired.rule.id), into), fired.rule.id))
    for each in desk.answer.steps:
        if each.status in GONE:
            fate = f"并入{desk.name('step', each.into)}" if each.into else GONE[each.status]
            rules = [rule for rule in _decided(desk, each.id, *DECIDING) if desk.truths[rule] == "true"]
            why = listed((desk.phrase(desk.rules[rule].condition) for rule in rules), "；或者")
            found.append(desk.sentence(f"{each.name}：{when(why, fate)}", *rules))
    return found


def branches(desk: Desk) -> Chapter | None:
    """Every open rule on steps, times and materials as one sentence, grouped by step."""
    place = position(desk)
    groups: dict[str, list[Sentence]] = {}
    for fired in desk.live():
        name = fired.rule.id
        condition, text = desk.condition(name), said(desk, fired.rule.effects)
        if text and (condition or (fired.pending and desk.truths[name] == "unknown")):
            groups.setdefault(subject(fired.rule.effects), []).append(desk.sentence(when(condition, text), name))
    if not groups:
        return None
    ordered = sorted(groups, key=lambda name: place.get(name, -1))
    blocks: list[Block] = [Bullets(tuple(groups[name]), desk.name("step", name)) for name in ordered]
    intro = Sentence("只看合自己情形的那几句。没有列出的环节，各种情形都一样办。", EDITORIAL)
    return Chapter("branches", "不同情形怎么办", (Paragraph((intro,)), *blocks))
