"""出证的先后颠倒

查什么：规则让几个环节一起受理、依次出结果的，文件是不是让应当先出的等后出的。

为什么：后一份结果要以前一份为准；颠倒过来，先办好的也拿不到。

怎样才合规：让后出的用 issue_after 等先出的，两个环节照样同时受理。

不管什么：让一个环节等另一个办完才开始的，由 P501 报告。两个结果谁也不等谁的，只提示写明先后；规则没有规定出结果先后
的不管。
"""

from collections.abc import Iterator

from kb.clauses.tree import both
from kb.findings import Finding
from kb.linter.document import StatedStep
from kb.linter.prerequisites import illegal, reach
from kb.linter.review import Breach, Review

CODE, NAME = "P504", "issue-order"


def check(review: Review) -> Iterator[Finding]:
    """Steps whose results the document issues in another order than the rules."""
    told = {(each.later.id, each.earlier.id) for each in illegal(review) if each.earlier}
    seen: set[tuple[str, str]] = set()
    for _, first, then in review.run.frame.issues:
        for one in review.stated_as(first):
            for other in review.stated_as(then):
                breach = None if (one.id, other.id) in seen | told else _breach(review, first, then, one, other)
                seen.add((one.id, other.id))
                if breach is not None:
                    yield from _finding(review, breach, one, other)


def _breach(review: Review, first: str, then: str, one: StatedStep, other: StatedStep) -> Breach | None:
    rules = [(index, review.judge.holds(index)) for index, early, late in review.run.frame.issues
             if (early, late) == (first, then)]
    return review.breach(rules, one, other, assuming=both(review.takes_place(one), review.takes_place(other)))


def _finding(review: Review, breach: Breach, one: StatedStep, other: StatedStep) -> Iterator[Finding]:
    if review.waits(one, other):
        return  # P501
    where, path, direct = reach(review, one, other)
    if path:
        yield review.finding(
            CODE, NAME, breach, review.procedure.place(*where), (one.id, other.id),
            f"应当先出“{one.name}”的结果，再出“{other.name}”的，文件正好相反", "把出结果的先后换过来",
            reverse=where if direct and breach.severity == "error" else None)
    elif not reach(review, other, one)[1] and breach.severity == "error":
        note = Breach("note", breach.rules, breach.ruling, breach.planned)
        yield review.finding(
            CODE, NAME, note, review.procedure.step_place(other), (other.id, one.id),
            f"“{other.name}”的结果要等“{one.name}”的，文件没有写", f"写 issue_after: [{one.id}]")
