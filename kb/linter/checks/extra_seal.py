"""多盖的章

查什么：规则写明审批局一枚印章就有效的许可，文件在环节或者材料上是不是还要原来主管部门的章。环节写明由审批局办的，就
是已经划转了。

为什么：许可划转就是为了只盖一枚章；再要原部门盖章，等于又批了一次，申请人还要多跑一处。

怎样才合规：删去原部门的章，只留审批局的。

不管什么：只看审批环节。申请人自己的章、审批局的章不管；环节写明仍由原部门办、又没有写已经划转的，盖它自己的章是应当
的。没有写由谁办的、要的是“原主管部门”的章的，看许可划转了没有，只作警告；盖章的单位认不准、看不出是不是原来的主管部
门的，也只作警告。规则要求部门盖章确认的缴费、预算不在这里查。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.doubt import doubted
from kb.linter.review import Review
from kb.linter.seals import extra

CODE, NAME = "P108", "extra-seal"


def check(review: Review) -> Iterator[Finding]:
    """Seals beside the one that is enough."""
    for each in extra(review):
        enough = review.knowledge.authorities[each.enough].name
        where = f"“{each.seal.material}”上" if each.seal.material else f"办“{each.stated.name}”"
        sure = each.breach.severity == "error" and not each.doubt and each.seal.listed
        found = review.finding(
            CODE, NAME, each.breach, review.procedure.place(*each.seal.at), (each.stated.id,),
            f"{where}不得再要“{each.seal.by_text}”的章，{enough}的印章就够", "删去这枚章",
            remove=each.seal.at if sure else None)
        if each.doubt:
            found = doubted(found, f"“{each.seal.by_text}”是原来的主管部门", each.doubt)
        yield found
