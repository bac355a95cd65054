"""清单、指南以外的材料

查什么：规则把材料列成封闭清单，或者规定只按公开的办事指南收材料的事项，文件是不是要了没有一条规则要它的材料。

为什么：指南以外的材料一律不得要；多要一份，申请人就多跑一趟，“奇葩证明”就是这样来的。

怎样才合规：删去这份材料；确有依据的，在 legal_basis 写明依据；其实是规则库里的材料，用 is 写明。

不管什么：申请表、身份证明、委托书这类每件申请都有的，不提；写明了依据的，不提；名称同规则要的材料相近的，由 P611 提示。
公开的指南列了什么，规则库不知道，所以除封闭清单以外只作警告；看不出要别人证明、同意什么的，只作提示。
由申请人以外的单位提供的、由部门查询核验的、写明不是必交的，不当作向申请人要。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.materials.offences import offences, told
from kb.linter.review import Review

CODE, NAME = "P301", "unlisted-material"


def check(review: Review) -> Iterator[Finding]:
    """Materials outside a closed list, or perhaps outside the published guide."""
    for each in offences(review, "unlisted"):
        yield told(review, CODE, NAME, each, f"没有一条规则要“{each.demand.name}”",
                   "删去这份材料；有依据就写 legal_basis")
