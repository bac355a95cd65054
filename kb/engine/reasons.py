"""Why a rule holds, is open, or does not hold: in words, with the clause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from kb.clauses.logic import residual, value
from kb.clauses.model import Fact, Value
from kb.clauses.tree import And, Node, facts_in
from kb.clauses.wording import say
from kb.compiler.overrides import GRANTED, shadows
from kb.engine.answer import Reason, Truth
from kb.engine.runner import Runner, Verdict, reason_of


class Reasons:
    """Makes the reasons of one answer; the sentences of rules that hold are made once per runner."""

    def __init__(self, runner: Runner, values: Mapping[str, Value], verdict: Verdict) -> None:
        self.runner = runner
        self.values = values
        self.verdict = verdict
        self._made: dict[int, Reason] = {}

    @cached_property
    def live(self) -> frozenset[int]:
        """The rules that hold or may still hold."""
        return self.verdict.true | self.verdict.unknown | self.verdict.grantable

    @cached_property
    def in_play(self) -> frozenset[str]:
        """Ids that take part in this answer besides steps: live rules, spans, the service, known facts, materials."""
        program = self.runner.program
        names = {program.rules[index].rule.id for index in self.live} | {program.service.id}
        names |= {span.id for span in program.service.spans} | {name for name in program.facts if name in self.values}
        return frozenset(names | {row.material for row in self.runner.frame.materials if row.rule in self.live})

    def of(self, indices: Iterable[int]) -> tuple[Reason, ...]:
        """Reasons for these rules, in the order given."""
        return tuple(self.one(index) for index in indices)

    def one(self, index: int) -> Reason:
        """The reason one rule gives in this answer."""
        if index not in self._made:
            self._made[index] = self._make(index)
        return self._made[index]

    def _make(self, index: int) -> Reason:
        if index in self.verdict.true:
            return self.runner.held[index]
        if index in self.verdict.unknown:
            left = residual(self.runner.program.rules[index].effective, self.values)
            return self._reason(index, "unknown", say(left, self._facts), depends_on=_names(left))
        if index in self.verdict.grantable:
            left = residual(self.runner.program.rules[index].condition, self.values)
            return self._reason(index, "grantable", say(left, self._facts), depends_on=_names(left))
        return self._reason(index, "false", self.runner.sentences[index], why_not=self._why_not(index))

    def _reason(self, index: int, truth: Truth, condition: str,
                depends_on: tuple[str, ...] = (), why_not: str = "") -> Reason:
        return reason_of(self.runner.program.rules[index], condition, truth, depends_on, why_not)

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
            return "有例外优先适用：" + "、".join(f"{each.title}（`{each.id}`）" for each in winners)
        parts: tuple[Node, ...] = fired.condition.items if isinstance(fired.condition, And) else (fired.condition,)
        failed = [part for part in parts if value(part, self.values) is False]
        return "不符合：" + ";".join(say(part, self._facts) for part in failed)


def _names(node: Node) -> tuple[str, ...]:
    return tuple(sorted(name.removesuffix(GRANTED) for name in facts_in(node)))
