"""重复的审查

查什么：规则只让审一次、或者不让再审的（如施工图联合审查、随土地出让的设计方案），文件是不是又列了一道审查：已经并入
的审查由别的部门另做，同一审查换一个部门再做一遍，或者换一个名称再审同样的东西。

为什么：同一份图纸、同一个方案审两遍，结论可能打架，申请人要多等一轮。

怎样才合规：删去多出来的审查；要听别的部门的意见，由主审部门在审查时一并征求。

不管什么：由主审单位自己做的分段（初审、复审）不算重复；已经取消的审查由 P102 报告，已经免去的由 P101 报告；并入的审
查写明由主审单位一起做的，由 P105 提示。没有写由谁审的、名称只是相近的，只作警告。法律要求另作的决定（如消防设计审核
决定）不是重复的审查。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.doubt import doubted
from kb.linter.repeated import repeated
from kb.linter.review import Review

CODE, NAME = "P106", "duplicate-review"


def check(review: Review) -> Iterator[Finding]:
    """Reviews that repeat one which the rules want alone."""
    for each in repeated(review):
        sure = each.breach.severity == "error" and not each.doubt
        same = review.matches[each.stated.id].step is each.of
        what = f"“{each.of.name}”只做一次" if same else f"“{each.stated.name}”同“{each.of.name}”重复"
        found = review.finding(
            CODE, NAME, each.breach, review.procedure.step_place(each.stated), (each.stated.id,),
            f"{what}，不得另行再审", "删去这个环节" if sure else "不是重复的审查，就写明由谁审、审什么；是就删去",
            remove=("steps", each.stated.index) if sure else None)
        if each.doubt:
            other = "由别的部门另审" if each.doubt.endswith("authority") else "审的是同样的东西"
            found = doubted(found, other, each.doubt)
        yield found
