"""开始得太早

查什么：规则规定先办一个环节、再办另一个，文件写了后一个环节在谁之后开始，里面却没有前一个环节。

为什么：前一个环节没有办完，后一个环节还不能开始；照文件办，会做了不算或者做不成。

怎样才合规：在后一个环节的 after 里加上前一个环节。

不管什么：没有写 after 的环节不查；后一个环节前面还隔着别的环节的不查，到那时前一个环节也许早已办完；只让结果等（iss
ue_after）的不查；先后正好相反的由 P502 报告，应当并联的由 P501 报告。写了after 的也许没有写全，所以只作警告；先后还
要看文件没有写明的情况的，只作提示。两个环节里有一个文件没有列的，由 P503 看。
"""

from collections.abc import Iterator
from dataclasses import replace

from kb.clauses.tree import both
from kb.findings import Finding
from kb.linter.document import StatedStep
from kb.linter.doubt import doubted
from kb.linter.prerequisites import reach
from kb.linter.review import Review

CODE, NAME = "P505", "starts-too-early"


def check(review: Review) -> Iterator[Finding]:
    """Steps that do not wait for what the rules put before them, though the document says for what they wait."""
    for first, then in dict.fromkeys((first, then) for _, first, then in review.run.frame.orders):
        for later in review.stated_as(then):
            earlier = [each for each in review.stated_as(first) if later.after]
            if not earlier or any(_linked(review, later, each) or not _at_once(review, later, each)
                                  for each in earlier):
                continue
            rules = [(index, review.judge.holds(index)) for index, one, other in review.run.frame.orders
                     if (one, other) == (first, then)]
            breach = review.breach(rules, later, earlier[0],
                                   assuming=both(review.takes_place(later), review.takes_place(earlier[0])))
            if breach is not None:
                if breach.severity == "warning":
                    breach = replace(breach, severity="note")  # the situation is open, and what else is waited for
                found = review.finding(
                    CODE, NAME, breach, review.procedure.step_place(later, "after"), (later.id, earlier[0].id),
                    f"应当先办“{earlier[0].name}”，再办“{later.name}”；文件写的前置里没有它",
                    f"在 after 里加上 {earlier[0].id}")
                yield doubted(found, "after 已经写全", f"{later.id}.after")


def _at_once(review: Review, later: StatedStep, earlier: StatedStep) -> bool:
    """Whether the one starts no later than the other, so that it surely starts before that is done."""
    return set(review.before(later.id)) <= set(review.before(earlier.id))


def _linked(review: Review, one: StatedStep, other: StatedStep) -> bool:
    """Whether one of two steps waits for the other, or the rules want them side by side."""
    first, second = review.rule_step(one), review.rule_step(other)
    side_by_side = first is not None and second is not None and bool(review.parallel(first, second))
    return side_by_side or bool(reach(review, one, other)[1]) or bool(reach(review, other, one)[1])
