"""Fees that a document wants paid before a step that may not wait for a payment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from kb.clauses.tree import Node
from kb.engine.runner import Runner
from kb.linter.document import StatedStep
from kb.linter.names import folded
from kb.linter.review import Breach, Review
from kb.linter.stated import StatedFee

_BEFORE = re.compile("(?:许可|审批|批准|核准|受理|申请|领取|领证|办证|发证|出证|证书|批文|结果).{0,4}(?:以前|之前|前)")
_PAYING = re.compile("缴纳|交纳|缴费|交费|缴|交|收取|费用|费")
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class PaidFirst:
    """A fee that comes before its step: the key that says so (`before_result` or `when_paid`)."""

    stated: StatedStep
    fee: StatedFee
    key: str
    breach: Breach
    closed: bool


def paid_first(review: Review) -> Iterator[PaidFirst]:
    """The fees that a step may not wait for: by name, or because nothing more may be asked for first."""
    for stated in review.procedure.steps:
        step = review.rule_step(stated)
        for fee in stated.fees if step else ():
            key = _key(fee)
            if not key or step is None or fee.required is False:
                continue
            for closed, rules in ((False, _free(review, step.id, fee)), (True, _closed(review, step.id, fee))):
                breach = review.breach(rules, stated, assuming=review.takes_place(stated)) if rules else None
                if breach is not None:
                    yield PaidFirst(stated, fee, key, breach, closed)
                    break


def _key(fee: StatedFee) -> str:
    if fee.before_result is not None:
        return "before_result" if fee.before_result else ""
    return "when_paid" if _BEFORE.search(folded(fee.when_paid)) else ""


def _free(review: Review, of: str, fee: StatedFee) -> list[tuple[int, Node]]:
    """The rules by which the step may not wait for the payment of this fee."""
    steps = review.run.program.steps
    found = []
    for index, target, value in review.slots("free"):
        kind, name = cast("tuple[str, str]", value)
        if target == of and kind == "step" and steps[name].kind == "payment" and _is_for(
                fee, (steps[name].name, *steps[name].aliases)):
            found.append((index, review.judge.holds(index)))
    return found


def _closed(review: Review, of: str, fee: StatedFee) -> list[tuple[int, Node]]:
    """The rules that close the step's prerequisites to a fee that no rule knows."""
    if _is_for(fee, _known(review.run)):
        return []  # when a known fee is paid is another check's matter
    steps, found = review.run.program.steps, []
    for index, kind, value in review.slots("closed"):
        members, targets = cast("tuple[tuple[str, ...], tuple[str, ...]]", value)
        if kind == "prerequisites" and of in targets and not any(steps[each].kind == "payment" for each in members):
            found.append((index, review.judge.holds(index)))
    return found


def _is_for(fee: StatedFee, names: tuple[str, ...]) -> bool:
    core = _core(fee.name)
    return len(core) >= _SHORTEST and any(core in other or (len(other) >= _SHORTEST and other in core)
                                          for other in map(_core, names))


@lru_cache(maxsize=64)
def _known(run: Runner) -> tuple[str, ...]:
    """The names of the fees and payments that the rules speak of."""
    fees = [str(effect.data["name"]) for fired in run.program.rules for effect in fired.rule.effects
            if effect.keyword == "fee"]
    paid = [name for step in run.program.steps.values() if step.kind == "payment"
            for name in (step.name, *step.aliases)]
    return tuple(dict.fromkeys((*fees, *paid)))


def _core(name: str) -> str:
    return _PAYING.sub("", folded(name))
