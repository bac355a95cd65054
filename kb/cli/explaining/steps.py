"""Steps and spans in words."""

from __future__ import annotations

from collections.abc import Iterator

from kb.clauses.keyword import keywords
from kb.clauses.model import Rule, Service, Span, Step
from kb.cli.explaining.entry import Entry, Part, condition, joined, listing, many, mentions, one
from kb.cli.explaining.rules import rules_of
from kb.compiler.knowledge import Knowledge

KINDS = {"approval": "审批", "acceptance": "受理", "review": "审查", "inspection": "检查验收", "payment": "缴费",
         "construction": "施工", "filing": "报备", "notice": "答复告知", "delivery": "送达", "applicant": "申请人自办"}
STATUS = {"required": "要办", "waived": "不办", "abolished": "已取消", "merged": "并入其他环节",
          "depends": "文件没有规定要不要办"}


def step_entry(knowledge: Knowledge, service: Service, step: Step) -> Entry:
    """A step of one service: who does it, what it waits for, the rules on it."""
    names = {each.id: each.name for each in service.steps}
    rules = [each for each in knowledge.rulebook.rules
             if service.id in each.services and mentions(each, "step", step.id)]
    lines = [f"{_does(rule, step.id)}：{rule.title}（{rule.id}）；条件：{condition(knowledge, rule.condition)}"
             for rule in rules]
    who = knowledge.who(step.authority)
    parts: list[Part] = [
        *listing("service", "事项", [(service.id, service.name)]),
        *joined("aliases", "也叫", step.aliases),
        *one("step_kind", "种类", KINDS.get(step.kind, step.kind), step.kind),
        *one("authority", "谁办", who, {"id": step.authority, "name": who}),
        *many("after", "在这些之后", _waits(step, names, rules), [list(group) for group in step.after]),
        *listing("issue_after", "结果要等", [(each, names[each]) for each in step.issue_after]),
        *listing("part_of", "属于", [(step.part_of, names[step.part_of])] if step.part_of else []),
        *listing("produces", "办出", [(each, knowledge.materials[each].name) for each in step.produces
                                    if each in knowledge.materials]),
        *listing("spans", "算在", [(each.id, each.name) for each in service.spans if step.id in each.steps]),
        *many("rules", "规则", lines, [{"id": each.id, "title": each.title,
                                      "keywords": list(mentions(each, "step", step.id))} for each in rules]),
        *listing("tensions", "矛盾", [(each.id, each.title) for each in knowledge.rulebook.tensions
                                    if service.id in each.services and step.id in each.touches]),
        *one("note", "说明", step.note),
        *one("place", "位置", str(step.place)),
    ]
    return Entry("step", f"{service.id}/{step.id}", step.name, tuple(parts))


def _waits(step: Step, names: dict[str, str], rules: list[Rule]) -> Iterator[str]:
    for group in step.after:
        yield "、".join(names[each] for each in group) + ("（任选其一）" if len(group) > 1 else "")
    for rule in rules:
        before = [str(slot.value) for effect in rule.effects for slot in effect.slots
                  if slot.kind == "order" and slot.target == step.id]
        if before:
            yield f"{'、'.join(names.get(each, each) for each in before)}（按规则 {rule.id}）"


def _does(rule: Rule, step: str) -> str:
    """What a rule does about a step, in a word or two."""
    states = [STATUS[str(slot.value)] for effect in rule.effects for slot in effect.slots
              if slot.kind == "step" and slot.target == step and str(slot.value) in STATUS]
    titles = [keywords()[name].title for name in mentions(rule, "step", step)]
    return "、".join(dict.fromkeys(states or titles))


def span_entry(knowledge: Knowledge, service: Service, span: Span) -> Entry:
    """A span: its steps, where its clock starts and ends, the limits on it."""
    names = {each.id: each.name for each in service.steps}
    rules = [each for each in knowledge.rulebook.rules
             if service.id in each.services and mentions(each, "span", span.id)]
    parts: list[Part] = [
        *listing("service", "事项", [(service.id, service.name)]),
        *one("starts", "起", span.starts), *one("ends", "止", span.ends),
        *listing("steps", "环节", [(each, names[each]) for each in span.steps]),
        *listing("rules", "规则", rules_of(rules)), *one("note", "说明", span.note),
        *one("place", "位置", str(span.place)),
    ]
    return Entry("span", f"{service.id}/{span.id}", span.name, tuple(parts))
