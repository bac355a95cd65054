"""可以后补的材料要先交齐

查什么：规则写明可以先受理、以后再补的材料，文件是不是列作受理时必交，又没有写可以容缺（accepts_with）。

为什么：可以后补的材料也要先交齐，容缺受理就没有了。

怎样才合规：在环节的 accepts_with 写上这份材料，或者在材料的 note 写明可以后补，或者写 required 为 false。

不管什么：文件没有写不交就不受理，所以只作警告；写了容缺、承诺后补的不提；还没到期限的改革只作提示；要看未知情况才能后补的，
只作提示；要由主管部门同意才能后补的，不提。
"""

from collections.abc import Iterator
from dataclasses import replace

from kb.findings import Finding
from kb.linter.doubt import doubted
from kb.linter.materials.bans import at, bans_of
from kb.linter.materials.demands import Demand
from kb.linter.materials.offences import demanded, offending
from kb.linter.materials.words import catch_all, follows
from kb.linter.names import folded
from kb.linter.review import Breach, Review

CODE, NAME = "P313", "deferrable-material"


def check(review: Review) -> Iterator[Finding]:
    """Materials demanded up front that may follow later."""
    bans = bans_of(review.run).later
    for demand in demanded(review) if bans else ():
        indices = at(bans.get(demand.named.id or "", ()), demand.steps)
        if not indices or demand.material.at in offending(review) or _may_follow(review, demand):
            continue
        breach = review.breach([(index, review.judge.holds(index)) for index in indices], demand.stated,
                               assuming=demand.when)
        if breach is None or _granted(review, breach):
            continue
        found = review.finding(
            CODE, NAME, breach, review.procedure.place_of(demand.material, "name"), (demand.stated.id,),
            f"“{demand.name}”可以以后补交，文件列作先交", "在 accepts_with 写上这份材料可以后补")
        found = replace(found, severity=found.severity if found.severity == "error" else "note")
        yield doubted(found, "不交就不受理", f"{demand.stated.id}.accepts_with")


def _granted(review: Review, breach: Breach) -> bool:
    """Whether it may follow only where an authority agrees, which nobody says that it does."""
    facts = review.run.program.facts
    return any(name in facts and facts[name].discretion for name in breach.ruling.depends_on)


def _may_follow(review: Review, demand: Demand) -> bool:
    """Whether the document lets the material follow later, at its step or where the same application is received."""
    if follows(demand.material.note, demand.name):
        return True
    known = demand.known
    names = {folded(each) for each in (demand.name, demand.material.core,
                                       *((known.name, *known.aliases) if known is not None else ()))}
    here = [each for each in review.procedure.steps if each.id == demand.stated.id
            or ((step := review.rule_step(each)) is not None and step.id in demand.steps)]
    return any(folded(later.name) in names or follows(later.name) or catch_all(later.name)
               for each in here for later in each.accepts_with)
