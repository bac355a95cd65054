"""Why a rule holds, is open, or does not hold: in words, with the clause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Literal

from kb.clauses.logic import residual, value
from kb.clauses.model import Fact, Value
from kb.clauses.tree import And, Node, facts_in
from kb.clauses.wording import say
from kb.compiler.overrides import GRANTED, shadows
from kb.engine.answer import Reason
from kb.engine.runner import Runner, Verdict


class Reasons:
    """Makes the reasons of one answer; the sentences of rules that hold are made once per runner."""

    def __init__(self, runner: Runner, values: Mapping[str, Value], verdict: Verdict) -> None:
        self.runner = runner
        self.values = values
        self.verdict = verdict

    def of(self, indices: Iterable[int]) -> tuple[Reason, ...]:
        """Reasons for these rules, in the order given."""
        return tuple(self.one(index) for index in indices)

    def one(self, index: int) -> Reason:
        """The reason one rule gives in this answer."""
        if index in self.verdict.true:
            return self._reason(index, "true", self.runner.sentences[index])
        if index in self.verdict.unknown:
            left = residual(self.runner.program.rules[index].effective, self.values)
            return self._reason(index, "unknown", say(left, self._facts), depends_on=_names(left))
        if index in self.verdict.grantable:
            left = residual(self.runner.program.rules[index].condition, self.values)
            return self._reason(index, "grantable", say(left, self._facts), depends_on=_names(left))
        return self._reason(index, "false", self.runner.sentences[index], why_not=self._why_not(index))

    def _reason(self, index: int, truth: Literal["true", "unknown", "false", "grantable"], condition: str,
                depends_on: tuple[str, ...] = (), why_not: str = "") -> Reason:
        fired = self.runner.program.rules[index]
        rule = fired.rule
        return Reason(rule.id, rule.title, rule.clause, rule.clause.partition("/")[0], fired.force, condition, truth,
                      depends_on, why_not, rule.also)

    @cached_property
    def _facts(self) -> Mapping[str, Fact]:
        return shadows(self.runner.program.facts, self.runner.program.granted)

    def _why_not(self, index: int) -> str:
        fired = self.runner.program.rules[index]
        own = value(fired.condition, self.values)
        if own is not False:
            rules = self.runner.program.rules
            winners = [rules[each].rule for each in sorted(self.verdict.true)
                       if rules[each].rule.id in fired.overridden_by]
            return "有例外优先适用：" + "、".join(f"{each.title}(`{each.id}`)" for each in winners)
        parts: tuple[Node, ...] = fired.condition.items if isinstance(fired.condition, And) else (fired.condition,)
        failed = [part for part in parts if value(part, self.values) is False]
        return "不符合：" + ";".join(say(part, self._facts) for part in failed)


def _names(node: Node) -> tuple[str, ...]:
    return tuple(sorted(name.removesuffix(GRANTED) for name in facts_in(node)))
