"""要得太早的材料

查什么：规则只在后面的环节才要的材料，文件是不是在前面的环节就要。

为什么：那时候材料往往还做不出来，或者规则已经把它挪到后面；提前要，前面的环节就开始不了。

怎样才合规：挪到规则要它的那个环节；确有依据要在前面交的，在材料的 legal_basis 里写明。

不管什么：不必交的、可以后补的、交一样就行的不查；写明了依据的不查，没有写依据的只作警告。别的环节发的证照、批文由别
的检查看；后一道审查才看的图纸，由 P109 报告；规则没有写在哪个环节要的材料不查。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.basis import basis_of
from kb.linter.coverage import order_of, places_of
from kb.linter.document import StatedStep
from kb.linter.doubt import doubted
from kb.linter.review import Review
from kb.linter.scope import beyond
from kb.linter.waiting import asked_for, issuers

CODE, NAME = "P205", "demanded-too-early"


def check(review: Review) -> Iterator[Finding]:
    """Materials that the rules ask for only at a later step."""
    told = {each.at[:-1] for each in beyond(review) if each.by}
    for stated in review.procedure.steps:
        for material in stated.materials:
            name = review.material(material).id if asked_for(stated, material) and material.at not in told else None
            basis = basis_of(review, material)
            later = _later(review, stated, name) if name and basis != "given" else ()
            rules = [(row.rule, review.judge.holds(row.rule)) for row in review.run.frame.materials
                     if row.material == name and row.status == "bring"] if later else []
            breach = review.breach(rules, stated, assuming=stated.condition) if rules else None
            if breach is None:
                continue
            steps = "”“".join(review.run.program.steps[each].name for each in later)
            found = review.finding(
                CODE, NAME, breach, review.procedure.place_of(material, "name"), (stated.id,),
                f"“{material.name}”到“{steps}”才要，不得在“{stated.name}”就要", "挪到后面的环节",
                remove=material.at if basis != "unsaid" and breach.severity == "error" else None)
            if basis == "unsaid":
                found = doubted(found, "没有依据要它提前交", f"{stated.id}.materials")
            yield found


def _later(review: Review, stated: StatedStep, name: str) -> tuple[str, ...]:
    """The steps at which alone the rules ask for a material, all of them after the stated one."""
    step = review.rule_step(stated)
    places = places_of(review.run).get(name, frozenset())
    service = review.procedure.service.id
    if step is None or not places or places & {step.id, "*"}:
        return ()
    if any(owner == service for owner, _ in issuers(review.knowledge).get(name, ())):
        return ()
    order = order_of(review.run)
    return tuple(sorted(places)) if all(step.id in order[each] for each in places) else ()
