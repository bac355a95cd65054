"""任选一样的材料样样都要

查什么：规则写明几样材料交一样就行，文件是不是把其中两样以上都列作必交。

为什么：有一样就够了，样样都要，就把给申请人的方便收回去了。

怎样才合规：给这几样写上同一个 any_of，申请人交一样就行；或者只留一样。

不管什么：写了同一个 any_of 的不提；文件没有写明两样都要交，所以只作警告；规则在别处另外要求交的，不算。
"""

from collections.abc import Iterator
from dataclasses import replace

from kb.clauses.tree import Node, both, negate
from kb.findings import Finding
from kb.linter.materials.bans import bans_of
from kb.linter.materials.demands import Demand
from kb.linter.materials.offences import demanded, offending
from kb.linter.review import Review

CODE, NAME = "P314", "alternatives-all"


def check(review: Review) -> Iterator[Finding]:
    """Two materials demanded at one step of which the rules ask for one; the later one is told."""
    groups = bans_of(review.run).groups
    wanted = [each for each in demanded(review) if each.material.at not in offending(review)] if groups else []
    for number, demand in enumerate(wanted):
        for other in wanted[:number]:
            if demand.stated is not other.stated or demand.named.id == other.named.id or _chosen(demand, other):
                continue
            breach = review.breach(_rules(review, demand, other), demand.stated, assuming=demand.when)
            if breach is None:
                continue
            found = review.finding(
                CODE, NAME, breach, review.procedure.place_of(demand.material, "name"), (demand.stated.id,),
                f"“{other.name}”和“{demand.name}”交一样就行，文件两样都列作必交（如果两样都要交）",
                "给这两样写上同一个 any_of")
            yield replace(found, severity="warning" if found.severity == "error" else found.severity,
                          depends_on=(*found.depends_on, f"{demand.stated.id}.materials.any_of"))
            break


def _chosen(one: Demand, other: Demand) -> bool:
    return bool(one.material.any_of) and one.material.any_of == other.material.any_of


def _rules(review: Review, one: Demand, other: Demand) -> list[tuple[int, Node]]:
    """The rules by which one of the two is enough, where no rule asks for either of them by itself."""
    bans, found = bans_of(review.run), []
    for (step, _), members in bans.groups.items():
        mine = [index for index, material in members if material == one.named.id]
        theirs = [index for index, material in members if material == other.named.id]
        if step not in one.steps or not mine or not theirs:
            continue
        alone = review.judge.any_of(
            index for each in (one, other) for index, _ in bans.called.get(each.named.id or "", ())
            if index not in {rule for rule, _ in members})
        enough = both(both(review.judge.any_of(mine), review.judge.any_of(theirs)), negate(alone))
        found += [(index, enough) for index in mine]
    return found
