"""不该给的给了

查什么：个案决定和其他做法里，有没有把只给符合条件的人的待遇（如模拟审批）给了不符合条件的人，或者免办了规则要求办的环节。

为什么：条件是为了安全和公平写的；给了不符合的人，对别人不公平，事后也站不住。

怎样才合规：符合条件的才给，在情况里写明各项条件都具备；免办要有规则的依据。

不管什么：规则没有说只给这些人的待遇，多给了不算违规，只提示要有别的依据；由主管部门自己决定免办的，不算；条件没有写明的，
作警告，并写出取决于什么。
"""

from collections.abc import Iterator
from dataclasses import replace

from kb.clauses.logic import residual
from kb.clauses.tree import NEVER, both, negate
from kb.findings import Finding
from kb.linter.review import Review
from kb.linter.stated import StatedDecision
from kb.linter.treatment import Treated, discretion, to_be_judged, treated, verb

CODE, NAME = "P752", "right-without-ground"


def check(review: Review) -> Iterator[Finding]:
    """Rights that are granted though the rules keep them for others."""
    for each in treated(review):
        if each.denied or (each.general and to_be_judged(each)):
            continue
        case, granting = each.review, each.right.rules
        missing = negate(case.judge.any_of(granting))
        rules = [(index, case.judge.holds(index)) for index in each.right.against] or [
            (index, missing) for index in granting]
        breach = case.breach(rules, *each.steps, assuming=both(each.assuming, case.judge.covers))
        if breach is None or (not each.right.only and breach.ruling.truth != "always"):
            continue
        found = case.finding(CODE, NAME, breach, review.procedure.place_of(each.part, each.key), each.at,
                             f"“{each.text}”：按规则不能{verb(each)}“{each.right.name}”",
                             "符合条件的才给；写明各项条件都具备")
        yield from _softened(each, found)


def _softened(each: Treated, found: Finding) -> Iterator[Finding]:
    if not each.right.only:
        if isinstance(each.part, StatedDecision):
            yield replace(found, severity="note", hint="写明给的依据",
                          message=f"“{each.text}”：规则没有规定这种情形给“{each.right.name}”；不算违规，但要有别的依据")
        return
    case = each.review
    open_ = {name for index in each.right.rules
             if residual(case.run.program.rules[index].condition, case.judge.values) != NEVER
             for name in discretion(each, index)} if each.right.against else set()
    if found.severity != "error" or not open_:
        yield found
        return
    deciders = {case.judge.shown[name].who for name in open_}
    if not (isinstance(each.part, StatedDecision) and each.part.by_id in deciders):
        said = "、".join(case.judge.shown[name].title for name in sorted(open_))
        yield replace(found, severity="warning", depends_on=tuple(sorted(open_)),
                      message=f"{found.message}。违规，当没有认定“{said}”时")
