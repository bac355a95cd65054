"""What a document demands before a step although the rules do not allow it as a prerequisite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from kb.clauses.located import Step as Part
from kb.clauses.tree import Node, both
from kb.linter.document import StatedMaterial, StatedStep
from kb.linter.match import folded, sounds_like_approval
from kb.linter.review import Breach, Review

_RECEIVING = re.compile("收件|接件|受理|提交申请|递交申请|申请$")
_FIRM = re.compile("必须|一律|均|都要|不(?:予|能)?(?:受理|接受|认|收|行)|原件|正本|副本|复印|扫描|[0-9一二两三四]份")
"""Words of a note on a material that name no case in which alone it is asked for."""
_BRACKET = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")


@dataclass(frozen=True, slots=True)
class Illegal:
    """A demand before `later`: an earlier step (`earlier`, reached by `path`) or a material (`material`)."""

    later: StatedStep
    breach: Breach
    at: tuple[Part, ...]
    earlier: StatedStep | None = None
    path: tuple[str, ...] = ()
    material: str = ""
    closed: bool = False
    direct: bool = True
    doubt: str = ""


def illegal(review: Review) -> tuple[Illegal, ...]:
    """All illegal prerequisites; what is forbidden by name first, each pair once."""
    found: dict[tuple[str, str], Illegal] = {}
    for each in (*_forbidden(review), *_added(review)):
        found.setdefault((each.later.id, each.earlier.id if each.earlier else each.material), each)
    return tuple(found.values())


def _forbidden(review: Review) -> Iterator[Illegal]:
    for index, of, value in review.slots("free"):
        kind, name = cast("tuple[str, str]", value)
        rule = [(index, review.judge.holds(index))]
        for later in review.stated_as(of):
            if kind == "material":
                yield from _materials(review, rule, later, name)
                continue
            for earlier in review.stated_as(name):
                at, path, direct = reach(review, later, earlier)
                breach = review.breach(rule, later, earlier, assuming=_both(review, later, earlier)) if path else None
                if breach:
                    yield Illegal(later, breach, at, earlier, path, direct=direct)


def _materials(review: Review, rule: list[tuple[int, Node]], later: StatedStep, name: str) -> Iterator[Illegal]:
    for stated in later.materials:
        instead = stated.any_of and any(each.any_of == stated.any_of for each in later.materials if each != stated)
        if not stated.required or instead or _cases_named(stated):
            continue
        if review.material(stated).id == name:
            breach = review.breach(rule, later, assuming=review.takes_place(later))
            if breach:
                yield Illegal(later, breach, stated.at, material=stated.name)


def _cases_named(material: StatedMaterial) -> bool:
    """Whether the document says in its own words when a material is asked for: 中标通知书（招标的）."""
    said = [material.note, *_BRACKET.findall(material.core)]
    return any(each.strip() and not _FIRM.search(each) for each in said)


def _added(review: Review) -> Iterator[Illegal]:
    """What stands directly before a step whose prerequisites are a closed list and is not on it."""
    for index, of, value in review.slots("closed"):
        members, targets = cast("tuple[tuple[str, ...], tuple[str, ...]]", value)
        if of != "prerequisites":
            continue
        rule = [(index, review.judge.holds(index))]
        for later in review.procedure.steps:
            target = review.rule_step(later)
            if target is None or target.id not in targets:
                continue
            for key, name in later.waits():
                earlier = review.steps[name]
                allowed, doubt = _allowed(review, later, earlier, (*members, target.id))
                if allowed or (key == "after" and _side_by_side(review, later, earlier)):
                    continue
                breach = review.breach(rule, later, earlier, assuming=_both(review, later, earlier))
                if breach:
                    yield Illegal(later, breach, review.procedure.waiting(later, name, key), earlier,
                                  (name, later.id), closed=True, doubt=doubt)


def _allowed(review: Review, later: StatedStep, earlier: StatedStep,
             members: tuple[str, ...]) -> tuple[bool, str]:
    """Whether a step may stand before another, and what the document would have to say to be sure that not."""
    step = review.rule_step(earlier)
    if step is not None:
        return step.id in members or any(
            into in members for _, into in review.run.frame.into.get(step.id, ())), ""
    if earlier.kind == "acceptance" or (earlier.kind is None and _RECEIVING.search(folded(earlier.name))):
        return True, ""  # handing in the application is no prerequisite of its own
    if any(name in members for name, _ in review.matches[earlier.id].candidates):
        return False, f"{earlier.id}.is"
    same = earlier.authority is not None and earlier.authority == later.authority
    if same and earlier.kind in (None, "review") and not sounds_like_approval(earlier.name):
        return False, f"{earlier.id}.is"  # perhaps a stage within the permit
    return False, ""


def _side_by_side(review: Review, later: StatedStep, earlier: StatedStep) -> bool:
    """Whether the two should run side by side, which is another check's business (P501)."""
    one, other = review.rule_step(later), review.rule_step(earlier)
    return one is not None and other is not None and bool(review.parallel(one, other))


def reach(review: Review, later: StatedStep,
          earlier: StatedStep) -> tuple[tuple[Part, ...], tuple[str, ...], bool]:
    """Where the waiting is written and the path, directly, through others, or only for the result."""
    path = review.waits(later, earlier)
    if path:
        return review.procedure.waiting(later, path[-2]), path, len(path) == 2
    for name in later.issue_after:
        inner = (name,) if name == earlier.id else review.waits(review.steps[name], earlier)
        if inner:
            return review.procedure.waiting(later, name, "issue_after"), (*inner, later.id), len(inner) == 1
    return (), (), False


def _both(review: Review, later: StatedStep, earlier: StatedStep) -> Node:
    return both(review.takes_place(later), review.takes_place(earlier))
