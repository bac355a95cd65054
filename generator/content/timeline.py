"""The chart of who does what when: one clock, its steps in lanes, from the same schedule as the totals."""

from __future__ import annotations

from collections.abc import Mapping

from generator.content.desk import Desk, lay
from generator.content.limits import said
from generator.content.model import EDITORIAL, Bar, Chapter, Chart, Lane, Sentence
from generator.content.order import shown
from generator.content.situations import told
from generator.content.words import NOT_GIVEN, ended, halves, listed
from kb.clauses.model import Span, Value
from kb.engine.answer import SpanAnswer, StepAnswer
from kb.schedule.network import Activity, Schedule, plan


def chapter(desk: Desk) -> Chapter | None:
    """The chart of the longest clock of the service; None when nobody gives any time."""
    found = chart(desk)
    return Chapter("timeline", "流程和时间图", (found,)) if found else None


def chart(desk: Desk) -> Chart | None:
    """The chart of one situation: the given one, with what is still open at its longest."""
    spans = [each for each in desk.answer.spans if each.known and each.high]
    if not spans:
        return None
    longest = max(spans, key=lambda each: each.high)
    settled = longest.low == longest.high
    case = {} if settled else dict(longest.longest_case)
    drawn = desk if settled else lay(desk.knowledge, desk.service.id, {**desk.answer.facts, **case},
                                     desk.answer.as_of, desk.engine)
    answer = drawn.answer.span(longest.id)
    span = next(each for each in desk.service.spans if each.id == longest.id)
    steps = shown(drawn)
    schedule = plan(activities(steps), only=counted(span, answer))
    if schedule.total > longest.high:
        # Open promise and legal limit of one step hold together: the promise is the longest that can happen.
        schedule = plan(activities(steps, promised=True), only=counted(span, answer))
    lanes = _lanes(drawn, steps, span, answer, schedule)
    title = desk.service.name + (f"：{span.name}" if span.name != desk.service.name else "")
    return Chart(title, lanes, schedule.total, _caption(desk, drawn, answer, schedule, case))


def activities(steps: list[StepAnswer], *, promised: bool = False) -> list[Activity]:
    """The steps as a network; what an open step may take at most counts, or only what is `promised`."""
    alive = {each.id for each in steps}
    found = []
    for each in steps:
        groups = (tuple(name for name in group.split("|") if name in alive) for group in each.needs)
        found.append(Activity(each.id, _length(each, promised=promised), tuple(group for group in groups if group),
                              tuple(name for name in each.issue_after if name in alive)))
    return found


def counted(span: Span, answer: SpanAnswer) -> frozenset[str]:
    """The steps whose time the clock of a span counts."""
    return frozenset(span.steps) - frozenset(answer.excluded)


def _length(step: StepAnswer, *, promised: bool = False) -> int:
    """The longest time of a step in half working days; calendar days and hours have no place on this clock."""
    limits = (step.limit,) if step.limit else step.limits
    legal = [(each["value"], each["unit"]) for each in step.statutory]
    if promised:
        limits = tuple(each for each in limits if (each["value"], each["unit"]) not in legal) or limits
    return max((int(each["value"] * 2) for each in limits if each["unit"] == "working_day"), default=0)


def _lanes(desk: Desk, steps: list[StepAnswer], span: Span, answer: SpanAnswer,
           schedule: Schedule) -> tuple[Lane, ...]:
    numbers = {each.id: number for number, each in enumerate(steps, 1)}
    order = dict.fromkeys(["applicant", desk.service.authority, *(each.authority for each in steps)])
    lanes = []
    for authority in order:
        bars = tuple(_bar(desk, each, numbers, span, answer, schedule) for each in steps if each.authority == authority)
        if bars:
            lanes.append(Lane(desk.knowledge.who(authority), bars))
    return tuple(lanes)


def _bar(desk: Desk, step: StepAnswer, numbers: Mapping[str, int], span: Span, answer: SpanAnswer,
         schedule: Schedule) -> Bar:
    time = schedule.times[step.id]
    counts = bool(time.weight)
    after = [name for group in step.needs for name in group.split("|")]
    held = sorted(numbers[name] for name in step.issue_after if name in numbers)
    note = _note(desk, step, span, answer, counts) + (f"，结果等{listed(str(each) for each in held)}" if held else "")
    return Bar(numbers[step.id], step.name, time.start, time.weight, time.finish, counts,
               critical=counts and time.slack == 0, slack=time.slack if counts else None, note=note,
               after=tuple(sorted({numbers[name] for name in after if name in numbers})),
               ground=desk.ground(*dict.fromkeys(each.rule for each in step.because)))


def _note(desk: Desk, step: StepAnswer, span: Span, answer: SpanAnswer, counts: bool) -> str:
    text = said(desk, step, []) or f"{NOT_GIVEN}时限"
    open_ = "，看情形办不办" if step.status == "depends" else ""
    if counts:
        return text + open_
    if step.id in answer.excluded:
        return f"{text}，不计入{open_}"
    inside = step.id in span.steps or not step.limits
    return f"{text}{open_}" if inside else f"{text}，不在这段时间里{open_}"


def _caption(desk: Desk, drawn: Desk, answer: SpanAnswer, schedule: Schedule,
             case: Mapping[str, Value]) -> tuple[Sentence, ...]:
    rules = dict.fromkeys(each.rule for name in answer.critical_path for each in drawn.answer.step(name).because)
    ground = drawn.ground(*rules)
    lines = [Sentence(ended(f"从{answer.starts}起算，到{answer.ends}为止，"
                            f"合计{halves(schedule.total, schedule.total)}"), ground)]
    phrase = told(desk, {name: drawn.answer.facts[name] for name in case})
    if phrase:
        lines.insert(0, Sentence(ended(f"画的是最长的情形：{phrase}"), EDITORIAL))
    return tuple(lines)
