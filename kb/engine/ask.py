"""The one question: what holds for this service, in this situation, on this day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Literal, cast

from kb.clauses.logic import value
from kb.clauses.model import Fact, Value
from kb.clauses.quantity import UNKNOWN, parse_value
from kb.compiler.knowledge import Knowledge, Program
from kb.engine import parts, spans
from kb.engine.answer import Answer, plain
from kb.engine.doubts import Doubts
from kb.engine.missing import Missing, missing
from kb.engine.order import needs
from kb.engine.reasons import Reasons
from kb.engine.runner import EngineName, Runner, runner
from kb.engine.situation import Situation, settle
from kb.engine.states import StepState, counted, scheduled, states
from kb.findings import Finding, KbError, nearest, problem

ENGINES = {"durable": "durable-rules 2.0.28，由三值求值器核对", "python": "三值求值器（未使用 durable-rules）"}


def ask(knowledge: Knowledge, service: str, facts: Mapping[str, object] | None = None,
        as_of: date | None = None, *, start: date | None = None, explain: Literal["applied", "all"] = "applied",
        engine: EngineName = "durable", times: bool = True) -> Answer:
    """The Answer for a situation.

    `facts`: fact id to value (already typed, or as a person writes it); what is left out is unknown.
    `as_of`: the day whose rules are asked for, today when left out. `start`: adds calendar dates, counted from
    the day the application is handed in. `times=False` leaves out the totals of spans, which take most of the
    time when facts are missing. KbError names every bad fact at once, contradictions between facts,
    an unknown service, and a day on which no instrument is in force.
    """
    as_of = as_of or date.today()
    program = knowledge.program(service, as_of)
    given, notices = check_facts(knowledge, program, facts or {})
    situation = settle(program, given, as_of)
    run = runner(knowledge, program)
    covers = program.service.covers
    base = _base(knowledge, program, situation, as_of, engine, notices)
    if covers is not None and value(covers, situation.values) is False:
        return replace(base, outcome="not_covered", outcome_note=program.service.not_covered)
    verdict = run.verdict(situation.values)
    if engine == "durable":
        run.check(situation.values, verdict)
    return _answer(run, situation, as_of, Reasons(run, situation.values, verdict), base, start, explain, times)


def check_facts(knowledge: Knowledge, program: Program,
                facts: Mapping[str, object]) -> tuple[dict[str, Value], list[str]]:
    """Typed values of the given facts, unknown ones dropped; KbError with every problem found.

    A finding's `at` is the name of the fact, by which whoever read the facts from a file can tell the place.
    """
    given: dict[str, Value] = {}
    findings: list[Finding] = []
    notices: list[str] = []
    for name, raw in facts.items():
        fact = program.facts.get(name) or knowledge.facts.get(name) or _reform(knowledge, program, name)
        if fact is None or name == "as_of":
            wrong = problem("S504", "unknown-fact", f"没有这项情况：`{name}`", hint=meant(program, name))
            findings.append(replace(wrong, at=(name,)))
            continue
        if name not in program.facts:
            notices.append(f"“{fact.title}”（`{name}`）与本事项无关，没有使用")
        try:
            typed = _typed(fact, raw)
        except KbError as error:
            findings += [replace(each, at=(name,)) for each in error.findings]
            continue
        if typed is not UNKNOWN and name in program.facts:
            given[name] = cast(Value, typed)
    if findings:
        raise KbError(findings)
    return given, notices


def meant(program: Program, name: str) -> str:
    """A hint which fact somebody may have meant who wrote an unknown name, a title such as 电压等级 included."""
    known = [each for each in program.facts if each != "as_of"]
    titled = [each for each in known if program.facts[each].title == name]
    if titled:
        return f"写它的编号 `{titled[0]}`"
    return nearest(name, known) or f"用 banshi facts {program.service.id} 查看可以填写的情况"


def _reform(knowledge: Knowledge, program: Program, name: str) -> Fact | None:
    """The fact whether a reform is done, also on days on which it no longer is a question."""
    own = (knowledge.programs[key] for key in knowledge.programs if key[0] == program.service.id)
    return next((each.facts[name] for each in own if name in each.facts), None)


def _typed(fact: Fact, raw: object) -> object:
    if fact.type == "boolean" and isinstance(raw, bool):
        return raw
    return UNKNOWN if raw is None else parse_value(fact, raw)


def _base(knowledge: Knowledge, program: Program, situation: Situation, as_of: date, engine: EngineName,
          notices: list[str]) -> Answer:
    cited = runner(knowledge, program).cited
    instruments = [name for name in knowledge.instruments if name in cited and knowledge.instruments[name].holds(as_of)]
    derived = tuple({"fact": each.fact, "value": plain(each.value), "presumed": each.because.presume,
                     "because": each.because.note or each.because.text, "tension": each.because.tension}
                    for each in situation.derived if each.fact in program.facts)
    return Answer(
        program.service.id, program.service.name, as_of, situation.given, derived,
        {"fingerprint": knowledge.fingerprint, "version": knowledge.version, "instruments": instruments},
        ENGINES[engine], "determined", "", notices=tuple(notices))


def _answer(run: Runner, situation: Situation, as_of: date, reasons: Reasons, base: Answer, start: date | None,
            explain: str, times: bool) -> Answer:
    steps = states(run, reasons.verdict)
    span_list = spans.span_answers(run, reasons, situation, as_of, steps) if times else []
    lacking = missing(run, situation.values, reasons.verdict, steps)
    doubts = Doubts(run, reasons, situation, steps)
    tensions = doubts.tensions() + spans.computed_tensions(span_list)
    step_list = parts.step_answers(run, reasons, steps)
    if explain == "all":
        step_list = parts.with_considered(run, reasons, step_list)
    notices = [*base.notices, *_unchecked(run, reasons, as_of)]
    if start is not None:
        dated, moved = _dates(run, reasons, steps, start)
        step_list = tuple(replace(each, dates=dated.get(each.id)) if each.status in ("required", "depends") else each
                          for each in step_list)
        ranges = spans.span_dates(span_list, dated)
        span_list = [replace(each, dates=ranges.get(each.id)) for each in span_list]
        notices += moved
    settled = not any(each.decides for each in lacking) and not any(each.status == "depends" for each in step_list)
    return replace(
        base, outcome="determined" if settled else "depends", steps=step_list,
        materials=parts.material_answers(run, reasons, steps), spans=tuple(span_list),
        items=parts.item_answers(run, reasons), missing=_missing_json(run, lacking),
        tensions=tuple(tensions), unavailable=tuple(doubts.gaps()),
        pauses=tuple(parts.pauses(run, reasons)), notices=tuple(notices),
        considered=reasons.of(range(len(run.program.rules))) if explain == "all" else ())


def _unchecked(run: Runner, reasons: Reasons, as_of: date) -> Iterator[str]:
    """A notice of the instruments the answer rests on that nobody has checked up to the day asked about."""
    names = dict.fromkeys(run.program.rules[index].rule.clause.partition("/")[0] for index in sorted(reasons.live))
    late = [each for each in map(run.knowledge.instruments.__getitem__, names)
            if each.checked_until and each.checked_until < as_of]
    if late:
        listed = "、".join(f"《{each.title}》（核对到{each.checked_until}）" for each in late)
        yield f"以下依据在这些日子以后有没有修改或废止，没有核对：{listed}"


def _missing_json(run: Runner, lacking: list[Missing]) -> tuple[Mapping[str, Any], ...]:
    return tuple(each.to_json(run.knowledge.who(each.fact.who)) for each in lacking)


def _dates(run: Runner, reasons: Reasons, steps: dict[str, StepState],
           start: date) -> tuple[dict[str, dict[str, Any]], list[str]]:
    from kb.schedule.calendar import MovedDay, calendar_days_after, dates

    clock = {name for span in run.program.service.spans
             for name in counted(run, reasons.verdict, span, high=True)}
    schedule = scheduled(run, reasons.verdict, steps, clock, high=True)
    overrides = {each.day: (each.working, each.reason) for each in run.knowledge.rulebook.calendar}
    found: dict[str, dict[str, Any]] = {}
    notices: dict[str, None] = {}
    moved: dict[date, MovedDay] = {}
    for name, (begins, deadline) in dates(schedule, start, overrides).items():
        limit = steps[name].limit
        if limit is not None and limit.unit == "day":
            deadline = calendar_days_after(begins, int(limit.value), overrides)
        found[name] = {"start": begins, "due": deadline.day, "half": deadline.half,
                       "provisional": deadline.provisional}
        if steps[name].possible:
            moved.update({each.day: each for each in deadline.moved})
            if deadline.notice:
                notices[deadline.notice] = None
    for working, kind in ((False, "放假不算工作日"), (True, "调休上班算工作日")):
        days = [f"{each.day}（{each.reason}）" for each in sorted(moved.values(), key=lambda one: one.day)
                if each.working == working]
        if days:
            notices[f"{kind}：{'、'.join(days)}"] = None
    return found, [*notices, *_undated(run, reasons, steps)]


def _undated(run: Runner, reasons: Reasons, steps: dict[str, StepState]) -> Iterator[str]:
    """A notice of the steps that others wait for and whose time the dates of those do not have in them."""
    waited = {each for name, groups in needs(run, reasons.verdict, steps).items() if steps[name].possible
              for group in groups for each in group.split("|")}
    names = [state.step.name for name, state in steps.items()
             if state.possible and name in waited and not any(each.halves is not None for each in state.limits)]
    if names:
        yield f"这些环节没有工作日时限，推算日期时没有给它们留时间，后面环节的日期可能更晚：{'、'.join(names)}"


