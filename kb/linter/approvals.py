"""Approvals that a document adds where the rules give a closed list of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from kb.linter.document import StatedStep
from kb.linter.match import sounds_like_approval
from kb.linter.review import Breach, Review


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A step that is an approval outside the list. `doubt` names what the document would have to say to be sure."""

    stated: StatedStep
    breach: Breach
    members: tuple[str, ...]
    candidates: tuple[str, ...] = ()
    doubt: str = ""


def unlisted(review: Review) -> Iterator[Unlisted]:
    """The approvals outside a closed list of approvals."""
    closed = [(index, cast("tuple[tuple[str, ...], tuple[str, ...]]", value)[0])
              for index, of, value in review.slots("closed") if of == "approvals"]
    if not closed:
        return
    members = tuple(dict.fromkeys(name for _, names in closed for name in names))
    for stated in review.procedure.steps:
        step = review.rule_step(stated)
        if step is not None and (step.kind != "approval" or step.id in members):
            continue
        if step is None and not is_approval(review, stated):
            continue
        candidates = tuple(name for name, _ in review.matches[stated.id].candidates
                           if name in members and not review.stated_as(name))
        doubt = f"{stated.id}.is" if candidates else ""
        if step is None and not doubt and stated.kind is None and stated.authority is None:
            doubt = f"{stated.id}.authority"
        rules = [(index, review.judge.holds(index)) for index, names in closed
                 if step is None or step.id not in names]
        breach = review.breach(rules, stated, assuming=stated.condition)
        if breach is not None:
            yield Unlisted(stated, breach, members, candidates, doubt)


def is_approval(review: Review, stated: StatedStep) -> bool:
    """Whether a step the rule base does not know is an approval, as far as the document tells."""
    if stated.kind is not None:
        return stated.kind == "approval"
    if not sounds_like_approval(stated.name):
        return False
    authority = review.knowledge.authorities.get(stated.authority or "")
    return authority is None or authority.kind == "government"
