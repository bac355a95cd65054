"""没有依据就停表

查什么：文件写明不计入总时限（counted: false）的环节，规则有没有说它不计。

为什么：总时限是从头到尾的承诺；规则要计的环节自己写成不计，总时间就被藏起来了。

怎样才合规：写成计入；规则写明不计的（施工、申请人缴费等），照规则写。

不管什么：规则写明不计的不提；不在任何有总时限的一段里的环节不提；由申请人办、规则又没有给时限的环节不提；规则笼统说某些时间
不计、而这个环节没有自己的时限的，可能正是那些时间，不提。规则没有给环节时限的，只作警告；规则里没有的环节，算上它才超过总时限
的，作警告。算上以后总时限是不是超过，改正以后由 P402 报告。
"""

from collections.abc import Iterator
from dataclasses import replace

from kb.clauses.model import Span, Step
from kb.clauses.tree import NEVER, Node, both, negate
from kb.findings import Finding, KbError
from kb.linter.review import Breach, Review
from kb.linter.spans import UNITS, between
from kb.linter.stated import StatedStep
from kb.linter.totals import SpanTotal

CODE, NAME = "P406", "paused-without-ground"
APPLICANTS = ("applicant", "payment", "construction", "delivery")


def check(review: Review) -> Iterator[Finding]:
    """Steps said not to count though the rules count them."""
    for stated in review.procedure.steps:
        if stated.counted:
            continue
        step = review.rule_step(stated)
        try:
            found = _unknown(review, stated) if step is None else _known(review, stated, step)
        except KbError:
            found = None  # the steps wait for each other: P202
        if found is not None:
            yield found


def _known(review: Review, stated: StatedStep, step: Step) -> Finding | None:
    limited = any(limit.unit == "working_day" for _, limit in review.run.limits[step.id])
    if not limited and (step.authority == "applicant" or step.kind in APPLICANTS):
        return None
    homes = {step.id, *(into for index, into in review.run.frame.into.get(step.id, ()) if review.judge.live(index))}
    rules: list[tuple[int, Node]] = []
    spans = []
    for span in review.run.program.service.spans:
        caps = [index for unit in UNITS for index, _ in SpanTotal(review, span, unit=unit).caps]
        if not homes & set(span.steps) or not caps or (_pauses(review, span) and not limited):
            continue
        spans.append(span)
        exempt = review.judge.any_of(index for home in homes for index, names in review.run.frame.excludes.get(home, ())
                                     if not names or span.id in names)
        rules += [(index, both(review.judge.holds(index), negate(exempt))) for index in caps]
    breach = review.breach(rules, stated, assuming=review.takes_place(stated)) if rules else None
    if breach is None:
        return None
    doubtful = not limited or (review.matches[stated.id].how == "is" and any(_pauses(review, each) for each in spans))
    if doubtful and breach.severity == "error":
        breach = Breach("warning", breach.rules, breach.ruling)
    over = any(SpanTotal(review, span, uncounted=True).condition() != NEVER for span in spans)
    more = "，算上它总时限也超过了" if over else ""
    names = "、".join(f"“{each.name}”" for each in spans)
    found = review.finding(
        CODE, NAME, breach, review.procedure.step_place(stated, "counted"), (stated.id,),
        f"“{stated.name}”写成不计入总时限，规则没有这样说，{names}要算上它{more}", "写成计入（counted: true）",
        replace=(("steps", stated.index, "counted"), True) if breach.severity == "error" and not over else None)
    return replace(found, depends_on=(*found.depends_on, f"{stated.id}.counted")) if doubtful else found


def _unknown(review: Review, stated: StatedStep) -> Finding | None:
    """A step that the rules lack, done by one of a span's authorities within it, without which alone it is in time."""
    if stated.duration is None or stated.authority is None or stated.kind in APPLICANTS:
        return None
    for span in review.run.program.service.spans:
        owners = {review.run.program.steps[name].authority for name in span.steps} - {"applicant"}
        if stated.authority not in owners or stated.id not in between(review, span):
            continue
        if SpanTotal(review, span).condition() != NEVER:
            continue  # over without it: P402
        total = SpanTotal(review, span, frozenset({stated.id}))
        node = total.condition()
        breach = review.breach([(index, both(review.judge.holds(index), node)) for index, _ in total.caps], stated,
                               assuming=total.assuming) if node != NEVER else None
        if breach is not None:
            found = review.finding(
                CODE, NAME, breach, review.procedure.step_place(stated, "counted"), (stated.id,),
                f"“{stated.name}”是办理部门自己的环节，写成不计入总时限，规则没有这样说；算上它，“{span.name}”就超过总时限",
                "写成计入，或者删去这个环节")
            severity = "warning" if found.severity == "error" else found.severity
            return replace(found, severity=severity, depends_on=(*found.depends_on, f"{stated.id}.counted"))
    return None


def _pauses(review: Review, span: Span) -> bool:
    """Whether the rules stop a span's clock for some time that is no step."""
    return any(not spans or span.id in spans for index, _, spans in review.run.frame.pauses if review.judge.live(index))
