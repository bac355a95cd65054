"""前面审过的材料又要

查什么：规则写明前置审批审过的材料不得重复要的事项，文件是不是要申请人交同一部门按规则在更早的环节已经收过的材料，或者
文件自己写明以前交过、审过的材料。

为什么：同一部门审过一遍的图纸、测绘和别的部门的证明，结论已经在它手里。

怎样才合规：删去这份材料，用前面审查的结果。

不管什么：只看勘验、测绘、设计图纸和别的部门出具的材料；文件自己两处都要的，由 P306 报告；更早的环节在这种情形下不办的，
不算审过。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.materials.offences import offences, told
from kb.linter.review import Review

CODE, NAME = "P307", "reviewed-material"


def check(review: Review) -> Iterator[Finding]:
    """Materials that the same authority has reviewed at an earlier step."""
    for each in offences(review, "reviewed"):
        where = f"“{each.suspicion.detail}”" if each.suspicion.detail else "前面"
        yield told(review, CODE, NAME, each, f"“{each.demand.name}”在{where}已经审过，不得再要",
                   "删去这份材料，用前面审查的结果")
