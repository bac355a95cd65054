"""部门自己能取得的材料

查什么：规则写明由办理机关自己取得的材料，文件是不是还要申请人交：点了名的，或者能从别的部门共享取得的。

为什么：信息多跑路，申请人才能少跑腿；查得到的还要申请人交，共享就落空了。

怎样才合规：删去这份材料，或者写明由部门查询核验（from 写部门，或者 form、note 写“内部核验”“共享查询”）。

不管什么：能不能共享，按规则库里材料的 shared 认定，没有写能共享的不算；写明由部门查询核验的、用电子证照的，不算向
申请人要；来源写了别的部门、要的却是原件或者复印件的，算。法律列了这份材料的，部门仍要依法审查，只是自己去取。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.materials.offences import offences, told
from kb.linter.review import Review

CODE, NAME = "P304", "obtainable-material"


def check(review: Review) -> Iterator[Finding]:
    """Materials that the authority gets itself."""
    for each in offences(review, "obtainable"):
        yield told(review, CODE, NAME, each, f"“{each.demand.name}”由办理机关自己取得，不得要申请人交",
                   "删去这份材料，或者写明由部门查询核验")
