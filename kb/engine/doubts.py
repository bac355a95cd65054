"""What an answer can't be sure of: contradictions in the text, and what only other texts could say."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from kb.clauses.model import Tension
from kb.clauses.tree import ALWAYS
from kb.compiler.knowledge import Program
from kb.engine.evaluator import Evaluator, compile_conditions
from kb.engine.reasons import Reasons
from kb.engine.runner import Runner
from kb.engine.situation import Situation
from kb.engine.states import StepState


@lru_cache(maxsize=64)
def _conditions(program: Program) -> Evaluator:
    conditions = [*(each.condition for each in program.tensions), *(each.condition for each in program.unavailable)]
    return compile_conditions([ALWAYS if each is None else each for each in conditions])


class Doubts:
    """The tensions and gaps that one answer touches: their condition may hold, what they touch takes part."""

    def __init__(self, runner: Runner, reasons: Reasons, situation: Situation, steps: Mapping[str, StepState]) -> None:
        self.runner, self.reasons, self.situation, self.steps = runner, reasons, situation, steps
        true, unknown = _conditions(runner.program)(situation.values)
        self._live = {*true, *unknown}
        away = {name for name, state in steps.items() if state.status == "not_applicable"}
        self._here = (reasons.in_play | steps.keys()) - away
        self._procedure = ({span.id for span in runner.program.service.spans} | (steps.keys() - away)
                           | {row.material for row in runner.frame.materials})

    def tensions(self) -> list[dict[str, Any]]:
        """The recorded contradictions; `procedure` marks those that touch steps, materials or times."""
        rests = {each.because.tension for each in self.situation.derived}
        written = _written(self.runner.program)
        return [{**written[index],
                 "procedure": each.id in rests or not self._procedure.isdisjoint(each.touches)}
                for index, each in enumerate(self.runner.program.tensions)
                if each.id in rests or self._in_play(index, each.touches)]

    def gaps(self) -> list[dict[str, Any]]:
        """What the text leaves to others, and who holds it."""
        first = len(self.runner.program.tensions)
        found = [self._gap(each.what, each.holder, each.clauses)
                 for index, each in enumerate(self.runner.program.unavailable, first)
                 if self._in_play(index, each.touches)]
        verdict = self.reasons.verdict
        found += [self._gap(data["what"], str(data["holder"]), (self.runner.program.rules[index].rule.clause,))
                  for index, data in self.runner.frame.undetermined
                  if (index in verdict.true or index in verdict.unknown)
                  and self.steps[str(data["step"])].status == "depends"]
        return found

    def _in_play(self, index: int, touched: tuple[str, ...]) -> bool:
        return index in self._live and (not touched or not self._here.isdisjoint(touched))

    def _gap(self, what: object, holder: str, clauses: tuple[str, ...]) -> dict[str, Any]:
        return {"what": what, "holder": holder, "holder_name": self.runner.knowledge.who(holder),
                "clauses": list(clauses)}


@lru_cache(maxsize=64)
def _written(program: Program) -> list[dict[str, Any]]:
    return [_tension(each) for each in program.tensions]


def _tension(each: Tension) -> dict[str, Any]:
    note = "；".join(reading.text for reading in each.readings) + f"。本答复采用：{each.used}"
    return {"id": each.id, "title": each.title, "note": note,
            "readings": [{"text": reading.text, "clause": reading.clause} for reading in each.readings],
            "clauses": list(dict.fromkeys(reading.clause for reading in each.readings)),
            "used": each.used, "because": each.because, "arithmetic": each.arithmetic, "computed": False}
