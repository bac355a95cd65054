"""What a template says before anybody fills it in: the steps that may take place, with all the rules give for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from kb.clauses.expression import facts_in
from kb.clauses.logic import residual
from kb.clauses.model import Limit
from kb.clauses.quantity import show_limit
from kb.clauses.tree import ALWAYS, NEVER, Node, both
from kb.clauses.unparse import unparse
from kb.clauses.wording import say
from kb.compiler.knowledge import Knowledge
from kb.engine.answer import Answer, MaterialAnswer, StepAnswer, plain
from kb.engine.ask import ask
from kb.engine.runner import EngineName, runner
from kb.linter.judge import Judge, shortened

Data = dict[str, Any]


def filled(knowledge: Knowledge, service: str, facts: Mapping[str, object], as_of: date | None,
           engine: EngineName = "durable") -> Data:
    """The document as the tree a YAML file would hold. KbError as `ask` raises it."""
    return _Filler(knowledge, ask(knowledge, service, facts, as_of, engine=engine)).document()


class _Filler:
    def __init__(self, knowledge: Knowledge, answer: Answer) -> None:
        self.knowledge, self.answer = knowledge, answer
        program = knowledge.program(answer.service, answer.as_of)
        self.run = runner(knowledge, program)
        self.judge = Judge(self.run, answer.as_of, answer.facts)
        self.conditions = {each.id: self._condition(each) for each in answer.steps
                           if each.status in ("required", "depends")}
        self.listed = [each for each in answer.steps if self.conditions.get(each.id, NEVER) != NEVER]

    def document(self) -> Data:
        service = self.knowledge.service(self.answer.service)
        found: Data = {"document": {
            "service": service.id, "department": self.knowledge.who(service.authority),
            "title": f"{service.name}办理流程", "as_of": self.answer.as_of}}
        if self.answer.facts:
            found["situation"] = plain(self.answer.facts)
        found["steps"] = [self._step(each) for each in self.listed]
        return found

    def _condition(self, step: StepAnswer) -> Node:
        """When the rules call for a step, as far as the situation leaves it open."""
        if step.status == "required":
            return ALWAYS
        required = [index for index, status in self.run.frame.statuses.get(step.id, ()) if status == "required"]
        condition = shortened(residual(self.judge.any_of(required), self.judge.values))
        return condition if self.judge.find(both(self.judge.covers, condition)) is not None else NEVER

    def _step(self, step: StepAnswer) -> Data:
        listed = {each.id for each in self.listed}
        found: Data = {"id": step.id, "name": step.name, "is": step.id, "authority": step.authority_name,
                       "kind": step.kind}
        notes = []
        condition = self.conditions[step.id]
        if condition != ALWAYS:
            known = facts_in(condition) <= set(self.run.program.facts)
            found["when"] = unparse(condition) if known else say(condition, self.judge.shown)
            notes.append(f"办不办看情形：{say(condition, self.judge.shown)}")
        for key, names in (("after", (*step.needs, *self._open_orders(step.id))), ("issue_after", step.issue_after)):
            if mine := [name for name in dict.fromkeys(names) if name in listed]:
                found[key] = mine
        notes += self._limit(step, found)
        materials = [each for each in self.answer.materials if each.step == step.id]
        if brought := [self._material(each) for each in materials if each.status == "bring"]:
            found["materials"] = brought
        if later := [{"name": each.name} for each in materials if each.status == "later"]:
            found["accepts_with"] = later
        if open_ := [each.name for each in materials if each.status == "depends"]:
            notes.append(f"要不要交看情形：{'、'.join(open_)}")
        if notes:
            found["note"] = "；".join(notes)[:500]
        return found

    def _open_orders(self, step: str) -> list[str]:
        """What a step waits for wherever both take place: a rule that is still open puts it first."""
        return [first for index, first, then in self.run.frame.orders
                if then == step and self.conditions.get(first, NEVER) != NEVER
                and self.judge.of(self.judge.holds(index),
                                  both(self.conditions[first], self.conditions[step])).truth == "always"]

    def _limit(self, step: StepAnswer, found: Data) -> list[str]:
        """Set the time limit; returns a note where it turns on the situation, for the department to fill in."""
        stated = [step.limit] if step.limit else list(step.limits)
        limits = list(dict.fromkeys(Limit(each["value"], each["unit"], each["measure"]) for each in stated))
        if any(not each["counted"] for each in stated):
            found["counted"] = False
        if len(limits) == 1:
            found["duration"] = show_limit(limits[0])
            if limits[0].measure == "average":
                found["average"] = True
        return [f"时限看情形：{'或'.join(show_limit(each) for each in limits)}"] if len(limits) > 1 else []

    def _material(self, material: MaterialAnswer) -> Data:
        found: Data = {"name": material.name, "is": material.id}
        if material.copies is not None:
            found["copies"] = material.copies
        if material.form:
            found["form"] = material.form
        found["from"] = self.knowledge.who("applicant")
        if material.any_of:
            found["any_of"] = material.any_of
        return found
