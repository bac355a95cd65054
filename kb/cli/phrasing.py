"""What an interview says: a question with its choices, why it is asked, what has been answered."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from kb.clauses.model import Fact, Value
from kb.clauses.quantity import Unknown, show_value, shown_number, unit_name
from kb.clauses.tree import facts_in
from kb.cli.questions import Entry, Interview, Offer, Question, choices_of
from kb.cli.wide import columns, wrapped
from kb.compiler.knowledge import Knowledge, Program
from kb.engine.answer import Answer

KEYS = "打编号或内容，然后回车。? 不知道　b 返回　c 改　e 为什么问　q 结束"
MOST = 8
"""Names of one kind that a reason lists; more are counted."""


def item(lead: str, text: str, width: int) -> str:
    """One entry after its lead, later lines under the first."""
    return lead + wrapped(text, width, columns(lead), columns(lead))


def question(interview: Interview, asked: Question, width: int) -> Iterator[str]:
    """A question as lines: number, wording, who would know, choices."""
    fact = asked.fact
    lead = "改：" if asked.changing else f"第{interview.state.answered + 1}问　"
    yield item(lead, fact.question, width)
    notes = [who(interview.knowledge, fact)]
    if asked.again:
        notes.append("刚才说不知道，现在只剩这一项没有定")
    elif interview.remaining and not asked.changing:
        notes.append(f"还有{interview.remaining}项影响办理流程")
    yield item("  ", "；".join(notes), width)
    if fact.note:
        yield item("  说明：", fact.note, width)
    for number, value in enumerate(choices_of(fact), 1):
        yield item(f"  {number} ", _choice(fact, value), width)
    if not choices_of(fact):
        yield item("  ", _how(fact), width)
    if asked.changing:
        known = {each.id: value for each, value in interview.given()}
        yield item("  ", f"原来的回答：{said(fact, known[fact.id])}", width)


def who(knowledge: Knowledge, fact: Fact) -> str:
    """Who would know, or whose decision it is."""
    name = knowledge.who(fact.who)
    if fact.discretion:
        return f"由{name}认定，还没有认定或不清楚就直接回车"
    return "申请人自己知道" if fact.who == "applicant" else f"可以问：{name}"


def _choice(fact: Fact, value: Value) -> str:
    if isinstance(value, bool):
        word, phrase = ("是", fact.yes) if value else ("否", fact.no)
        return f"{word}（{phrase}）" if phrase and phrase != word else word
    return show_value(fact, value)


def _how(fact: Fact) -> str:
    if fact.type == "date":
        return "填日期，如 2018-11-05"
    unit = unit_name(fact.unit)
    bounds = [f"不小于{shown_number(fact.minimum)}"] if fact.minimum is not None else []
    bounds += [f"不大于{shown_number(fact.maximum)}"] if fact.maximum is not None else []
    return "，".join(["填整数" if fact.integer else "填数字", *([f"单位{unit}"] if unit else []), *bounds])


def prompt(asked: Question) -> str:
    """What stands before the cursor; it says what an empty line means where it means something."""
    if asked.changing:
        return "（回车＝不改）> "
    return "（回车＝不知道）> " if asked.optional else "> "


def offer(found: Offer) -> str:
    """The offer to go on with questions that the procedure does not turn on."""
    head = "办理流程已经确定。" if found.settled else "能问清的都问了，办理流程还有没定的地方。"
    if found.optional == found.questions:
        return f"{head}还有{found.questions}个问题要由有关单位认定，不答也可以。要接着问吗？"
    optional = f"，其中{found.optional}个要由有关单位认定" if found.optional else ""
    return f"{head}还有{found.questions}个问题只影响权利、义务或收费{optional}。要接着问吗？"


def recorded(fact: Fact, value: Value | Unknown) -> str:
    """How an answer was understood."""
    return f"记下：{said(fact, value)}"


def said(fact: Fact, value: Value | Unknown) -> str:
    """An answer with what it answers."""
    if isinstance(value, bool):
        return show_value(fact, value)
    return f"{fact.title}：{'不知道' if isinstance(value, Unknown) else show_value(fact, value)}"


def follows(before: Answer, after: Answer, program: Program) -> Iterator[str]:
    """What the last answer settled besides, so that skipped questions are no surprise."""
    old = [each["fact"] for each in before.derived]
    for presumed, lead in ((False, "由此可知"), (True, "没有另外说明就当作")):
        names = [said(program.facts[each["fact"]], _typed(each["value"])) for each in after.derived
                 if each["fact"] not in old and each["presumed"] == presumed]
        if names:
            yield f"{lead}：{'；'.join(names)}"


def _typed(value: object) -> Value:
    return Decimal(str(value)) if isinstance(value, float) else value  # type: ignore[return-value]


def why(interview: Interview, asked: Question) -> Iterator[str]:
    """Why a question is asked: what hangs on the answer, in Chinese names."""
    if asked.entry is None:
        titles = [each.rule.title for each in interview.program.rules
                  if asked.fact.id in facts_in(each.condition)]
        yield f"用到这一项的规则：{_some(titles)}" if titles else "没有规则直接用到这一项"
        return
    for title, names in reasons(interview, asked.entry):
        yield f"{title}：{_some(names)}"


def reasons(interview: Interview, entry: Entry) -> Iterator[tuple[str, list[str]]]:
    """What a fact affects, by kind, as Chinese names."""
    say = interview.knowledge.say(interview.program.service)
    rules = {each.rule.id: each.rule.title for each in interview.program.rules}
    groups: dict[str, list[str]] = {}
    for each in entry["affects"]:
        kind, _, name = each.partition(":")
        if kind == "service":
            groups.setdefault("能不能按本事项办", []).append(interview.program.service.name)
        elif name:
            groups.setdefault(kind, []).append(say(kind, name))
        else:
            groups.setdefault("rule", []).append(rules.get(each, each))
    titles = {"step": "要不要办、怎么办", "material": "材料", "span": "总时长", "rule": "规则"}
    for kind, names in sorted(groups.items(), key=lambda group: [*titles, group[0]].index(group[0])):
        yield titles.get(kind, kind), names


def _some(names: Iterable[str]) -> str:
    every = list(dict.fromkeys(names))
    return "、".join(every[:MOST]) + (f"等{len(every)}项" if len(every) > MOST else "")


def answers(interview: Interview, width: int) -> Iterator[str]:
    """The answers given, numbered."""
    for number, (fact, value) in enumerate(interview.given(), 1):
        yield item(f"  {number} ", said(fact, value), width)


def open_ends(interview: Interview) -> str:
    """What the person did not know and something still hangs on."""
    lacking = {each["fact"] for each in interview.answer.missing}
    names = [fact.title for fact, value in interview.given() if isinstance(value, Unknown) and fact.id in lacking]
    return f"说了不知道、还没有定的：{'、'.join(names)}" if names else ""


def same_again(service: str, facts: Mapping[str, Value], as_of: date, rules: Path | None, engine: str) -> str:
    """The command line that gives the same answer."""
    words = ["banshi", *(["--rules", str(rules)] if rules else []), "ask", service]
    for name, value in facts.items():
        words += ["--set", f"{name}={_written(value)}"]
    words += ["--as-of", as_of.isoformat(), *(["--engine", engine] if engine != "durable" else [])]
    return shlex.join(words)


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return shown_number(value) if isinstance(value, int | Decimal) else str(value)
