"""不该有的前置条件

查什么：一个环节开始以前（after）、出结果以前（issue_after）或者收材料时，文件要求先办的事、先交的材料，是不是规则
不允许拿来作前提的。两种情形：规则点名说不得作为前提；规则把前提列成封闭清单，而它不在清单里。

为什么：多一个前提，后面的环节就开始不了；先缴费才给许可、先盖别家的章才收件，都是这样卡住的。

怎样才合规：从 after、issue_after 或材料里删去它；两个环节都要办的，可以同时办或者后办。

不管什么：前提清单没有封闭的环节不查。清单只看紧挨着的前一环节，再往前的不归这个环节管。收件、受理是递交申请本身，
不算前提。同一部门自己的审查环节、名称和允许的前提相近的环节，只作警告。
几样材料交一样就行的（any_of）、备注另写了什么情形才交的材料不算。并联环节互相等待的，由 P501 报告。
"""

from collections.abc import Iterator
from dataclasses import replace

from kb.clauses.tree import both
from kb.findings import Finding
from kb.linter.prerequisites import Illegal, illegal
from kb.linter.review import Review

CODE, NAME = "P201", "illegal-prerequisite"


def check(review: Review) -> Iterator[Finding]:
    """Prerequisites that the rules do not allow."""
    for each in illegal(review):
        mended = each.at if each.direct and not each.doubt and each.breach.severity == "error" else None
        turned = mended is not None and _backwards(review, each)
        hint = f"是允许的前提就用 `is` 写明（`{each.doubt}`），不是就从这里删去" if each.doubt else \
            "把先后换过来" if turned else "从这里删去"
        found = review.finding(
            CODE, NAME, each.breach, review.procedure.place(*each.at), _at(each), _message(review, each), hint,
            remove=None if turned else mended, reverse=mended if turned else None)
        if each.doubt:
            severity = "warning" if found.severity == "error" else found.severity
            found = replace(found, severity=severity, depends_on=(*found.depends_on, each.doubt))
        yield found


def _backwards(review: Review, each: Illegal) -> bool:
    """Whether a rule surely puts the earlier step after the later one: it is not only no prerequisite."""
    first, then = review.rule_step(each.later), each.earlier and review.rule_step(each.earlier)
    if first is None or not then or each.earlier is None:
        return False
    rules = [(index, review.judge.holds(index)) for index, one, other in review.run.frame.orders
             if (one, other) == (first.id, then.id)]
    breach = review.breach(rules, each.later, each.earlier,
                           assuming=both(review.takes_place(each.later), review.takes_place(each.earlier)))
    return breach is not None and breach.severity == "error"


def _at(each: Illegal) -> tuple[str, ...]:
    return (each.later.id, each.earlier.id) if each.earlier else (each.later.id,)


def _message(review: Review, each: Illegal) -> str:
    later = each.later.name
    if each.earlier is None:
        return f"不得要求先交“{each.material}”才办“{later}”"
    through = "" if each.direct else f"（{review.shown(each.path)}）"
    if each.closed:
        return f"“{each.earlier.name}”不在“{later}”允许的前提之列，不得要求先办"
    return f"不得要求先办完“{each.earlier.name}”才办“{later}”{through}"
