"""互为前置

查什么：几个环节是不是互相等对方先办完，绕成一圈。

为什么：绕成一圈，谁也没法先办，申请人两头跑。

怎样才合规：去掉圈里的一个前置，或者让其中几个环节同时办。

不管什么：不管哪个前置该去掉。文件里有圈的，各段总时间算不出来，P402 不再比较。
"""

from collections.abc import Iterator

from kb.findings import Finding, KbError
from kb.linter.review import Review
from kb.schedule.network import Activity, plan

CODE, NAME = "P202", "circular-prerequisite"


def check(review: Review) -> Iterator[Finding]:
    """Steps that wait for each other."""
    steps = review.procedure.steps
    try:
        plan(Activity(each.id, 0, tuple((name,) for name in each.after), each.issue_after) for each in steps)
    except KbError as error:
        for circle in error.findings:
            path = review.shown((*circle.at, circle.at[0]))
            first = review.steps[circle.at[0]]
            key = "after" if circle.at[-1] in first.after else "issue_after"
            where = review.procedure.waiting(first, circle.at[-1], key)
            yield Finding(CODE, NAME, "error", review.procedure.place(*where), f"互为前置，谁也没法先办：{path}",
                          "箭头从先办的指向后办的；去掉其中一个前置", "绕成一圈的前置谁也满足不了", circle.at)
