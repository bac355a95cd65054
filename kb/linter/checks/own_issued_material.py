"""本部门自己发的材料

查什么：规则写明部门自己核发的证照、批文不得再要的事项，文件是不是要申请人交办理这个环节的部门自己发过的材料。

为什么：自己发的，自己有底；让申请人再拿来，是叫申请人替部门查档案。

怎样才合规：删去这份材料，由部门自己查档；或者写明由部门内部核验。

不管什么：没有写由谁办、也认不出是哪个环节的，不查。前面的环节刚发的，由 P305 报告。没有这条规则的事项不查。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.materials.offences import offences, told
from kb.linter.review import Review

CODE, NAME = "P303", "own-issued-material"


def check(review: Review) -> Iterator[Finding]:
    """Materials that the asking authority has issued itself."""
    for each in offences(review, "own"):
        yield told(review, CODE, NAME, each, f"“{each.demand.name}”是{each.suspicion.detail}自己核发的，不得再要",
                   "删去这份材料，由部门自己查档")
