"""先后颠倒

查什么：规则规定了先后的两个环节，文件是不是反过来，让先办的等后办的才开始，或者等后办的才出结果。

为什么：规则的先后往往是给申请人的保障，例如先给许可再缴费；颠倒过来，保障就没有了。

怎样才合规：把两个环节的先后换过来。

不管什么：两个环节谁也不等谁的，由 P505 看；只规定了出结果先后的，由 P504 看；规则只是按常理排的先后不管；已经由
P201 报告的不再报告。
"""

from collections.abc import Iterator

from kb.clauses.tree import both
from kb.findings import Finding
from kb.linter.prerequisites import illegal, reach
from kb.linter.review import Review

CODE, NAME = "P502", "wrong-order"


def check(review: Review) -> Iterator[Finding]:
    """Steps that a rule puts first and the document puts later."""
    told = {(each.later.id, each.earlier.id) for each in illegal(review) if each.earlier}
    seen: set[tuple[str, str]] = set()
    for _, first, then in review.run.frame.orders:
        rules = [(index, review.judge.holds(index)) for index, one, other in review.run.frame.orders
                 if (one, other) == (first, then)]
        for late in review.stated_as(first):
            for early in review.stated_as(then):
                where, path, _ = reach(review, late, early)
                pair = (late.id, early.id)
                if not path or pair in seen or any(link in told for link in zip(path[1:], path, strict=False)):
                    continue
                seen.add(pair)
                breach = review.breach(rules, late, early,
                                       assuming=both(review.takes_place(late), review.takes_place(early)))
                if breach and pair not in told:
                    through = "" if len(path) == 2 else f"（{review.shown(path)}）"
                    yield review.finding(
                        CODE, NAME, breach, review.procedure.place(*where),
                        pair, f"应当先办“{late.name}”，再办“{early.name}”，文件正好相反{through}", "把先后换过来",
                        reverse=where if len(path) == 2 and breach.severity == "error" else None)
