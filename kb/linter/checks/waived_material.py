"""免交或者不得要的材料

查什么：规则点名免交、点名不得要的材料，文件是不是还在要；免办或者取消了的环节的结果，文件是不是还当材料要。

为什么：环节取消了，它的批文就没有人发；再要这份批文，等于取消不算数。

怎样才合规：删去这份材料；只有一部分情形免交的，用环节的 situation 或 when 写清什么情形才要。

不管什么：名称相近但没有认准的材料，由 P611 提示；缴费凭证这类不得作前提的材料，由 P201 报告；还没到期限的改革只作提示。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.materials.offences import offences, told
from kb.linter.review import Review

CODE, NAME = "P308", "waived-material"


def check(review: Review) -> Iterator[Finding]:
    """Materials that are waived or forbidden by name, or that a waived or abolished step would issue."""
    for each in offences(review, "waived"):
        sure, name, gone = each.breach.ruling.truth == "always", each.demand.name, each.suspicion.detail
        if gone:
            message = f"{gone}已经免办或者取消，不得再要它的结果“{name}”"
        else:
            message = f"不得要申请人交“{name}”" if sure else f"“{name}”有不得要的情形，文件没有区分"
        yield told(review, CODE, NAME, each, message,
                   "删去这份材料" if sure else "写明什么情形才要（环节的 situation 或 when）")
