"""Seals that a document asks for beside the one that is enough."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.clauses.located import Step as Part
from kb.clauses.tree import ALWAYS
from kb.linter.conduct import Ban
from kb.linter.document import StatedStep
from kb.linter.entries import authorities
from kb.linter.forbidden import about, barred, live_bans
from kb.linter.names import folded
from kb.linter.review import Breach, Review

_SEAL = re.compile("的?(?:公章|印章|审批专用章|专用章|审批章|章)$")


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal as a document asks for it: by whom (`by`: the authority, None when nobody knows it), on what."""

    by_text: str
    by: str | None
    at: tuple[Part, ...]
    material: str = ""
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Extra:
    """A seal too many. `enough`: whose seal suffices; `doubt`: what the document would have to say to be sure."""

    stated: StatedStep
    seal: Seal
    enough: str
    breach: Breach
    doubt: str = ""


def extra(review: Review) -> Iterator[Extra]:
    """The seals of the department that used to do a permit, where the seal of another authority is enough."""
    bans = [each for each in live_bans(review, "extra-seal") if about(each, "seal")]
    for stated in review.procedure.steps if bans else ():
        seals = tuple(_seals(review, stated))
        for each in bans if seals and _is_permit(review, stated) else ():
            for seal in seals:
                found = _judged(review, stated, each, seal)
                if found is not None:
                    yield found


def _is_permit(review: Review, stated: StatedStep) -> bool:
    step = review.rule_step(stated)
    return (step.kind if step else stated.kind) == "approval"


def _seals(review: Review, stated: StatedStep) -> Iterator[Seal]:
    for each in stated.seals:
        yield Seal(each.by, _owner(review, each.by, each.by_id), each.at)
    for material in stated.materials:
        for each in material.seals:
            yield Seal(each.by, _owner(review, each.by, each.by_id), each.at, material.name)
        by = _in_stamp(review, material.stamp)
        if by is not None:
            yield Seal(review.knowledge.authorities[by].name, by, (*material.at, "name"), material.name, listed=False)


def _owner(review: Review, text: str, by: str | None) -> str | None:
    return by or authorities(review.knowledge).match(_SEAL.sub("", text.strip()), review.run.program).id


def _in_stamp(review: Review, stamp: str) -> str | None:
    """The authority whose seal a material's name asks for, the longest name that stands in it."""
    said = folded(stamp)
    names = [(folded(name), each.id) for each in review.knowledge.authorities.values() if each.kind == "government"
             for name in (each.name, *each.aliases)] if said else []
    found = [(len(name), owner) for name, owner in names if name in said]
    return max(found)[1] if found else None


def _judged(review: Review, stated: StatedStep, ban: Ban, seal: Seal) -> Extra | None:
    enough, step = about(ban, "seal"), review.rule_step(stated)
    others = {*barred(ban), *((step.authority,) if step else ())} - {enough}
    if seal.by is None:
        likely = {name for name, _ in authorities(review.knowledge).match(seal.by_text, review.run.program).candidates}
        if not others & likely or enough in likely:
            return None
    moved = stated.authority == enough  # the document says itself that another does it now
    perhaps = moved and seal.by not in (None, enough) and seal.by not in others
    if perhaps and review.knowledge.authorities[str(seal.by)].kind != "government":
        return None
    if seal.by is not None and seal.by not in others and not perhaps:
        return None
    node = ALWAYS if moved else review.judge.holds(ban.index)
    breach = review.breach([(ban.index, node)], stated, assuming=stated.condition)
    own = stated.authority not in (None, enough) and seal.by not in barred(ban)
    if breach is None or (own and breach.severity != "error"):
        return None  # done by the department itself, as far as one can tell: its own seal
    return Extra(stated, seal, enough, breach, "" if seal.by and not perhaps else f"{stated.id}.seals")
