"""应当并联的串联办

查什么：规则要求同时办的几个环节，文件是不是让其中一个等另一个办完，直接等或者隔着别的环节等。

为什么：并联时总时间只取最长的一个，串联就要一个一个加起来。

怎样才合规：去掉互相之间的等待，让它们在同一个环节之后同时开始。

不管什么：只有结果互相等（issue_after）的，不算串联；规则没有要求并联的环节，先后由部门安排。
"""

from collections.abc import Iterator

from kb.clauses.tree import both
from kb.findings import Finding
from kb.linter.document import StatedStep
from kb.linter.review import Review

CODE, NAME = "P501", "serial-where-parallel"


def check(review: Review) -> Iterator[Finding]:
    """Steps that wait for another of their group; the nearest one only."""
    for later in review.procedure.steps:
        for earlier in review.procedure.steps:
            rules = _rules(review, later, earlier)
            path = review.waits(later, earlier) if rules and later is not earlier else None
            if not path:
                continue
            if any(_rules(review, later, review.steps[name]) for name in path[1:-1]):
                continue
            breach = review.breach([(index, review.judge.holds(index)) for index in rules], later, earlier,
                                   assuming=both(review.takes_place(later), review.takes_place(earlier)))
            if breach is None:
                continue
            where = review.procedure.waiting(later, path[-2])
            through = "" if len(path) == 2 else f"（{review.shown(path)}）"
            yield review.finding(
                CODE, NAME, breach, review.procedure.place(*where), (later.id, earlier.id),
                f"“{later.name}”和“{earlier.name}”应当同时办，文件要求先办完后者{through}",
                "去掉这个等待，两个环节同时开始",
                remove=where if len(path) == 2 and breach.severity == "error" else None)


def _rules(review: Review, one: StatedStep, other: StatedStep) -> list[int]:
    first, second = review.rule_step(one), review.rule_step(other)
    return review.parallel(first, second) if first and second and first is not second else []
