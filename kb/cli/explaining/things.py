"""Facts, materials, authorities and services in words."""

from __future__ import annotations

from collections.abc import Iterator

from kb.clauses.model import Authority, Fact, Material, Rule, Service
from kb.clauses.quantity import show_value, shown_number, unit_name
from kb.clauses.wording import say_value
from kb.cli.explaining.entry import Entry, Part, condition, joined, listing, many, mentions, one, uses
from kb.cli.explaining.rules import rules_of
from kb.compiler.knowledge import Knowledge

PLACES = {"bring": "要交", "fetched": "办理机关自己取", "later": "承诺后可以补交", "waived": "不用交",
          "forbidden": "不得索要"}
AUTHORITIES = {"government": "政府部门", "enterprise": "企业", "applicant": "申请人", "other": "其他"}


def fact_entry(knowledge: Knowledge, fact: Fact) -> Entry:
    """A fact: question, values, who answers, what uses it, what follows from it."""
    book = knowledge.rulebook
    decide = f"{knowledge.who(fact.who)}" + ("，由其裁量，不作推定" if fact.discretion else "")
    used = [(each.id, f"{each.title}：{condition(knowledge, each.condition)}") for each in book.rules
            if uses(each.condition, fact.id)]
    due = [each for each in book.rules if each.place == fact.place] if fact.id.startswith("done_") else []
    parts: list[Part] = [
        *one("question", "问题", fact.question),
        *many("values", "可填", _values(fact), {"type": fact.type, "unit": fact.unit,
                                              "values": [each.id for each in fact.values]}),
        *one("who", "谁知道", decide, {"id": fact.who, "name": knowledge.who(fact.who), "discretion": fact.discretion}),
        *one("note", "说明", fact.note),
        *many("implied_by", "由此得出", _implied(knowledge, fact, forward=False)),
        *many("implies", "可以推出", _implied(knowledge, fact, forward=True)),
        *listing("rules", "规则", used or rules_of(due)),
        *listing("services", "事项", [(each.id, each.name) for each in knowledge.services.values()
                                    if uses(each.covers, fact.id) or any(
                                        uses(rule.condition, fact.id) and each.id in rule.services
                                        for rule in book.rules)]),
        *listing("tensions", "矛盾", [(each.id, each.title) for each in book.tensions
                                    if uses(each.condition, fact.id)]),
        *one("place", "位置", str(fact.place)),
    ]
    return Entry("fact", fact.id, fact.title, tuple(parts))


def _values(fact: Fact) -> list[str]:
    if fact.type == "boolean":
        return [f"true：{show_value(fact, True)}", f"false：{show_value(fact, False)}"]
    if fact.type == "enum":
        return [f"{each.id}：{each.name}" + (f"（也可以写{'、'.join(each.aliases)}）" if each.aliases else "")
                for each in fact.values]
    if fact.type == "date":
        return ["日期，如 2018-11-05"]
    bounds = [f"不小于{shown_number(fact.minimum)}"] if fact.minimum is not None else []
    bounds += [f"不大于{shown_number(fact.maximum)}"] if fact.maximum is not None else []
    exact = "整数" if fact.integer else f"最多{fact.decimals}位小数"
    return ["，".join(["数字", *([f"单位{unit_name(fact.unit)}"] if fact.unit else []), *bounds, exact])]


def _implied(knowledge: Knowledge, fact: Fact, *, forward: bool) -> Iterator[str]:
    for each in knowledge.rulebook.implications:
        if uses(each.condition, fact.id) if forward else fact.id in dict(each.then):
            results = "；".join(
                say_value(knowledge.facts[name], value) if isinstance(value, bool)
                else f"{knowledge.facts[name].title}为{say_value(knowledge.facts[name], value)}"
                for name, value in each.then if name in knowledge.facts and (forward or name == fact.id))
            kind = "没有另外说明就当作" if each.presume else "就是"
            note = f"（{each.note}）" if each.note else ""
            yield f"{condition(knowledge, each.condition)}，{kind}：{results}{note}"


def material_entry(knowledge: Knowledge, material: Material) -> Entry:
    """A material: who issues it, where it is asked for, waived, fetched or forbidden."""
    asked: dict[str, list[str]] = {}
    for rule in knowledge.rulebook.rules:
        for effect in rule.effects:
            for slot in effect.slots:
                where, _, name = slot.target.partition("/")
                if slot.kind == "material" and name == material.id:
                    asked.setdefault(str(slot.value), []).extend(
                        _asked(knowledge, rule, where, service) for service in rule.services)
    made = [(f"{service.id}/{step.id}", step.name) for service in knowledge.services.values()
            for step in service.steps if material.id in step.produces]
    parts: list[Part] = [
        *joined("aliases", "也叫", material.aliases),
        *one("issuer", "谁出具", knowledge.who(material.issuer), material.issuer),
        *listing("produced_by", "由环节办出", made),
        *(part for status, label in PLACES.items() for part in many(status, label, asked.get(status, ()))),
        *listing("rules", "提到它的规则", rules_of(each for each in knowledge.rulebook.rules
                                            if mentions(each, "material", material.id))),
        *one("note", "说明", material.note),
        *one("place", "位置", str(material.place)),
    ]
    return Entry("material", material.id, material.name, tuple(parts))


def _asked(knowledge: Knowledge, rule: Rule, where: str, name: str) -> str:
    service = knowledge.services[name]
    step = "各环节" if where == "*" else knowledge.say(service)("step", where)
    return f"{service.name}，{step}；条件：{condition(knowledge, rule.condition)}（{rule.id}）"


def authority_entry(knowledge: Knowledge, authority: Authority) -> Entry:
    """An authority: its names, what it does, what it alone can answer."""
    book = knowledge.rulebook
    parts: list[Part] = [
        *joined("aliases", "也叫", authority.aliases),
        *one("authority_kind", "性质", AUTHORITIES.get(authority.kind, authority.kind), authority.kind),
        *listing("services", "主办事项", [(each.id, each.name) for each in book.services
                                      if each.authority == authority.id]),
        *listing("steps", "办理环节", [(f"{service.id}/{step.id}", step.name) for service in book.services
                                    for step in service.steps if step.authority == authority.id]),
        *listing("facts", "由它答复", [(each.id, each.title) for each in book.facts if each.who == authority.id]),
        *listing("materials", "出具材料", [(each.id, each.name) for each in book.materials
                                       if each.issuer == authority.id]),
        *listing("rules", "规则", rules_of(each for each in book.rules if mentions(each, "authority", authority.id))),
        *many("unavailable", "要问它的", [each.what for each in book.unavailable if each.holder == authority.id]),
        *one("place", "位置", str(authority.place)),
    ]
    return Entry("authority", authority.id, authority.name, tuple(parts))


def service_entry(knowledge: Knowledge, service: Service) -> Entry:
    """A service: for whom, what comes out, what it covers, its steps and spans."""
    book = knowledge.rulebook
    covers = condition(knowledge, service.covers) if service.covers is not None else ""
    parts: list[Part] = [
        *joined("aliases", "也叫", service.aliases),
        *one("domain", "领域", book.domains.get(service.domain, service.domain), service.domain),
        *one("audience", "谁来办", service.audience), *one("result", "办成什么", service.result),
        *one("authority", "主办", knowledge.who(service.authority) if service.authority else "", service.authority),
        *one("covers", "适用于", covers), *one("not_covered", "不适用", service.not_covered),
        *listing("steps", "环节", [(each.id, each.name) for each in service.steps]),
        *listing("spans", "时间段", [(each.id, each.name) for each in service.spans]),
        *one("rules", "规则", f"{len(_rules(knowledge, service))}条", [each.id for each in _rules(knowledge, service)]),
        *listing("tensions", "矛盾", [(each.id, each.title) for each in book.tensions if service.id in each.services]),
        *one("place", "位置", str(service.place)),
    ]
    return Entry("service", service.id, service.name, tuple(parts))


def _rules(knowledge: Knowledge, service: Service) -> list[Rule]:
    return [each for each in knowledge.rulebook.rules if service.id in each.services]
