"""这种情形用不着的审批

查什么：文件里的审批是规则清单里有的，但在文件写明的情形下没有一条规则要求办它。

为什么：例如写明不占绿地，却列着占用绿地的审批。清单里的审批也只在各自的情形下才办。

怎样才合规：删去这个环节，或者改正 situation。

不管什么：只看审批，不看受理、勘查、验收这些环节；情形没有写明、可能要办的，不提示；文件没有规定办不办的，不提示。
只作提示，不算违规。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.review import Breach, Review

CODE, NAME = "P104", "unneeded-approval"


def check(review: Review) -> Iterator[Finding]:
    """Approvals that no rule calls for in the situation claimed."""
    for stated in review.procedure.steps:
        step, judge = review.rule_step(stated), review.judge_of(stated)
        if step is None or step.kind != "approval" or judge is None:
            continue
        effects = review.run.frame.statuses.get(step.id, ())
        calls = [index for index, status in effects if status == "required"]
        others = judge.any_of(index for index, status in effects if status != "required")
        if not calls or judge.of(judge.any_of(calls), stated.condition).truth != "never":
            continue
        ruling = judge.of(others, stated.condition)
        if ruling.truth == "never":
            breach = Breach("note", tuple(review.run.program.rules[index] for index in calls), ruling)
            yield review.finding(
                CODE, NAME, breach, review.procedure.step_place(stated), (stated.id,),
                f"照文件写明的情形，用不着办“{stated.name}”", "删去这个环节，或者改正 situation")
