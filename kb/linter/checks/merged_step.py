"""已经并入别的环节的单独列了出来

查什么：规则把一个环节并入了另一个环节，文件还把它单独列成一个环节。

为什么：合并就是为了一次办完。单独列出，容易变成多跑一次、多算一段时间。

怎样才合规：把它写进所并入的环节；只是为了说明内容而分开写的，两处的时间加起来不能超过所并入环节的时限。

不管什么：只作提示；时间加起来超过时限的，由 P401 报告；并入的审查由别的部门另做的，由 P106 报告。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.repeated import repeated
from kb.linter.review import Breach, Review

CODE, NAME = "P105", "merged-step"


def check(review: Review) -> Iterator[Finding]:
    """Steps that are done within another one."""
    told = {each.stated.id for each in repeated(review)}
    for stated in review.procedure.steps:
        if stated.id in told:
            continue
        step, judge = review.rule_step(stated), review.judge_of(stated)
        if step is None or judge is None:
            continue
        for index, into in review.run.frame.into.get(step.id, ()):
            ruling = judge.of(judge.holds(index), stated.condition)
            if ruling.truth == "always" and review.run.program.rules[index].rule.force in ("law", "promise"):
                breach = Breach("note", (review.run.program.rules[index],), ruling)
                yield review.finding(
                    CODE, NAME, breach, review.procedure.step_place(stated), (stated.id,),
                    f"“{stated.name}”应同“{review.run.program.steps[into].name}”一次办，不单独成一个环节",
                    f"并入“{review.run.program.steps[into].name}”")
