"""超出范围的审查

查什么：规则限定了审查范围的（如方案审查只看几样、登记只作形式审查），文件是不是审了范围以外的东西：环节的名称或备注
写了这样的做法，审查以前另加了一道实地核查，或者在这个环节就要后一道审查才看的图纸、资料。

为什么：范围以外的东西由后面的审查去看；提前看，等于同样的东西审两遍，申请人也要提前备齐。

怎样才合规：删去范围以外的审查和材料，只审规则列明的内容。

不管什么：规则没有限定范围的审查不查。认不出是哪一份的材料，只凭名称判断的，只作警告。不必交的材料不算。文件“其他做
法”一栏里写的，由别的检查看。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.doubt import doubted
from kb.linter.review import Review
from kb.linter.scope import Beyond, beyond

CODE, NAME = "P109", "review-beyond-scope"


def check(review: Review) -> Iterator[Finding]:
    """Reviews that look at more than they may."""
    for each in beyond(review):
        added = not each.by and review.rule_step(each.stated) is None
        sure = each.breach.severity == "error" and not each.doubt and (added or bool(each.by))
        path = each.stated.at if added else each.at[:-1]
        hint = "删去这份材料" if each.by else "删去这个环节" if added else "删去范围以外的审查"
        found = review.finding(
            CODE, NAME, each.breach, review.procedure.place(*each.at), (each.stated.id,), _message(review, each),
            hint, remove=path if sure else None)
        if each.doubt:
            found = doubted(found, "它确是范围以外的审查", each.doubt)
        yield found


def _message(review: Review, each: Beyond) -> str:
    of = review.run.program.steps[each.step].name
    if not each.by:
        return f"“{each.stated.name}”超出了“{of}”的审查范围（{each.practice}）"
    if each.belongs:
        return f"“{each.by}”归“{review.run.program.steps[each.belongs].name}”看，“{of}”不得要、不得审"
    return f"“{each.by}”看来不在“{of}”的审查范围以内"
