"""同一份材料要了两次

查什么：规则写明材料只交一次、内部流转的事项，或者前面审过的不得再要的事项，文件是不是在两个环节要同一份材料，
或者自己写明是以前交过的。

为什么：一窗受理就是一套材料大家用；再要一次，一窗就成了几窗。

怎样才合规：只在最先的环节要，后面的环节由部门内部流转。

不管什么：申请人提交和窗口接收是同一次，不算两次；两个环节不会在同一种情形下都办的，不算。规则只说审过的不得再要的，只看
同一部门前后两个环节，并且是勘验、测绘、设计图纸或者别的部门出具的材料。没有写 is、也对不上规则库的材料，
名称一样才算同一份。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.materials.offences import offences, told
from kb.linter.review import Review

CODE, NAME = "P306", "material-twice"


def check(review: Review) -> Iterator[Finding]:
    """Materials asked for at two steps; the later one is told."""
    for each in offences(review, "repeated"):
        other = each.suspicion.other
        where = f"“{other.name}”" if other is not None else "前面"
        yield told(review, CODE, NAME, each, f"“{each.demand.name}”在{where}已经交过，不得再要",
                   "从这里删去，由部门内部流转")
