"""承诺的时间超过时限

查什么：承诺表（promises）里的每一项，承诺的时间是不是比规则给它的时限长。一项可以是环节、一段流程、整个事项、事项里的一类
（如抵押登记）或者限时要做的事，for 写明对哪些情况承诺。

为什么：文件给每一类事都定了时限；承诺得更长，等于没有执行。

怎样才合规：改成不超过时限；不同情形时限不同的，用 for 分开承诺。

不管什么：比时限短的不管；规则没有给时限的不管；平均值由 P407 提示；单位不同的由 P403 报告；认不准是哪一项的，
由 P613 提示。各环节自己写的时间，由 P401 和 P402 报告。规则自己的各环节加起来就大于总时限的，按加起来的数比。
"""

from collections.abc import Iterator

from kb.clauses.model import Span
from kb.clauses.quantity import show_limit
from kb.clauses.tree import ALWAYS, Node, both
from kb.engine.states import lay_out, states
from kb.findings import Finding
from kb.linter.limits import allowed, mended, within
from kb.linter.promises import Promised, promised
from kb.linter.review import Review
from kb.linter.timed import in_words, spoken
from kb.linter.totals import SpanTotal

CODE, NAME = "P404", "promise-over-limit"


def check(review: Review) -> Iterator[Finding]:
    """Promises that are longer than a rule allows."""
    for each in (*promised(review), *spoken(review)):
        own = each.stated.duration
        if not each.slot or own is None or own.measure == "average":
            continue
        over = list(over_limit(each))
        kind, _, name = each.slot.partition(":")
        assuming = each.review.needed(name) if kind == "step" else ALWAYS
        breach = each.review.breach(over, assuming=assuming)
        if breach is None:
            continue
        shown, more = allowed(each.review, breach, each.limits)
        called = f"“{each.stated.item}”" + ("" if each.name == each.stated.item else f"（{each.name}）")
        verb, fix = "承诺", None
        if in_words(each):
            verb = "写的是"
        else:
            fix = mended(each.review, breach, each.limits, (*each.stated.at, "duration"))
        yield review.finding(
            CODE, NAME, breach, review.procedure.place_of(each.stated, "duration"), each.at,
            f"{called}{verb}{show_limit(own)}，时限是{shown}{more}", within(shown), replace=fix)


def over_limit(each: Promised) -> Iterator[tuple[int, Node]]:
    """The rules whose limit a promise exceeds, each with the condition under which it does."""
    own = each.stated.duration
    if own is None:
        return
    over = [index for index, limit in each.limits if limit.unit == own.unit and limit.value < own.value]
    node: Node = ALWAYS
    if each.span is not None and over and own.value * 2 <= _sum(each.review, each.span):
        node = SpanTotal(each.review, each.span, unit=own.unit, stated=own).condition()
    for index in over:
        holds = each.review.judge.holds(index)
        firm = each.review.run.program.rules[index].force in ("law", "promise")
        yield index, both(holds, node) if firm else holds


def _sum(review: Review, span: Span) -> int:
    """What the rules' own steps of a span may add up to at most, in half working days."""
    verdict = review.run.verdict(review.judge.values)
    return lay_out(review.run, verdict, states(review.run, verdict), span, high=True).total
