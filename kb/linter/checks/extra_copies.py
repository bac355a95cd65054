"""份数要多了

查什么：规则给了份数的材料，或者只收一套材料的事项，文件写的份数（copies，或者名称里的“一式几份”）是不是更多。

为什么：一套材料在部门之间流转共用，多要的几份只是替部门复印。

怎样才合规：改成规则的份数；要留底的由窗口复制。

不管什么：没有写份数的不查；规则没有给份数、也没有写只收一套的不查；少于规则份数的不管。
"""

from collections.abc import Iterator

from kb.clauses.located import Step as Part
from kb.findings import Finding
from kb.linter.materials.bans import at, bans_of
from kb.linter.materials.demands import Demand
from kb.linter.materials.offences import demanded, removable
from kb.linter.review import Review
from kb.linter.wording import taken_apart

CODE, NAME = "P312", "extra-copies"


def check(review: Review) -> Iterator[Finding]:
    """More copies of a material than the rules ask for."""
    for demand in demanded(review):
        number = demand.material.copies
        if number is None or number < 2 or demand.part:
            continue
        allowed, indices = _allowed(review, demand)
        if not indices or number <= allowed:
            continue
        breach = review.breach([(index, review.judge.holds(index)) for index in indices], demand.stated,
                               assuming=demand.when)
        if breach is None:
            continue
        mended = _mended(review, demand, allowed)
        certain = breach.severity == "error" and demand.material.at not in removable(review)
        yield review.finding(
            CODE, NAME, breach, review.procedure.place_of(demand.material, "copies"), (demand.stated.id,),
            f"“{demand.name}”要{number}份，只能要{allowed}份", f"改成{allowed}份，要留底的由窗口复制",
            replace=mended if certain else None)


def _mended(review: Review, demand: Demand, allowed: int) -> tuple[tuple[Part, ...], object] | None:
    """Where the number stands, and what to write instead: one copy is what a name without a number says."""
    material, said = demand.material, taken_apart(demand.name)
    if review.procedure.states(material, "copies"):
        return (*material.at, "copies"), allowed
    if allowed != 1 or said.form or said.seal:
        return None
    where = (*material.at, "name") if review.procedure.states(material, "name") else material.at
    return where, said.core


def _allowed(review: Review, demand: Demand) -> tuple[int, list[int]]:
    """How many copies the rules ask for, and the rules that say so: those of the material before those of the set."""
    bans = bans_of(review.run)
    rows = [(index, number) for index, step, number in bans.copies.get(demand.named.id or "", ())
            if step in demand.steps and review.judge.live(index)]
    if rows:
        most = max(number for _, number in rows)
        return most, [index for index, number in rows if number == most]
    return 1, at(bans.kinds.get("extra-copies", ()), demand.steps)
