"""Spans of an answer: totals, critical path, what the text declares, and where the two differ."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from kb.clauses.model import Limit, Span, Value
from kb.clauses.quantity import show_limit
from kb.engine.answer import SpanAnswer, days
from kb.engine.ranges import Range, span_range
from kb.engine.reasons import Reasons
from kb.engine.runner import Runner, Verdict
from kb.engine.situation import Situation
from kb.engine.states import StepState, counted, covered, lay_out, states, touches

Declared = list[tuple[int, Limit, bool]]
MEASURES = ("max", "average")


def span_answers(runner: Runner, reasons: Reasons, situation: Situation, as_of: date,
                 steps: dict[str, StepState]) -> list[SpanAnswer]:
    """Every span of the service with its range over what is still open."""
    verdict = reasons.verdict
    found = []
    for place, span in enumerate(runner.program.service.spans):
        rules = _touches(runner, span)
        if rules.isdisjoint(verdict.unknown) and rules.isdisjoint(verdict.grantable):
            found.append(_decided(runner, place, rules & verdict.true))
        else:
            found.append(_span(runner, reasons, situation.given, as_of, steps, span))
    return found


@lru_cache(maxsize=1024)
def _decided(runner: Runner, place: int, true: frozenset[int]) -> SpanAnswer:
    """The same where nothing that touches the span is open: neither the facts behind it nor the day matter."""
    verdict = Verdict(true, frozenset())
    return _span(runner, Reasons(runner, {}, verdict), {}, date.min, states(runner, verdict),
                 runner.program.service.spans[place])


@lru_cache(maxsize=256)
def _touches(runner: Runner, span: Span) -> frozenset[int]:
    """The rules that can change anything that is said of a span."""
    declaring = [index for measure in MEASURES for index, _ in runner.frame.limits.get(f"span:{span.id}:{measure}", ())]
    return touches(runner, span) | runner.linking | frozenset(declaring)


def _span(runner: Runner, reasons: Reasons, given: Mapping[str, Value], as_of: date, steps: dict[str, StepState],
          span: Span) -> SpanAnswer:
    verdict = reasons.verdict
    found = span_range(runner, as_of, span, given, verdict, steps,
                       lay_out(runner, verdict, steps, span, high=True))
    clock = counted(runner, verdict, span, high=True)
    declared = _declared(runner, reasons, span)
    live = [name for name in clock if steps[name].possible]
    return SpanAnswer(
        span.id, span.name, found.low, found.high, found.exact, found.longest.critical_path,
        {name: found.longest.times[name].slack for name in live if steps[name].high},
        tuple({"value": limit.value, "unit": limit.unit, "measure": limit.measure, "settled": settled,
               "clause": runner.program.rules[index].rule.clause} for index, limit, settled in declared),
        untimed=tuple(name for name in clock
                      if (steps[name].possible or steps[name].status == "depends") and not steps[name].timed
                      and not covered(steps, name, clock)),
        uncounted=tuple(name for name in clock if steps[name].timed and not runner.always_timed(
            name, reasons.values, verdict) and (steps[name].possible or steps[name].status == "depends")
                        and not covered(steps, name, clock)),
        excluded=tuple(name for name in span.steps if name not in clock and steps[name].possible),
        starts=span.starts, ends=span.ends, arithmetic=_sum(found),
        shortest_case=found.shortest_case if found.low != found.high else {},
        longest_case=found.longest_case if found.low != found.high else {},
        because=reasons.of(index for index, _, _ in declared), known=found.known)


def _declared(runner: Runner, reasons: Reasons, span: Span) -> Declared:
    found: Declared = []
    for measure in MEASURES:
        for index, limit in runner.frame.limits.get(f"span:{span.id}:{measure}", ()):
            if index in reasons.verdict.true or index in reasons.verdict.unknown:
                found.append((index, limit, index in reasons.verdict.true))
    return found


def _sum(found: Range) -> str:
    parts = [found.longest.times[name].weight for name in found.longest.critical_path]
    if not parts:
        return "0"
    return "+".join(f"{days(each):g}" for each in parts) + f"={days(found.high):g}"


def computed_tensions(spans: list[SpanAnswer]) -> list[dict[str, Any]]:
    """Where the sum of the steps is longer than the total the text declares: both, with the arithmetic."""
    found: list[dict[str, Any]] = []
    for span in spans:
        for each in span.declared:
            if each["unit"] != "working_day" or span.high <= each["value"] * 2:
                continue
            limit = Limit(each["value"], "working_day", each["measure"])
            always = "" if span.low > each["value"] * 2 and each["settled"] else "在一些情形下，"
            average = each["measure"] == "average"
            used = ("平均值只用于考核整体，不用来判断单个办件" if average
                    else "本答复按逐个环节的时限相加，总数不一致之处请主管部门确认")
            found.append({
                "id": f"computed.{span.id}.{each['measure']}",
                "title": f"{span.name}：逐项相加与文件写的总数不一致",
                "note": f"{always}各环节相加为{span.arithmetic}个工作日，"
                        f"大于文件写的{'平均' if average else ''}{show_limit(limit)}；{used}",
                "clauses": [each["clause"]], "readings": [], "used": used, "arithmetic": span.arithmetic,
                "because": "", "computed": True, "procedure": True})
    return found


def span_dates(spans: list[SpanAnswer], steps: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """First and last date of each span, from the dates of the steps on its critical path."""
    found = {}
    for span in spans:
        on_path = [steps[name] for name in span.critical_path if name in steps]
        if on_path:
            found[span.id] = {"start": min(each["start"] for each in on_path),
                              "due": max(each["due"] for each in on_path),
                              "provisional": any(each["provisional"] for each in on_path)}
    return found
