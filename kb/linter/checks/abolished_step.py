"""取消的环节还在办

查什么：文件里的环节，在它写明的情形下是不是已经取消。

为什么：取消的环节不再存在，任何人都不必办；继续要求办，就是把取消了的又加回来。

怎样才合规：删去这个环节；只对一部分用户取消的，用环节的 situation 或 when 写清对谁还保留。

不管什么：取消的期限还没到的，只作提示；文件没有说要取消的环节，不管。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.review import Review

CODE, NAME = "P102", "abolished-step"


def check(review: Review) -> Iterator[Finding]:
    """Steps that a rule abolishes."""
    for stated in review.procedure.steps:
        step = review.rule_step(stated)
        if step is None:
            continue
        rules = [(index, review.judge.holds(index))
                 for index, status in review.run.frame.statuses.get(step.id, ()) if status == "abolished"]
        breach = review.breach(rules, stated, assuming=stated.condition)
        if breach is None:
            continue
        sure = breach.severity == "error"
        yield review.finding(
            CODE, NAME, breach, review.procedure.step_place(stated), (stated.id,),
            f"“{stated.name}”已经取消，不应再列为环节" if sure else f"“{stated.name}”有取消的情形，文件没有区分",
            "删去这个环节" if sure else "写明本环节对谁还保留（环节的 situation 或 when）",
            remove=("steps", stated.index) if sure else None)
