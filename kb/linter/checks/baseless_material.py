"""没有依据的材料

查什么：规则写明没有法律法规依据的材料不得要的事项，文件是不是要了自己写明没有依据（legal_basis 写 null、“无”，
或者只写内部规定、会议纪要）、也没有一条规则要它的材料；前置条件不得增加的环节，是不是拿要别人同意、证明的材料加了条件。

为什么：没有依据的材料，就是没有依据的门槛。

怎样才合规：删去这份材料；确有依据的，在 legal_basis 写明是哪一条。

不管什么：没有写 legal_basis 的，不等于没有依据：只有前置条件封闭的环节、又要别人同意或者证明的，作警告。规则库认得、
并且有规则要它的，不提。清单、指南以外的由 P301 报告。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.materials.offences import offences, told
from kb.linter.review import Review

CODE, NAME = "P310", "baseless-material"


def check(review: Review) -> Iterator[Finding]:
    """Materials without a legal basis."""
    for each in offences(review, "baseless"):
        said = "没有写依据" if each.demand.basis == "unsaid" else "没有法律法规依据"
        yield told(review, CODE, NAME, each, f"“{each.demand.name}”{said}，不得要申请人交",
                   "删去这份材料；有依据就写 legal_basis")
