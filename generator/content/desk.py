"""What the chapters are written from: the answer, the rules behind it, and how to say them in Chinese."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from generator.content.conditions import phrase
from generator.content.model import Ground, Row, Sentence
from generator.content.words import day, ended, locator, tidy
from kb.clauses.logic import residual
from kb.clauses.model import Effect, Fact, Service, Value
from kb.clauses.tree import Node, facts_in
from kb.clauses.wording import say_value
from kb.compiler.knowledge import Fired, Knowledge, Program
from kb.compiler.overrides import shadows
from kb.compiler.programs import done_name
from kb.engine.answer import Answer, Reason
from kb.engine.ask import ask
from kb.engine.runner import EngineName
from kb.engine.situation import settle
from kb.findings import KbError

FORCES = {"law": "法律规定", "promise": "承诺", "plan": "计划", "kpi": "考核指标", "principle": "原则"}
CONTRADICTION = "S503"
LIVE = ("true", "unknown", "grantable")
Truth = Literal["true", "unknown", "false", "grantable"]


@dataclass(frozen=True)
class Desk:
    """One answer on the desk of whoever writes the guide.

    `facts` is the vocabulary that conditions are said in; `values` all facts given or derived; `truths` says of
    every rule whether it holds, is open, waits for an authority's grant, or does not hold.
    """

    knowledge: Knowledge
    answer: Answer
    program: Program
    engine: EngineName
    values: Mapping[str, Value]
    facts: Mapping[str, Fact]
    truths: Mapping[str, Truth]
    rules: Mapping[str, Fired]
    said: Mapping[str, str] = field(default_factory=dict)
    """How given facts are said whose value stands for a class of values: 管线长度小于150米."""
    _conditions: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    @property
    def service(self) -> Service:
        return self.program.service

    def name(self, kind: str, name: str) -> str:
        """The Chinese name of a step, span, material, fact or authority."""
        return self.knowledge.say(self.service)(kind, name)

    def steps(self, names: Iterable[str]) -> list[str]:
        """Names of steps."""
        return [self.name("step", each) for each in names]

    def live(self) -> list[Fired]:
        """The rules that hold or may hold, in the order of the rule base."""
        return [each for name, each in self.rules.items() if self.truths[name] in LIVE]

    def effects(self, *keywords: str) -> list[tuple[Fired, Effect]]:
        """The effects of these keywords among the rules that hold or may hold."""
        return [(fired, effect) for fired in self.live() for effect in fired.rule.effects
                if effect.keyword in keywords]

    def condition(self, rule: str) -> str:
        """What is still open about a rule, as a phrase; empty when it holds anyway.

        A plan before its date is said without its reform: that is what its mark says.
        """
        found = self._conditions.get(rule)  # many chapters say the same condition
        if found is None:
            found = self._conditions[rule] = self._condition(rule)
        return found

    def _condition(self, rule: str) -> str:
        fired = self.rules[rule]
        values = dict(self.values)
        if fired.pending:
            values[done_name(fired.rule)] = True
        grantable = self.truths[rule] == "grantable"
        return self.phrase(residual(fired.condition if grantable else fired.effective, values))

    def phrase(self, node: Node) -> str:
        """A condition as a phrase, with the owner of every judgement in it.

        The fact that bounds the service itself needs no title: 10千伏, not 电压等级为10千伏.
        """
        covers = self.service.covers
        who = {name: self.knowledge.who(fact.who) for name, fact in self.facts.items()}
        return phrase(node, self.facts, who, frozenset(facts_in(covers)) if covers is not None else frozenset())

    def mark(self, rule: str) -> str:
        """The label of what is not a plain promise: a plan with its date, an average, a principle, law."""
        fired = self.rules[rule]
        if fired.pending and fired.rule.due:
            return f"计划（{day(fired.rule.due)}前完成）"
        if fired.force == "plan":
            return "计划（没有写完成日期）"
        return "" if fired.force == "promise" else self.force(fired)

    def place(self, clause: str) -> str:
        """Where a clause stands: 附件5·3.3.2 of the policy, 《公司法》第25条 of another document."""
        cited = self.knowledge.cite(clause)
        return cited if cited.startswith("《") else locator(clause.partition("/")[2])

    def force(self, fired: Fired) -> str:
        """The name of a rule's force; of what is only measured, averages apart from the rest."""
        average = any(effect.data.get("measure") == "average" for effect in fired.rule.effects)
        return "平均值" if fired.force == "kpi" and average else FORCES[fired.force]

    def ground(self, *rules: str) -> Ground:
        """What a sentence rests on that says these rules."""
        clauses = [clause for name in rules for clause in (self.rules[name].rule.clause, *self.rules[name].rule.also)]
        return Ground(tuple(dict.fromkeys(rules)), tuple(dict.fromkeys(clauses)), editorial=not rules)

    def sentence(self, text: str, *rules: str, mark: str | None = None) -> Sentence:
        """A sentence resting on these rules, with the label of the first."""
        shown = (self.mark(rules[0]) if rules else "") if mark is None else mark
        return Sentence(ended(text), self.ground(*rules), shown)

    def given(self, name: str, value: Value) -> str:
        """A fact with its value: 占用道路, 管线长度120米."""
        if name in self.said and name in self.answer.facts:
            return self.said[name]
        fact = self.facts[name]
        return ("" if fact.type == "boolean" else fact.title) + say_value(fact, value)

    def row(self, *cells: str, rules: Iterable[str] = (), clauses: Iterable[str] = ()) -> Row:
        """A table row resting on these rules, or on these clauses."""
        ground = self.ground(*rules) if rules else Ground((), tuple(clauses), editorial=not tuple(clauses))
        return Row(tuple(tidy(each) for each in cells), ground)

    def again(self, facts: Mapping[str, Value]) -> Answer | None:
        """The answer with further facts; None when they contradict each other or leave the service's range."""
        try:
            answer = ask(self.knowledge, self.service.id, {**self.answer.facts, **facts}, self.answer.as_of,
                         engine=self.engine)
        except KbError as error:
            if any(each.code != CONTRADICTION for each in error.findings):
                raise
            return None
        return None if answer.outcome == "not_covered" else answer


def lay(knowledge: Knowledge, service: str, facts: Mapping[str, object], as_of: date, engine: EngineName,
        said: Mapping[str, str] | None = None) -> Desk:
    """Ask, and lay out what the chapters need. `said` as in Desk."""
    answer = _without_refuted(ask(knowledge, service, facts, as_of, explain="all", engine=engine))
    program = knowledge.program(service, as_of)
    situation = settle(program, answer.facts, as_of)
    vocabulary = shadows({**program.facts, **_reforms(knowledge, program)}, program.granted)
    truths = {each.rule: each.truth for each in answer.considered}
    return Desk(knowledge, answer, program, engine, situation.values, vocabulary, truths,
                {each.rule.id: each for each in program.rules} if truths else {}, said or {})


def _without_refuted(answer: Answer) -> Answer:
    """The answer whose steps and materials give only reasons that hold or may hold."""
    def live(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
        return tuple(each for each in reasons if each.truth != "false")

    return replace(answer, steps=tuple(replace(each, because=live(each.because)) for each in answer.steps),
                   materials=tuple(replace(each, because=live(each.because)) for each in answer.materials))


def _reforms(knowledge: Knowledge, program: Program) -> dict[str, Fact]:
    """Whether a reform is in place, named by the title of its clause."""
    found: dict[str, Fact] = {}
    for fired in program.rules:
        name = done_name(fired.rule)
        if fired.pending and fired.rule.due and name in program.facts:
            title = f"“{knowledge.clause_titles.get(fired.rule.clause, '')}”"
            found[name] = replace(
                program.facts[name], title=title, yes=f"{title}已经实行", no=f"{title}还没有实行",
                question=f"{title}（计划{day(fired.rule.due)}前完成）已经实行了吗？")
    return found
