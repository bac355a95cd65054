"""拿别的部门的意见作前置

查什么：规则写明没有依据不得拿其他部门的审批意见作前置的，文件是不是让一个环节先等别的部门出意见、会签、同意；那个部
门的这一步规则里没有，也没有写依据。

为什么：意见应当由主办部门在办理中征求；让申请人先去要来，就是多了一道没有依据的前置。

怎样才合规：删去这个等待，改由主办部门征求意见；确有依据的，在那一步的 legal_basis 里写明。

不管什么：规则里有的环节，先后由 P201、P501、P502 看；同一部门自己的审查不算；写明了依据的不查；没有写依据的只作警告。
材料一栏里要的意见由别的检查看；那一步本身就是没有依据的事项的，由 P110 报告；前提列成封闭清单的，由 P201 报告。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.basis import opinions
from kb.linter.doubt import doubted
from kb.linter.review import Review
from kb.linter.waiting import waiting_place

CODE, NAME = "P203", "other-department-opinion"


def check(review: Review) -> Iterator[Finding]:
    """Opinions of other departments that a step waits for without a legal basis."""
    for later, earlier, breach, basis in opinions(review):
        where = waiting_place(review, later, earlier.id)
        sure = breach.severity == "error" and basis != "unsaid"
        found = review.finding(
            CODE, NAME, breach, review.procedure.place(*where), (later.id, earlier.id),
            f"没有依据，不得要求先有{earlier.authority_text}的“{earlier.name}”才办“{later.name}”",
            "删去这个等待，由主办部门自己征求意见", remove=where if sure else None)
        if basis == "unsaid":
            found = doubted(found, "它没有法律、法规等依据", f"{earlier.id}.legal_basis")
        yield found
