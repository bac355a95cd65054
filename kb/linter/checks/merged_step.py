"""已经并入别的环节的单独列了出来

查什么：规则把一个环节并入了另一个环节，文件还把它单独列成一个环节。

为什么：合并就是为了一次办完。单独列出，容易变成多跑一次、多算一段时间。

怎样才合规：把它写进所并入的环节；只是为了说明内容而分开写的，两处的时间加起来不能超过所并入环节的时限。

不管什么：同所并入的环节、或者同并入它的别的环节一先一后的，不是一次办，才算违规；同时办的只作提示；由别的部门办、文
件里又没有所并入的环节的，作警告。法律要求先做完才能继续的（如规划核实），排在前面不算。时间加起来超过时限的，由
P401 报告；并入的审查由别的部门另做的，由 P106 报告。
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from kb.clauses.tree import conjunction
from kb.findings import Finding
from kb.linter.document import StatedStep
from kb.linter.doubt import doubted
from kb.linter.forbidden import about, live_bans
from kb.linter.prerequisites import reach
from kb.linter.repeated import family, repeated
from kb.linter.review import Review

CODE, NAME = "P105", "merged-step"


def check(review: Review) -> Iterator[Finding]:
    """Steps that are done within another one."""
    told = {each.stated.id for each in repeated(review)}
    for stated in review.procedure.steps:
        step = review.rule_step(stated)
        if step is None or stated.id in told:
            continue
        for index, into in review.run.frame.into.get(step.id, ()):
            apart = _apart(review, stated, into)
            beside = review.stated_as(into) if apart == "serial" else ()  # the document has the whole take place too
            breach = review.breach([(index, review.judge.holds(index))], stated,
                                   assuming=conjunction([stated.condition, *map(review.takes_place, beside)]))
            if breach is None:
                continue
            if apart != "serial" and breach.ruling.truth == "always" and (apart != "alone" or breach.planned):
                breach = replace(breach, severity="note")
            elif apart != "serial" and breach.ruling.truth != "always":
                continue
            name = review.run.program.steps[into].name
            found = review.finding(
                CODE, NAME, breach, review.procedure.step_place(stated), (stated.id,),
                f"“{stated.name}”应同“{name}”一次办，不单独成一个环节", f"并入“{name}”")
            yield doubted(found, f"没有同“{name}”一次办", f"{stated.id}.after") if apart == "alone" else found


def _apart(review: Review, stated: StatedStep, into: str) -> Literal["serial", "alone", ""]:
    """How a document does a merged step apart: before or after the whole or another part of it, or without it."""
    whole, step = review.stated_as(into), review.rule_step(stated)
    parts = [each for name in family(review.run, into) for each in review.stated_as(name) if each is not stated]
    if step is not None and any(reach(review, stated, each)[1] or reach(review, each, stated)[1] for each in parts):
        first = any(about(ban) == step.id for ban in live_bans(review))  # a law lets nothing go on before it
        return "" if first and whole and not any(reach(review, stated, each)[1] for each in parts) else "serial"
    owner = review.run.program.steps[into].authority
    likely = any(name == into for match in review.matches.values() for name, _ in match.candidates)
    return "alone" if stated.authority not in (None, owner, "applicant") and not whole and not likely else ""
