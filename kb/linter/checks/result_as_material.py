"""别的环节的结果当材料要

查什么：文件是不是把同一条流程里别的环节的结果，又当作材料要申请人交：前面的环节刚发的、部门自己取得到的；或者规则不让那个
环节排在前面，文件却要先交它的结果。

为什么：流程里发出来的，流程里就能传下去；要先交别的环节的结果，等于把那个环节变成了前置条件。

怎样才合规：删去这份材料，由部门内部传递；并联的环节各办各的。

不管什么：法律法规要求在这个环节提交、又没有规则让部门自己取的，不算。行政机关之间的证照、批文，规则库没有写能共享的，
只作警告。没有规则要部门自己取的事项不查。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.materials.offences import offences, told
from kb.linter.review import Review

CODE, NAME = "P305", "result-as-material"


def check(review: Review) -> Iterator[Finding]:
    """Results of other steps that are asked for as materials."""
    for each in offences(review, "result"):
        name, other, step = each.demand.name, each.suspicion.other, each.demand.stated.name
        if other is not None:
            message, hint = f"“{name}”是前面“{other.name}”的结果，不得再要申请人交", "删去这份材料，由部门内部传递"
        else:
            message = f"要先交“{each.suspicion.detail}”的结果“{name}”才办“{step}”，等于增加了前置条件"
            hint = "删去这份材料"
        yield told(review, CODE, NAME, each, message, hint)
