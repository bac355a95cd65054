"""变相审批的免办证明

查什么：规则已经写明免办、取消的审批或手续，文件是不是另要一道“免办确认”、一份“免办证明”“豁免函”。

为什么：要证明不用办，还得去原来的部门走一趟、等一份文书，等于没有免，只是换了一个名称。

怎样才合规：删去这个环节或这份材料；符不符合免办的条件，由受理的部门对照规则自己看。

不管什么：规则写明要由主管部门个案认定才免办的，去办认定是应当的，不查。看不出说的是哪个环节的，只有一个环节可能免办
时作警告，其余不提。只是说明免办、不要人去办的环节（告知、送达）不算；不必交的材料不算。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.doubt import doubted
from kb.linter.exemptions import disguised
from kb.linter.review import Review

CODE, NAME = "P107", "disguised-exemption"


def check(review: Review) -> Iterator[Finding]:
    """Proofs of an exemption that the rules give by themselves."""
    for each in disguised(review):
        sure = each.breach.severity == "error" and not each.doubt
        what = f"不得再要“{each.material}”" if each.material else f"不得再办“{each.stated.name}”"
        path = each.at[:-1] if each.material else each.stated.at
        found = review.finding(
            CODE, NAME, each.breach, review.procedure.place(*each.at), (each.stated.id,),
            f"“{each.exempt.name}”规则已经免去，{what}来证明", "删去它；符不符合免办的条件，由受理的部门自己看",
            remove=path if sure else None)
        if each.doubt:
            found = doubted(found, f"说的是“{each.exempt.name}”", each.doubt)
        yield found
