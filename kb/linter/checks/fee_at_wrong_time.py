"""收费的时间不对

查什么：规则定了在哪个环节以后才收的费，文件是不是提前收；规则要求一次交清的，文件是不是分在几个环节收；规则说不
作为前置条件的缴费，整个文件是不是写成先交费才给结果。

为什么：事情还没有办到那一步就收了钱，办不成还要退；一次能交清的分几次收，申请人要多跑。

怎样才合规：改到规则定的环节以后收；几项税费合在一个环节收；不作为前置的缴费，把 before_result 改成 false。

不管什么：比规则晚收的不管；看不出在什么时候收的不说；缴费本身写成一个环节、先后不对的，由 P201 和 P501 报告；许
可环节上写明先交费才给许可的，由 P204 报告；可以分部门缴的不算拆开收。
"""

from collections.abc import Iterator
from dataclasses import replace

from kb.findings import Finding
from kb.linter.charges import Charge, Said, breach_of, broken, charges
from kb.linter.coverage import Coverage
from kb.linter.document import pointer
from kb.linter.paid import Paid, paid
from kb.linter.review import Review

CODE, NAME = "P805", "fee-at-wrong-time"


def check(review: Review) -> Iterator[Finding]:
    """Fees collected too early, or piecemeal."""
    known = [charge for charge in charges(review) if charge.said]
    for charge in known:
        yield from _early(review, charge)
        yield from _as_condition(review, charge)
    yield from _piecemeal(review, known)


def _early(review: Review, charge: Charge) -> Iterator[Finding]:
    when = paid(review, charge)
    if when is None or (charge.step is not None and _free(review, when.step) and when.key != ""):
        return
    order = Coverage(review)
    said = [each for each in charge.said if each.status != "forbidden" and _too_early(order, when, each)]
    breach = breach_of(review, charge, said)
    if breach is None:
        return
    steps = review.run.program.steps
    after = "、".join(dict.fromkeys(steps[str(each.data["after"])].name for each in broken(breach, review, said)))
    doing = {"before": "以前", "at": "时", "after": "以后"}[when.when]
    found = review.finding(
        CODE, NAME, breach, review.procedure.place_of(charge.fee, when.key or "name"), charge.at,
        f"“{charge.fee.name}”在“{steps[when.step].name}”{doing}收，规则是在“{after}”以后收", f"改到“{after}”以后收",
        replace=((*charge.fee.at, "before_result"), False)
        if when.key == "before_result" and breach.severity == "error" and steps[when.step].name == after else None)
    if not when.key:
        found = replace(found, severity="warning" if found.severity == "error" else found.severity,
                        depends_on=(*found.depends_on, pointer((*charge.fee.at, "when_paid"))))
    yield found


def _too_early(order: Coverage, when: Paid, said: Said) -> bool:
    after = said.data.get("after")
    if after is None or when.when == "after":
        return False
    return when.step in order.before(str(after)) or (when.when == "before" and when.step == after)


def _free(review: Review, step: str) -> list[int]:
    """The rules by which a step may not wait for a payment."""
    steps = review.run.program.steps
    return [index for index, of, value in review.slots("free")
            if of == step and value[0] == "step" and steps[value[1]].kind == "payment"]


def _as_condition(review: Review, charge: Charge) -> Iterator[Finding]:
    """A fee of the document as a whole that must be paid before the result, though no permit may wait for it."""
    if charge.step is not None or not charge.fee.before_result or paid(review, charge) is not None:
        return
    after = [str(each.data["after"]) for each in charge.said if "after" in each.data]
    said = [Said(index, {"after": step}) for step in dict.fromkeys(after) for index in _free(review, step)]
    breach = breach_of(review, charge, said)
    if breach is None:
        return
    names = "、".join(review.run.program.steps[step].name for step in dict.fromkeys(after))
    yield review.finding(
        CODE, NAME, breach, review.procedure.place_of(charge.fee, "before_result"), charge.at,
        f"“{charge.fee.name}”写成先交费才给结果，“{names}”不得以缴费为前置条件", "把 before_result 改成 false",
        replace=((*charge.fee.at, "before_result"), False) if breach.severity == "error" else None)


def _piecemeal(review: Review, known: list[Charge]) -> Iterator[Finding]:
    """Fees that are to be collected at once, at several steps."""
    first: dict[int, Charge] = {}
    for charge in known:
        for each in charge.said:
            if "once" not in each.data or charge.step is None:
                continue
            earlier = first.setdefault(each.index, charge)
            if earlier.step is None or earlier.step.id == charge.step.id:
                continue
            breach = review.breach([(each.index, review.judge.holds(each.index))], earlier.step, charge.step)
            if breach is not None:
                yield review.finding(
                    CODE, NAME, breach, review.procedure.place_of(charge.fee, "name"),
                    (earlier.step.id, charge.step.id),
                    f"“{charge.fee.name}”在“{charge.step.name}”收，“{earlier.fee.name}”在“{earlier.step.name}”收，应当一次交清",
                    f"都放到“{earlier.step.name}”一次收")
