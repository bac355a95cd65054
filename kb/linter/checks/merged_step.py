"""已经并入别的环节的单独列了出来

查什么：规则把一个环节并入了另一个环节，文件还把它单独列成一个环节。

为什么：合并就是为了一次办完。单独列出，容易变成多跑一次、多算一段时间。

怎样才合规：把它写进所并入的环节；只是为了说明内容而分开写的，两处的时间加起来不能超过所并入环节的时限。

不管什么：只作提示；单独出一份结果、所并入的环节又要等它的，由别的部门另办、同所并入的环节一先一后的，或者文件里没有
所并入的环节的，才作警告。时间加起来超过
时限的，由 P401 报告；并入的审查由别的部门另做的，由 P106 报告。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.document import StatedStep
from kb.linter.doubt import doubted
from kb.linter.prerequisites import reach
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
            fired, name = review.run.program.rules[index], review.run.program.steps[into].name
            apart = not fired.pending and _apart(review, stated, into)
            if fired.rule.force in ("law", "promise") and (ruling.truth == "always" or (
                    apart and review.stated_as(into) and ruling.truth == "sometimes")):
                found = review.finding(
                    CODE, NAME, Breach("error" if apart else "note", (fired,), ruling),
                    review.procedure.step_place(stated), (stated.id,),
                    f"“{stated.name}”应同“{name}”一次办，不单独成一个环节", f"并入“{name}”")
                yield doubted(found, "两处不是同一次办的", f"{stated.id}.after") if apart else found


def _apart(review: Review, stated: StatedStep, into: str) -> bool:
    """Whether a merged step is one of its own: its result is waited for, or another authority does it apart."""
    owner = review.run.program.steps[into].authority
    if stated.result and any(reach(review, each, stated)[1] for each in review.stated_as(into)):
        return True
    if stated.authority in (None, owner, "applicant"):
        return False
    whole = review.stated_as(into)
    likely = any(name == into for match in review.matches.values() for name, _ in match.candidates)
    if any(each.authority == stated.authority for each in whole):
        return False
    return any(reach(review, stated, each)[1] or reach(review, each, stated)[1] for each in whole) or not (
        whole or likely)
