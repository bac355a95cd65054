"""The body of an answer: everything that follows from which rules hold and which are open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from kb.clauses.model import Value
from kb.engine import parts, spans
from kb.engine.answer import ItemAnswer, MaterialAnswer, SpanAnswer, StepAnswer
from kb.engine.reasons import Reasons
from kb.engine.runner import Runner, Verdict
from kb.engine.states import StepState, states


@dataclass(frozen=True, slots=True)
class Body:
    """The parts that do not name the situation. Shared between answers: nobody changes them."""

    states: dict[str, StepState]
    steps: tuple[StepAnswer, ...]
    materials: tuple[MaterialAnswer, ...]
    spans: tuple[SpanAnswer, ...]
    items: Mapping[str, tuple[ItemAnswer, ...]]
    pauses: tuple[Mapping[str, Any], ...]


def body(runner: Runner, reasons: Reasons, given: Mapping[str, Value], as_of: date) -> Body:
    """The body under the verdict that these reasons explain.

    Where nothing is open it follows from the verdict alone, whatever the facts behind it, and is remembered:
    many situations share one verdict.
    """
    if reasons.verdict.unknown or reasons.verdict.grantable:
        return _make(runner, reasons, given, as_of)
    return _decided(runner, reasons.verdict)


@lru_cache(maxsize=256)
def _decided(runner: Runner, verdict: Verdict) -> Body:
    # No facts and any day: were one of them looked at, it would be missed here and not mistaken later.
    return _make(runner, Reasons(runner, {}, verdict), {}, date.min)


def _make(runner: Runner, reasons: Reasons, given: Mapping[str, Value], as_of: date) -> Body:
    found = states(runner, reasons.verdict)
    return Body(
        found, parts.step_answers(runner, reasons, found), parts.material_answers(runner, reasons, found),
        tuple(spans.span_answers(runner, reasons, given, as_of, found)), parts.item_answers(runner, reasons),
        tuple(parts.pauses(runner, reasons)))
