"""不能后补的材料准许后补

查什么：文件写进可后补材料（accepts_with）的，规则是不是允许后补：规则要求这个环节交、又没有规定可以后补的，或者后补的
条件不具备的。

为什么：缺了必需的材料先受理，后面办不下去；对别的申请人也不公平。

怎样才合规：从 accepts_with 里去掉；要按条件容缺的，在情况里写明条件都具备。

不管什么：规则没有要求交的材料，准不准后补由部门定；规则没有说缺了就不受理、也没有说可以后补的，只作提示；
哪些是要件由主管部门定的，只作警告。部门本来就要自己取得的材料不管。
"""

from collections.abc import Iterator
from dataclasses import replace

from kb.findings import Finding
from kb.linter.deferral import Excused, unfounded
from kb.linter.review import Review

CODE, NAME = "P705", "deferral-without-ground"
SAID = {"conditions": "后补的条件不具备", "all": "规则要求材料齐全才受理", "essentials": "规则要求要件齐全才受理",
        "silent": "规则要求在这个环节交，没有规定可以后补"}


def check(review: Review) -> Iterator[Finding]:
    """Materials that may follow later without ground."""
    for each in unfounded(review):
        found = review.finding(
            CODE, NAME, each.breach, review.procedure.place_of(each.later, "name"), (each.stated.id,),
            f"“{each.later.name}”写成可以后补；{SAID[each.ground]}", "从 accepts_with 里去掉",
            remove=each.later.at if each.breach.severity == "error" and each.ground in ("conditions", "all") else None)
        yield _softened(each, found)


def _softened(each: Excused, found: Finding) -> Finding:
    if each.ground == "silent":
        return replace(found, severity="note", hint="请办理部门说明后补的依据；没有依据的从 accepts_with 里去掉")
    if each.ground == "essentials" and found.severity == "error":
        return replace(found, severity="warning", depends_on=tuple(sorted({*found.depends_on, *each.facts})),
                       message=f"{found.message}。违规，当这份材料是要件时")
    return found
