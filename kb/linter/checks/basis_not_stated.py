"""审批没有写依据

查什么：文件写了环节的依据（legal_basis）这一栏，审批环节的这一栏却是空的。

为什么：审批要有依据才能设；同一张表里有的写、有的不写，看的人不知道是漏了还是没有。

怎样才合规：写上设定这项审批的法律、法规条款；没有依据的，不应当列。

不管什么：只作提示，整份文件合成一条。整份文件都没有依据这一栏的不提；不是审批的环节不提；材料和收费的依据由别的检查管。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.quality import Said, together
from kb.linter.review import Review

CODE, NAME = "P645", "basis-not-stated"


def check(review: Review) -> Iterator[Finding]:
    """Approvals without a basis in a document that names the basis of steps; one finding for all of them."""
    procedure = review.procedure
    if not any(procedure.states(each, "legal_basis") for each in procedure.steps):
        return
    found = []
    for stated in procedure.steps:
        step = review.rule_step(stated)
        kind = stated.kind or (step.kind if step else None)
        if kind == "approval" and not (stated.legal_basis or "").strip():
            found.append(Said(stated.name, procedure.step_place(stated, "legal_basis"), stated.id))
    if found:
        yield together(CODE, NAME, "note", found, "{names}没有写依据", "写上设定这项审批的条款")
