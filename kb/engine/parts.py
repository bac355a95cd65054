"""The parts of an Answer: steps, materials, and the lists of duties, rights, bans and fees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, cast

from kb.clauses.model import Limit
from kb.engine.answer import SECTIONS, ItemAnswer, MaterialAnswer, StepAnswer
from kb.engine.order import needs
from kb.engine.reasons import Reasons
from kb.engine.runner import Runner, Verdict
from kb.engine.states import StepState, state_of

MATERIAL_ORDER = ("forbidden", "waived", "fetched", "later", "bring")


def limit_json(limit: Limit, counted: bool) -> dict[str, Any]:
    """A limit as the contract writes it."""
    return {"value": limit.value, "unit": limit.unit, "measure": limit.measure, "counted": counted,
            "starts": limit.starts, "ends": limit.ends, "includes": limit.includes}


def step_answers(runner: Runner, reasons: Reasons, steps: Mapping[str, StepState]) -> tuple[StepAnswer, ...]:
    """All steps of the service in its order, the ones that do not apply included."""
    before = needs(runner, reasons.verdict, steps)
    return tuple(_step(runner, reasons, state, before[name]) for name, state in steps.items())


def _step(runner: Runner, reasons: Reasons, state: StepState, before: tuple[str, ...]) -> StepAnswer:
    step, verdict = state.step, reasons.verdict
    if state.status == "not_applicable":
        return runner.idle[step.id]
    rules = runner.bearing[step.id]
    issue = tuple(dict.fromkeys([*step.issue_after, *(
        first for index, first, then in runner.frame.issues if then == step.id and index in verdict.true)]))
    if rules.isdisjoint(verdict.unknown) and rules.isdisjoint(verdict.grantable):
        return _decided(runner, step.id, rules & verdict.true, before, issue)
    return _stated(runner, reasons, state, before, issue)


@lru_cache(maxsize=4096)
def _decided(runner: Runner, name: str, true: frozenset[int], before: tuple[str, ...],
             issue: tuple[str, ...]) -> StepAnswer:
    """The same where nothing that bears on the step is open: the facts behind it say no more."""
    verdict = Verdict(true, frozenset())
    return _stated(runner, Reasons(runner, {}, verdict), state_of(runner, name, true, frozenset()), before, issue)


def _stated(runner: Runner, reasons: Reasons, state: StepState, before: tuple[str, ...],
            issue: tuple[str, ...]) -> StepAnswer:
    step = state.step
    frame, verdict = runner.frame, reasons.verdict
    limits = runner.limits[step.id]
    live = [index for index, _ in limits if index in verdict.true] or [
        index for index, _ in limits if index in verdict.unknown]
    grants = [index for index, _ in frame.statuses.get(step.id, ()) if index in verdict.grantable]
    excluded = [index for index, _ in frame.excludes.get(step.id, ()) if index in verdict.true]
    shown = state.possible or state.status == "depends"
    because = (*state.because, *state.open, *grants, *(live if shown else ()), *(excluded if shown else ()))
    counted = _is_counted(runner, reasons, step.id)
    return StepAnswer(
        step.id, step.name, step.authority, runner.knowledge.who(step.authority), state.status, step.kind,
        limit_json(state.limit, counted) if state.limit and shown else None,
        tuple(limit_json(each, counted) for each in state.limits) if shown else (),
        _statutory(runner, live, limits, counted) if shown else (),
        before if shown else (), issue if shown else (), state.into, reasons.of(dict.fromkeys(because)), step.note,
        part_of=step.part_of or None)


def _statutory(runner: Runner, live: Sequence[int], limits: Sequence[tuple[int, Limit]],
               counted: bool) -> tuple[Mapping[str, Any], ...]:
    rules = runner.program.rules
    return tuple({**limit_json(limit, counted), "clause": rules[index].rule.clause}
                 for index, limit in limits if index in live and rules[index].force == "law")


def with_considered(runner: Runner, reasons: Reasons, answers: tuple[StepAnswer, ...]) -> tuple[StepAnswer, ...]:
    """The steps with every rule that bears on them among their reasons, those that do not hold included."""
    found = []
    for answer in answers:
        bearing = [index for index, _ in runner.frame.statuses.get(answer.id, ())]
        bearing += [index for index, _ in runner.limits[answer.id]]
        bearing += [index for index, _ in runner.frame.excludes.get(answer.id, ())]
        extra = reasons.of(index for index in dict.fromkeys(bearing))
        found.append(replace(answer, because=tuple(dict.fromkeys((*answer.because, *extra)))))
    return tuple(found)


def _is_counted(runner: Runner, reasons: Reasons, step: str) -> bool:
    homes = runner.homes[step]
    rules = [spans for index, spans in runner.frame.excludes.get(step, ()) if index in reasons.verdict.true]
    if not rules:
        return bool(homes)
    return any(not any(not spans or home in spans for spans in rules) for home in homes)


def material_answers(runner: Runner, reasons: Reasons,
                     steps: Mapping[str, StepState]) -> tuple[MaterialAnswer, ...]:
    """Materials of the steps that take place or may. A ban beats a waiver, a waiver beats a demand."""
    rows: dict[tuple[str, str], list[Any]] = {}
    for row in runner.frame.materials:
        if row.rule not in reasons.verdict.true | reasons.verdict.unknown:
            continue
        if row.step == "*" or steps[row.step].possible or steps[row.step].status == "depends":
            rows.setdefault((row.step, row.material), []).append(row)
    found = []
    for (step, name), own in rows.items():
        wild = rows.get(("*", name), [])
        if step == "*" and any(key[1] == name and key[0] != "*" for key in rows):
            continue
        if all(_of_kind(row) for row in own):
            continue
        found.append(_material(runner, reasons, step, name, own if step == "*" else [*own, *wild]))
    return tuple(found)


def _material(runner: Runner, reasons: Reasons, step: str, name: str, rows: list[Any]) -> MaterialAnswer:
    material = runner.knowledge.materials[name]
    asked = any(row.status == "bring" and row.rule in reasons.verdict.true for row in rows)
    firm = [row for row in rows if row.rule in reasons.verdict.true and (asked or not _of_kind(row))]
    main = next((row for row in rows if row.status == "bring"), rows[0])
    data = main.data
    status = min((row.status for row in firm), key=MATERIAL_ORDER.index) if firm else "depends"
    if any(row.rule in reasons.verdict.unknown and row.status in MATERIAL_ORDER[:MATERIAL_ORDER.index(status)]
           for row in rows if firm):  # a waiver that may still come
        status = "depends"
    banned = [index for index, where, (key, wanted) in runner.frame.bans
              if index in reasons.verdict.true and where in ("*", step)
              and ((key == "issuer" and material.issuer == wanted) or (key == "form" and data.get("form") == wanted))]
    source = str(data.get("from") or material.issuer)
    return MaterialAnswer(
        name, material.name, "" if step == "*" else step, "forbidden" if banned else status,
        str(data["any_of"]) if data.get("any_of") else None, source, _basis(runner, main.rule, data),
        str(data.get("form") or ""), cast("int | None", data.get("copies")),
        str(data.get("note") or material.note), reasons.of(dict.fromkeys([*(row.rule for row in rows), *banned])))


def _of_kind(row: Any) -> bool:
    """Whether a row fetches whatever is of some kind: that concerns a material only where another rule asks for it."""
    return row.status == "fetched" and "kind" in row.data


def _basis(runner: Runner, index: int, data: Mapping[str, object]) -> str:
    """Whether the demand was checked against the text it cites: as the rule says, else as the outline says."""
    unchecked = runner.program.rules[index].rule.clause in runner.knowledge.unconfirmed
    return str(data.get("basis") or ("to_confirm" if unchecked else "verified"))


def item_answers(runner: Runner, reasons: Reasons) -> dict[str, tuple[ItemAnswer, ...]]:
    """Duties, entitlements, prohibitions, fees, disclosures and reports that apply or may apply."""
    found: dict[str, list[ItemAnswer]] = {name: [] for name in SECTIONS}
    for item in runner.frame.items:
        if item.rule in reasons.live:
            found[item.section].append(
                item.applies if item.rule in reasons.verdict.true
                else replace(item.applies, status="depends", because=(reasons.one(item.rule),)))
    return {name: tuple(each) for name, each in found.items()}


def pauses(runner: Runner, reasons: Reasons) -> list[dict[str, Any]]:
    """Times that stop the clock and are not a step of the service."""
    return [{"what": what, "spans": list(spans), "because": [reasons.one(index).to_json()]}
            for index, what, spans in runner.frame.pauses
            if index in reasons.verdict.true | reasons.verdict.unknown]
