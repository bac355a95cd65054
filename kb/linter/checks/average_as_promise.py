"""平均值当作每一件的时限

查什么：规则给每一个办件定了最长时间，文件写的却是平均多少（average，或者时间里写了“平均”）；规则只给了平均数，文件却拿它
或者比它更长的时间当作每一件的承诺；文件写的平均数是不是比规则的平均数还长。

为什么：平均数说的是一批办件，不能用来说某一件办得快还是慢：平均达标，仍然会有超时的件。

怎样才合规：规则给最长时间的，写每一件最多多久；规则给平均数的，写明是平均（average: true），或者承诺更短的最长时间。

不管什么：平均数和排名从不用来判断单个办件是不是超时。平均数已经比每一件的时限还长的，必然有超时的件，作警告；平均数比规则
承诺的平均数长的，和别的时限一样审查；其余只作提示。
"""

from collections.abc import Iterator, Sequence

from kb.clauses.model import Limit
from kb.clauses.quantity import show_limit
from kb.clauses.tree import Node, disjunction
from kb.findings import Finding, Place
from kb.linter.judge import Ruling
from kb.linter.promises import Promised, promised
from kb.linter.review import Breach, Review

CODE, NAME = "P407", "average-as-promise"


def check(review: Review) -> Iterator[Finding]:
    """Averages where single cases have a limit, and limits on single cases that are an average."""
    for stated in review.procedure.steps:
        step = review.rule_step(stated)
        if step is not None and stated.duration is not None and stated.duration.measure == "average":
            limits = review.run.frame.limits.get(f"step:{step.id}:max", ())
            yield from _mean(review, stated.name, stated.duration, limits, review.takes_place(stated),
                             review.procedure.step_place(stated, "duration"), (stated.id,))
    for each in promised(review):
        own = each.stated.duration
        place = review.procedure.place_of(each.stated, "duration")
        if own is not None and own.measure == "average":
            yield from _mean(each.review, each.stated.item, own, each.limits, each.stated.condition, place, each.at)
            yield from _longer(each, own, place)
        elif own is not None:
            yield from _cap(each, own, place)


def _mean(review: Review, name: str, own: Limit, limits: Sequence[tuple[int, Limit]], assuming: Node, place: Place,
          at: tuple[str, ...]) -> Iterator[Finding]:
    for least, severity in ((own.value, "warning"), (None, "note")):
        mine = [(index, limit) for index, limit in limits
                if limit.unit == own.unit and (least is None or limit.value < least)]
        breach = review.breach([(index, review.judge.holds(index)) for index, _ in mine], assuming=assuming)
        if breach is None:
            continue
        ids = {fired.rule.id for fired in breach.rules}
        shown = "或".join(dict.fromkeys(show_limit(limit) for index, limit in sorted(mine, key=lambda one: one[1].value)
                                       if review.run.program.rules[index].rule.id in ids))
        over = severity == "warning" and breach.severity != "note"
        more = "；平均就比时限长，必然有办件超时" if over else ""
        ruling = breach.ruling if over else Ruling("always")
        yield review.finding(
            CODE, NAME, Breach("warning" if over else "note", breach.rules, ruling), place, at,
            f"“{name}”写的是平均{show_limit(own)}，规则要求每一件都不超过{shown}{more}", "写明每一件最多多久")
        return


def _longer(each: Promised, own: Limit, place: Place) -> Iterator[Finding]:
    """A promised average that is longer than the one in the rules."""
    review = each.review
    longer = [(index, limit) for index, limit in each.averages
              if limit.unit == own.unit and limit.value < own.value and review.judge.live(index)]
    rows = [(index, review.judge.holds(index)) for index, _ in longer]
    ruling = review.judge.of(disjunction(node for _, node in rows)) if longer else Ruling("never")
    if ruling.truth != "never":
        shown = "或".join(dict.fromkeys(show_limit(limit) for _, limit in sorted(longer, key=lambda one: one[1].value)))
        rules = tuple(review.run.program.rules[index] for index, _ in longer)
        breach = review.breach(rows) or Breach("warning", rules, ruling)  # no more than a target: a warning
        yield review.finding(CODE, NAME, breach, place, each.at,
                             f"“{each.stated.item}”承诺平均{show_limit(own)}，规则写的是平均{shown}",
                             f"改成平均不超过{shown}")


def _cap(each: Promised, own: Limit, place: Place) -> Iterator[Finding]:
    """A promise for every case where the rules give an average only."""
    review = each.review
    live = [(index, limit) for index, limit in each.averages if review.judge.live(index)]
    if not live or any(review.judge.live(index) for index, _ in each.limits):
        return
    same = [(index, limit) for index, limit in live if limit.unit == own.unit and own.value >= limit.value]
    if same:
        shown = "或".join(dict.fromkeys(show_limit(limit) for _, limit in sorted(same, key=lambda one: one[1].value)))
        rules = tuple(review.run.program.rules[index] for index, _ in same)
        yield review.finding(
            CODE, NAME, Breach("note", rules, Ruling("always")), place, each.at,
            f"“{each.stated.item}”承诺每一件{show_limit(own)}，规则只写了平均{shown}，不能用来判断单个办件",
            "是平均数就写 `average: true`；确实对每一件承诺的，可以不改")
