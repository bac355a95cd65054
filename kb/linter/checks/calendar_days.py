"""时间的单位同时限不同

查什么：文件写的时间同规则的时限单位不同，例如时限按工作日算，文件写的是多少日、多少小时。环节的时间和承诺表里的时间都查。

为什么：几日里有几个工作日，要看从哪天开始、遇不遇到放假，不能悄悄换算。

怎样才合规：用规则的单位写。

不管什么：另有同单位的承诺、没有超过法定时限的不提，超过那个承诺的由 P401、P404 报告。工作日和日，按多年的放假安排算：
从哪天算起、遇上最长的假都不会比时限长的（如3个工作日比20日、2日比2个工作日），不提；遇上长假才可能超过的，只作提示，
是法定的日数而文件写了工作日的也不提；平常也可能超过的，作警告；怎样算都超过的（如30个工作日比29日、20日比7个工作日），作错误。
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kb.clauses.model import Limit
from kb.clauses.quantity import show_limit
from kb.clauses.tree import ALWAYS, Node, both
from kb.findings import Finding, Place
from kb.linter.durations import groups
from kb.linter.promises import promised
from kb.linter.review import Breach, Review
from kb.linter.stated import StatedStep
from kb.linter.timed import in_words, spoken
from kb.linter.times import exceeds, possibly

CODE, NAME = "P403", "calendar-days-for-working-days"


@dataclass(frozen=True, slots=True)
class _Timed:
    """A stated time, of steps or of a promise, with the limits that it is held against."""

    review: Review
    name: str
    own: Limit
    limits: Sequence[tuple[int, Limit]]
    assuming: Node
    place: Place
    at: tuple[str, ...]
    doubt: str
    steps: tuple[StatedStep, ...] = ()
    in_words: bool = False
    """Whether it is said in a sentence, on whose choice of a unit nothing need be said."""


def check(review: Review) -> Iterator[Finding]:
    """Times in another unit than the limit."""
    for each in _timed(review):
        rules, own = each.review.run.program.rules, each.own
        other = [(index, limit) for index, limit in each.limits
                 if limit.unit != own.unit and (own.value or own.unit != "working_day")
                 and exceeds(own, limit) != "never"
                 and not (rules[index].force == "law" and _stricter(own, limit))]
        if any(limit.unit == own.unit for _, limit in each.limits):
            other = [(index, limit) for index, limit in other
                     if rules[index].force != "law" or possibly(own, limit.unit) > limit.value]
            over = [(index, each.review.judge.holds(index)) for index, limit in each.limits
                    if limit.unit == own.unit and limit.value < own.value]
            told = other and each.review.breach(over, *each.steps, assuming=each.assuming)
            if told and told.ruling.truth == "always":
                continue  # P401 and P404 compare it with the promise
        if other:
            yield from _finding(each, other)


def _timed(review: Review) -> Iterator[_Timed]:
    for group in groups(review):
        last = group.stated[-1]
        yield _Timed(review, last.name, group.limit, review.run.frame.limits.get(f"step:{group.step.id}:max", ()),
                     review.takes_place(last), review.procedure.step_place(last, "duration"), (last.id,),
                     f"{last.id}.duration", (last,))
    for each in (*promised(review), *spoken(review)):
        own = each.stated.duration
        if own is not None and own.measure == "max":
            kind, _, name = each.slot.partition(":")
            needed = each.review.needed(name) if kind == "step" else ALWAYS
            yield _Timed(each.review, each.stated.item, own, each.limits, both(each.stated.condition, needed),
                         review.procedure.place_of(each.stated, "duration"), each.at, f"{each.at[0]}/duration",
                         in_words=in_words(each))


def _finding(each: _Timed, other: Sequence[tuple[int, Limit]]) -> Iterator[Finding]:
    review, own = each.review, each.own
    sure = _breach(each, [index for index, limit in other if exceeds(own, limit) == "always"])
    likely = sure or _breach(each, [index for index, limit in other if possibly(own, limit.unit) > limit.value])
    breach = likely or (None if each.in_words else _breach(each, [index for index, _ in other]))
    if breach is None:
        return
    ids = {fired.rule.id for fired in breach.rules}
    limits = "或".join(sorted({show_limit(limit) for index, limit in other
                              if review.run.program.rules[index].rule.id in ids}))
    said = f"“{each.name}”写了{show_limit(own)}，时限是{limits}"
    if sure:
        yield review.finding(CODE, NAME, sure, each.place, each.at, f"{said}，单位不同，怎样换算都超过",
                             "用时限的单位写，并且不超过它")
        return
    more = "，要看从哪天算起、遇不遇放假，可能超过时限" if likely else _seldom(own, other)
    plain = replace(breach, severity="warning" if likely and breach.severity != "note" else "note",
                    ruling=breach.ruling if likely else replace(breach.ruling, words="", depends_on=()))
    found = review.finding(CODE, NAME, plain, each.place, each.at, f"{said}，单位不同，没有换算{more}",
                           "用时限的单位写")
    yield replace(found, depends_on=(*found.depends_on, each.doubt)) if likely else found


def _stricter(own: Limit, limit: Limit) -> bool:
    """Whether working days are promised that only a long holiday spreads over more days than the limit."""
    return (own.unit, limit.unit) == ("working_day", "day") and possibly(own, "day") <= limit.value


def _seldom(own: Limit, other: Sequence[tuple[int, Limit]]) -> str:
    days = {"working_day", "day"}
    return "；遇上长假才可能超过" if all({own.unit, limit.unit} == days for _, limit in other) else ""


def _breach(each: _Timed, indices: Sequence[int]) -> Breach | None:
    return each.review.breach([(index, each.review.judge.holds(index)) for index in indices], *each.steps,
                              assuming=each.assuming)
