"""免办的环节还在办

查什么：文件里的环节，在它写明的情形下是不是已经规定免办。

为什么：免办的审批或手续再要求办一次，等于没有免。

怎样才合规：免办的情形下删去这个环节；只有一部分情形免办的，用环节的 situation 或 when 写清什么情形才办。

不管什么：要由主管部门个案认定才免办、而文件没有写已经认定的，不算免办。还没到期限的改革只作提示。
法律本身划的范围（如限额以下的小工程不办施工许可），文件没有照抄的，只作提示。
规则里找不到的环节不在这里查。
"""

from collections.abc import Iterator
from dataclasses import replace

from kb.findings import Finding
from kb.linter.review import Review

CODE, NAME = "P101", "waived-approval"


def check(review: Review) -> Iterator[Finding]:
    """Steps that a rule waives."""
    for stated in review.procedure.steps:
        step = review.rule_step(stated)
        if step is None:
            continue
        rules = [(index, review.judge.holds(index))
                 for index, status in review.run.frame.statuses.get(step.id, ()) if status == "waived"]
        breach = review.breach(rules, stated, assuming=stated.condition)
        if breach is None:
            continue
        sure, message = breach.severity == "error", f"“{stated.name}”有免予办理的情形，文件没有区分"
        if breach.severity == "warning" and all(each.rule.force == "law" for each in breach.rules):
            message = f"{breach.ruling.words}时，法律规定不用办“{stated.name}”，文件没有写明"
            told = replace(breach.ruling, words="")  # how far the law itself reaches need not be said again
            breach = replace(breach, severity="note", ruling=told)
        yield review.finding(
            CODE, NAME, breach, review.procedure.step_place(stated), (stated.id,),
            f"“{stated.name}”免予办理，不应再列为环节" if sure else message,
            "删去这个环节" if sure else "写明本环节在什么情形下才办（环节的 situation 或 when）",
            remove=("steps", stated.index) if sure else None)
