"""When a document collects a fee: before, at or after one of the rules' steps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from kb.linter.charges import Charge
from kb.linter.practices import plain
from kb.linter.review import Review

_WHEN: tuple[tuple[Literal["before", "at", "after"], re.Pattern[str]], ...] = (
    ("before", re.compile("^(?:在|于)?(.+?)(?:之前|以前|前)")),
    ("after", re.compile("^(?:在|于|自)?(.+?)(?:之后|以后|之日起|后)")),
    ("at", re.compile("^(?:在|于|与)?(.+?)(?:的?同时|当时|时|环节|窗口)")),
)
_HANDED_IN = re.compile("(?:递|交|收|报|送)件|(?:递交|提交|交|收取?)(?:申请)?材料|受理|(?:提出|递交|提交)?申请|取号")
_ACT = re.compile("^(?:办理|取得|领取|核发|出具|递交|提交|办结|完成|作出)")


@dataclass(frozen=True, slots=True)
class Paid:
    """When a fee is collected, seen from a step of the rules. `said`: the document says so in `key`."""

    when: Literal["before", "at", "after"]
    step: str
    key: str


def paid(review: Review, charge: Charge) -> Paid | None:
    """When a fee is collected, as far as the document tells in the rules' steps."""
    if charge.fee.when_paid:
        return _in_words(review, plain(charge.fee.when_paid))
    step = review.rule_step(charge.step) if charge.step else None
    if step is None or step.kind == "payment":
        return None  # where the payment itself stands is a matter of order
    if charge.fee.before_result:
        return Paid("before", step.id, "before_result")
    return Paid("at", step.id, "")


def _in_words(review: Review, text: str) -> Paid | None:
    for when, pattern in _WHEN:
        found = pattern.match(text)
        step = (_step(review, found.group(1)) or _handing_in(review, found.group(1))) if found else None
        if step is not None:
            return Paid(when, step, "when_paid")
    return None


def _handing_in(review: Review, words: str) -> str | None:
    """The step at which papers are handed in, where words say only that."""
    if not _HANDED_IN.fullmatch(words):
        return None
    return next((step.id for step in review.run.program.steps.values() if step.kind == "acceptance"), None)


def _step(review: Review, words: str) -> str | None:
    """The rule step that words name for sure, if need be without the verb in front."""
    for name in (words, _ACT.sub("", words)):
        owners, _ = review.matcher.names.owners(name)
        if not owners:
            owners, _ = review.matcher.approvals.owners(name)
        if len(owners) == 1:
            return next(iter(owners))
    return None
