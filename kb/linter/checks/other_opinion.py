"""拿别的部门的意见作前提

查什么：规则不让随意拿别的部门的审批意见作前提的事项，文件是不是要申请人先拿来别的部门的意见、批文、证明，而没有一条规则要它。

为什么：部门之间的意见应当由部门去征求；让申请人去跑，就是串联审批。

怎样才合规：删去它，由部门内部征求意见；确有法律法规依据的，在 legal_basis 写明。

不管什么：写明了依据的不提；没有写依据的只作警告，写明没有依据的才作错误；规则库认得的材料有规则要它的，不提。名称里看不出是
哪个部门的，不查。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.materials.offences import offences, told
from kb.linter.review import Review

CODE, NAME = "P309", "other-authority-opinion"


def check(review: Review) -> Iterator[Finding]:
    """Another authority's opinion that no rule calls for."""
    for each in offences(review, "opinion"):
        yield told(review, CODE, NAME, each,
                   f"“{each.demand.name}”是{each.suspicion.detail}的意见，不得随意要申请人先取得",
                   "删去它，由部门内部征求；有依据就写 legal_basis")
