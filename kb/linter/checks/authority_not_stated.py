"""没有写由谁办

查什么：环节没有写办理部门（authority），从文件的部门（department）也推不出来。

为什么：不知道找谁，就没有办法办，也没有办法追究超时。

怎样才合规：写明每个环节由哪个部门、单位或者申请人办；都由一个部门办的，写明文件的部门。

不管什么：只作提示，整份文件合成一条。文件写了部门、规则里又是这个部门的环节，或者规则里没有的环节，当作由它办，不提。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.quality import Said, together
from kb.linter.review import Review

CODE, NAME = "P644", "authority-not-stated"


def check(review: Review) -> Iterator[Finding]:
    """Steps of which nobody can tell who does them; one finding for all of them."""
    procedure, found = review.procedure, []
    for stated in procedure.steps:
        step = review.rule_step(stated)
        own = bool(procedure.department) and (step is None or procedure.department_id in (None, step.authority))
        if not stated.authority_text and not own:
            found.append(Said(stated.name, procedure.step_place(stated), stated.id))
    if found:
        more = f"，文件的部门是“{procedure.department}”" if procedure.department else ""
        yield together(CODE, NAME, "note", found, f"{{names}}没有写由谁办{more}", "写上 authority")
