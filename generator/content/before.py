"""What has to come first: the chain of steps, the orders the policy sets, what may not be demanded."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from generator.content.desk import Desk
from generator.content.model import Block, Bullets, Chain, Chapter, Sentence
from generator.content.order import shown, stages
from generator.content.words import listed as together
from generator.content.words import when
from kb.clauses.keyword import listed


def chapter(desk: Desk) -> Chapter:
    """The chain, then the orders, then the limits on prerequisites."""
    groups = stages(desk)
    chain = tuple(tuple(each.name + ("" if each.status == "required" else "＊") for each in group) for group in groups)
    rules = dict.fromkeys(reason.rule for group in groups for each in group for reason in each.because
                          if reason.truth == "true")
    title = "从左到右依次办" + ("；带＊的只在部分情形下办"
                          if any(each.status == "depends" for group in groups for each in group) else "")
    blocks: list[Block] = [Chain(chain, desk.ground(*rules), title)]
    for caption, lines in (("哪个在前，哪个在后", _orders(desk)), ("不得另加前置条件", _freedoms(desk))):
        if lines:
            blocks.append(Bullets(tuple(lines), caption))
    return Chapter("before", "先后次序和前置条件", tuple(blocks))


def _alive(desk: Desk, names: object) -> list[str]:
    alive = {each.id for each in shown(desk)}
    return [each for each in listed(names) if each in alive]


def _orders(desk: Desk) -> list[Sentence]:
    """The orders that rules set, without those that the chain alone already shows."""
    lone = [group[0].id if len(group) == 1 else "" for group in stages(desk)]
    plain = {pair for pair in pairwise(lone) if all(pair)}
    found = []
    for fired, effect in desk.effects("precede", "issue_order"):
        first, then = _alive(desk, effect.data["first"]), _alive(desk, effect.data["then"])
        if not first or not then:
            continue
        condition = desk.condition(fired.rule.id)
        if not condition and {(a, b) for a in first for b in then} <= plain:
            continue
        earlier, later = together(desk.steps(first)), together(desk.steps(then))
        said = (f"{earlier}在前，{later}在后" if effect.keyword == "precede"
                else f"{later}可以同时受理，结果在{earlier}之后发出")
        found.append(desk.sentence(when(condition, said), fired.rule.id))
    return list(dict.fromkeys(found))


def _freedoms(desk: Desk) -> list[Sentence]:
    found = []
    for fired, effect in desk.effects("not_prerequisite", "closed_set"):
        if effect.keyword == "closed_set":
            said = _closed(desk, effect.data)
        else:
            what = effect.data["what"]
            name = (f"提交{desk.name('material', str(what['material']))}" if isinstance(what, Mapping)
                    else f"完成{desk.name('step', str(what))}")
            of = _alive(desk, effect.data["of"])
            said = f"办{together(desk.steps(of))}，不得要求先{name}" if of else ""
        if said:
            found.append(desk.sentence(when(desk.condition(fired.rule.id), said), fired.rule.id))
    return list(dict.fromkeys(found))


def _closed(desk: Desk, data: Mapping[str, object]) -> str:
    steps = _alive(desk, data.get("for"))
    if data["of"] != "prerequisites" or not steps:
        return ""
    members = together(desk.steps(_alive(desk, data["members"])))
    if not members:
        return f"{together(desk.steps(steps))}没有前置条件，不得增加"
    return f"{together(desk.steps(steps))}的前置条件只有{members}，不得增加"
