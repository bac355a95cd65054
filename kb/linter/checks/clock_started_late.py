"""起算得比规则晚

查什么：文件写的起算点（starts）是不是排在规则计时的环节之后；有时限的环节前面，是不是夹着同一部门自己的、规则里没有的环节，
把时间分到了时限以外。

为什么：先办几天再开始计时，写出来的时限就不是申请人真正要等的时间。

怎样才合规：按规则的起算点计时，如收到申请材料、受理申请；前面自己的环节并进来一起算。

不管什么：意思同规则一样的写法不提；对不上环节、意思又同规则不一样的起算点，只作提示。承诺的时间比时限短、从晚处起算也
可能不超的，作警告。夹着的环节按名称认不出来，只作警告；已经由 P201、P402 报告的不再报告。
"""

from collections.abc import Iterator
from dataclasses import replace

from kb.clauses.model import Limit
from kb.clauses.quantity import show_limit
from kb.clauses.tree import both
from kb.findings import Finding
from kb.linter.clock import Started, started
from kb.linter.judge import Ruling
from kb.linter.prerequisites import illegal
from kb.linter.review import Breach, Review
from kb.linter.spans import overruns
from kb.linter.stated import StatedStep

CODE, NAME = "P405", "clock-started-late"
APPLICANTS = ("applicant", "payment", "construction", "delivery")


def check(review: Review) -> Iterator[Finding]:
    """Clocks that start after time which the rules count."""
    for each in started(review):
        if not each.same:
            yield from _late(each) if each.late else () if each.step else _other(each)
    for later in review.procedure.steps:
        if review.rule_step(later) is not None and later.duration is not None and later.duration.measure == "max":
            for name in later.after:
                yield from _before(review, review.steps[name], later)


def _late(each: Started) -> Iterator[Finding]:
    review = each.review
    late = "、".join(f"“{review.run.program.steps[name].name}”" for name in each.late)
    full = [(index, review.judge.holds(index)) for index, limit in each.limits
            if limit.unit == each.own.unit and each.own.value >= limit.value]
    breach = review.breach(full, assuming=each.assuming)
    sure = breach is not None
    breach = breach or review.breach([(index, review.judge.holds(index)) for index, _ in each.limits],
                                     assuming=each.assuming)
    if breach is None:
        return
    if not sure:
        breach = Breach("note" if breach.severity == "note" else "warning", breach.rules, Ruling("always"))
    more = "" if sure else "；加上前面用的时间会不会超过时限，要看前面用多久"
    found = review.finding(CODE, NAME, breach, each.place, each.at,
                           f"“{each.name}”从“{each.text}”起算，规则计时的{late}没有算进去{_said(each)}{more}",
                           "按规则的起算点计时")
    yield found if sure else replace(found, depends_on=(*found.depends_on, f"{each.at[0]}.starts"))


def _other(each: Started) -> Iterator[Finding]:
    if each.rules:
        rules = tuple(each.review.run.program.rules[index] for index, limit in each.limits
                      if limit.starts in each.rules and each.review.judge.live(index))
        yield each.review.finding(CODE, NAME, Breach("note", rules, Ruling("always")), each.place, each.at,
                                  f"“{each.name}”从“{each.text}”起算，同规则的说法不一样{_said(each)}",
                                  "核对是不是同一时刻，不是就按规则的起算点计时")


def _said(each: Started) -> str:
    return f"（规则从{'或'.join(f'“{said}”' for said in each.rules)}起算）" if each.rules else ""


def _before(review: Review, earlier: StatedStep, later: StatedStep) -> Iterator[Finding]:
    """A step of the same authority that the rules lack, put before one whose clock runs from what it received."""
    step, first, last = review.rule_step(later), earlier.duration, later.duration
    if step is None or last is None or first is None or review.rule_step(earlier) or not earlier.counted:
        return
    if earlier.kind in APPLICANTS or earlier.authority != (later.authority or step.authority):
        return
    limits = [(index, limit) for index, limit in review.run.frame.limits.get(f"step:{step.id}:max", ())
              if limit.starts and limit.unit == first.unit == last.unit
              and last.value <= limit.value < first.value + last.value]
    if not limits or _told(review, earlier, later):
        return
    breach = review.breach([(index, review.judge.holds(index)) for index, _ in limits], earlier, later,
                           assuming=both(review.takes_place(later), earlier.condition))
    if breach is None:
        return
    shortest = min((limit for _, limit in limits), key=lambda each: each.value)
    total = show_limit(Limit(first.value + last.value, first.unit))
    found = review.finding(
        CODE, NAME, breach, review.procedure.step_place(earlier, "duration"), (earlier.id, later.id),
        f"“{earlier.name}”和“{later.name}”由同一部门先后办，合起来{total}；后者的时限{show_limit(shortest)}"
        f"从“{shortest.starts}”起算，前者在那以后就超过时限", "并入后者一起计时；确在起算以前的，可以不改")
    yield replace(found, severity="warning" if found.severity == "error" else found.severity,
                  depends_on=(*found.depends_on, f"{earlier.id}.is"))


def _told(review: Review, earlier: StatedStep, later: StatedStep) -> bool:
    if any(each.later is later and each.earlier is earlier for each in illegal(review)):
        return True
    return any(earlier.id in each.variant.total.members for each in overruns(review))
