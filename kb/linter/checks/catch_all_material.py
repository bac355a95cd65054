"""用“其他材料”兜底

查什么：规则要求材料一次说清、按指南收的事项，文件是不是写了“其他材料”“相关证明”“……等材料”这类没有写明是什么的材料。

为什么：兜底的一句话，窗口可以随时往里加东西；申请人也不知道到底要带什么。

怎样才合规：删去这一条，或者一样一样写明。

不管什么：没有要求一次说清、也没有按指南收的事项不查；写明不是必交的不查；规则库里有的材料不算兜底。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.materials.bans import at, bans_of
from kb.linter.materials.offences import demanded
from kb.linter.materials.words import catch_all
from kb.linter.review import Review

CODE, NAME = "P311", "catch-all-material"


def check(review: Review) -> Iterator[Finding]:
    """Materials that are no more than something else."""
    bans = bans_of(review.run)
    kinds = [*bans.kinds.get("open-ended", ()), *bans.kinds.get("unlisted", ())]
    for demand in demanded(review):
        if demand.known is not None or not catch_all(demand.name):
            continue
        closed = [index for index, _, steps in bans.closed if not steps or not demand.steps.isdisjoint(steps)]
        rules = [(index, review.judge.holds(index)) for index in (*at(kinds, demand.steps), *closed)]
        breach = review.breach(rules, demand.stated, assuming=demand.when)
        if breach is not None:
            yield review.finding(
                CODE, NAME, breach, review.procedure.place_of(demand.material, "name"), (demand.stated.id,),
                f"“{demand.name}”没有写明是什么材料，不得这样兜底", "删去，或者一样一样写明",
                remove=demand.material.at if breach.severity == "error" else None)
