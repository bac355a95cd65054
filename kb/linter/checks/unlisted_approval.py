"""清单以外的审批

查什么：规则把行政审批列成一张封闭清单的事项，文件是不是在清单以外又加了审批。没有写 kind 的环节，名称里有审批、许可、
核准这类词，并且由政府部门办的，当作审批。

为什么：清单写明不得增加。多一项审批，申请人就多跑一个部门、多等一段时间。

怎样才合规：删去清单以外的审批；其实是清单里的某一项、只是叫法不同的，用 is 写明是哪一项；不是行政审批的，用 kind写
明性质。

不管什么：没有封闭清单的事项不查。由企业或申请人自己办的环节，没有写明是审批的，不当作审批。名称同清单里某一项相近，
或者没有写由谁办的，只作警告。要求办免办证明的，由 P107 报告。
"""

from collections.abc import Iterator
from dataclasses import replace

from kb.findings import Finding
from kb.linter.approvals import unlisted
from kb.linter.exemptions import disguised
from kb.linter.review import Review

CODE, NAME = "P103", "unlisted-approval"


def check(review: Review) -> Iterator[Finding]:
    """Approvals outside a closed list."""
    steps = review.run.program.steps
    proofs = {each.stated.id for each in disguised(review) if not each.material}
    for each in unlisted(review):
        stated = each.stated
        if stated.id in proofs:
            continue
        members = "、".join(steps[name].name for name in each.members)
        sure = each.breach.severity == "error" and not each.doubt
        message, hint = f"“{stated.name}”不在行政审批清单里，不得增加", f"删去这个环节；清单只有：{members}"
        if each.candidates:
            names = "、".join(f"“{steps[name].name}”" for name in each.candidates)
            message = f"“{stated.name}”在行政审批清单里对不上；不是{names}的另一种叫法，就是增加的审批"
            hint = f"是同一项就写 `is: {each.candidates[0]}`，不是就删去"
        elif each.doubt:
            message = f"“{stated.name}”不在行政审批清单里；如果由政府部门办，就是增加的审批"
            hint = "写明由谁办（authority）和性质（kind）；是行政审批就删去"
        found = review.finding(CODE, NAME, each.breach, review.procedure.step_place(stated), (stated.id,),
                               message, hint, remove=("steps", stated.index) if sure else None)
        if each.doubt:
            severity = "warning" if found.severity == "error" else found.severity
            found = replace(found, severity=severity, depends_on=(*found.depends_on, each.doubt))
        yield found
