"""What a document says about the legal basis of a step, and the steps that may not be without one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kb.clauses.tree import ALWAYS
from kb.linter.approvals import is_approval, unlisted
from kb.linter.conduct import Ban
from kb.linter.coverage import order_of
from kb.linter.document import StatedMaterial, StatedStep
from kb.linter.forbidden import about, live_bans
from kb.linter.names import folded
from kb.linter.review import Breach, Review

Basis = Literal["given", "none", "internal", "unsaid"]

_NOTHING = re.compile(r"^(?:无|没有|无依据|没有依据|暂无|[-—/]+)$")
_INTERNAL = re.compile("内部|会议纪要|惯例|口头|领导批示|领导要求|工作需要|历来|本[局科部]规定")
_LAW = re.compile("《|法|条例|规章|规定第|办法|号）|号\\)|〔|国发|鲁政|省政府|国务院")
_MATTER = re.compile("审批|许可|核准|批准|审查|审核|备案|评估|评价|鉴定|论证|检测|咨询|认定|登记|确认|意见|年检|查验|"
                     "勘验|公证")
KINDS = ("approval", "review", "inspection", "filing")


@dataclass(frozen=True, slots=True)
class Baseless:
    """A step that the rule base lacks and that has no legal basis, or may have none.

    `basis` is what the document says of it; `doubts` what it would have to say to be sure.
    """

    stated: StatedStep
    breach: Breach
    basis: Basis
    before: str = ""
    doubts: tuple[str, ...] = ()


def basis_of(review: Review, part: StatedStep | StatedMaterial) -> Basis:
    """Whether a part's legal basis is given, denied (`null`, 无), only the department's own custom, or not said."""
    said = (part.legal_basis or "").strip()
    if not said:
        return "none" if review.procedure.states(part, "legal_basis") else "unsaid"
    if _NOTHING.match(said):
        return "none"
    return "internal" if _INTERNAL.search(said) and not _LAW.search(said) else "given"


def baseless(review: Review) -> tuple[Baseless, ...]:
    """The steps without a legal basis where the rules forbid such; each once."""
    bans = [each for each in live_bans(review) if about(each, "matters") == "no-legal-basis"]
    if not bans:
        return ()
    told = {each.stated.id for each in unlisted(review)}
    found = {}
    for stated in review.procedure.steps:
        basis = basis_of(review, stated)
        if review.rule_step(stated) is None and stated.id not in told and basis != "given":
            for ban in bans:
                one = _judged(review, stated, ban, basis)
                if one is not None and (stated.id not in found or not one.doubts):
                    found[stated.id] = one
    return tuple(found.values())


def _judged(review: Review, stated: StatedStep, ban: Ban, basis: Basis) -> Baseless | None:
    kind = _kind(review, stated, basis)
    place = _inside(review, stated, about(ban, "before"))
    if kind is None or place is None or review.matches[stated.id].candidates:
        return None  # a name that is similar to a rule's step is another check's note
    doubts = (*kind, *place, *((f"{stated.id}.legal_basis",) if basis == "unsaid" else ()))
    breach = review.breach([(ban.index, review.judge.holds(ban.index))], stated, assuming=stated.condition)
    return Baseless(stated, breach, basis, about(ban, "before"), doubts) if breach else None


def _kind(review: Review, stated: StatedStep, basis: Basis) -> tuple[str, ...] | None:
    """What is not sure about a step being a matter at all; None when it is none, as far as one can tell."""
    if stated.kind is not None and stated.kind not in KINDS:
        return None
    if stated.authority == "applicant":
        return None
    if basis == "unsaid":  # only what surely is an approval is asked for its basis
        return () if is_approval(review, stated) and stated.authority is not None else None
    return () if stated.kind is not None or _MATTER.search(folded(stated.name)) else (f"{stated.id}.kind",)


def _inside(review: Review, stated: StatedStep, before: str) -> tuple[str, ...] | None:
    """What is not sure about a step coming before a rule step; None when it comes after it."""
    if not before:
        return ()
    if any(each.id in review.before(stated.id) for each in review.stated_as(before)):
        return None
    earlier = {before, *order_of(review.run)[before]}
    follows = [each for each in review.procedure.steps if stated.id in (*review.before(each.id), *each.issue_after)]
    inside = any(step.id in earlier for each in follows if (step := review.rule_step(each)) is not None)
    return () if inside else (f"{stated.id}.after",)


def opinions(review: Review) -> Iterator[tuple[StatedStep, StatedStep, Breach, Basis]]:
    """Steps of another authority that stand directly before a step: the later one, the earlier one."""
    bans = [index for index, step, value in review.run.frame.bans
            if step == "*" and value == ("kind", "other-authority-opinion")]
    if not bans:
        return
    told = {*(each.stated.id for each in baseless(review)), *(each.stated.id for each in unlisted(review))}
    for later in review.procedure.steps:
        for _, name in later.waits():
            earlier = review.steps[name]
            basis = basis_of(review, earlier)
            if name in told or basis == "given" or not _opinion(review, later, earlier):
                continue
            breach = review.breach([(index, review.judge.holds(index)) for index in bans], later, earlier,
                                   assuming=ALWAYS)
            if breach is not None:
                yield later, earlier, breach, basis


def _opinion(review: Review, later: StatedStep, earlier: StatedStep) -> bool:
    """Whether a step is the opinion of another authority, which the rule base does not know as a step."""
    if review.rule_step(earlier) is not None or review.matches[earlier.id].candidates:
        return False
    step = review.rule_step(later)
    mine = later.authority or (step.authority if step else None)
    other = review.knowledge.authorities.get(earlier.authority or "")
    if other is None or other.kind != "government" or mine is None or other.id == mine:
        return False
    if step is None and later.kind not in KINDS and not is_approval(review, later):
        return False
    return earlier.kind in ("approval", "review") or (
        earlier.kind is None and bool(_OPINION.search(folded(earlier.name))))


_OPINION = re.compile("意见|同意|会签|会审|确认|审查|审核|审批|许可|批准|核准|批复|认可|征求")
