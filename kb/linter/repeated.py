"""Reviews that a document does again although the rules want them done once, or not at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kb.clauses.model import Step
from kb.clauses.tree import ALWAYS, Node
from kb.compiler.knowledge import Knowledge
from kb.engine.runner import Runner
from kb.linter.conduct import Ban
from kb.linter.document import StatedStep
from kb.linter.forbidden import about, barred, live_bans, shown
from kb.linter.names import folded
from kb.linter.review import Breach, Review
from kb.linter.waiting import meet

GROUP = "duplicate-review"
_REVIEWING = re.compile("审查|审核|复审|复核|会审|初审|再审|重审|评审|审定|审批|核准|许可|论证|把关")
_REVIEWED = re.compile(f"{_REVIEWING.pattern}|审图|图审|联审")
_SAYS_NOTHING = re.compile("联合|单独|另行|再次|重新|二次|第二次|专项|专家|部门|技术|组织|文件|内部|复|再|的")
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Repeated:
    """A review too many: the stated step, the review that is enough (`of`), what is not sure about it."""

    stated: StatedStep
    of: Step
    breach: Breach
    doubt: str = ""


def repeated(review: Review) -> tuple[Repeated, ...]:
    """The reviews that repeat one which the rules want alone; each stated step once."""
    found: dict[str, Repeated] = {}
    for ban in live_bans(review, GROUP):
        of = review.run.program.steps.get(about(ban))
        for stated in review.procedure.steps if of else ():
            doubt = _repeats(review, ban, of, stated) if of else None
            if of is None or doubt is None or stated.id in found:
                continue
            node = review.judge.holds(ban.index)
            breach = review.breach([(ban.index, node)], stated, assuming=_assuming(review, stated))
            if breach is not None:
                found[stated.id] = Repeated(stated, of, breach, doubt)
    return tuple(found.values())


def _assuming(review: Review, stated: StatedStep) -> Node:
    return stated.condition if review.rule_step(stated) is None else ALWAYS


def _repeats(review: Review, ban: Ban, of: Step, stated: StatedStep) -> str | None:
    """What is not sure about a step repeating a review; "" when it surely does, None when it does not."""
    step = review.rule_step(stated)
    own = stated.authority == of.authority and of.authority not in barred(ban)
    if own or stated.authority == "applicant":
        return None
    if step is not None and step.id == of.id:
        return _second(review, of, stated)
    if step is not None:
        return _unsaid(stated) if step.id in family(review.run, of.id) else None
    if shown(review, ban, stated.name):
        return ""
    return _by_name(review, ban, of, stated)


def _second(review: Review, of: Step, stated: StatedStep) -> str | None:
    """A further statement of the review itself, by another authority than the one that does it."""
    others = [each for each in review.stated_as(of.id) if each is not stated and meet(review, each, stated)]
    first = any(each.authority in (of.authority, None) for each in others)
    return "" if first and stated.authority is not None else None


def _by_name(review: Review, ban: Ban, of: Step, stated: StatedStep) -> str | None:
    if stated.kind not in (None, "review", "approval"):
        return None
    if stated.kind is None and not _REVIEWED.search(folded(stated.name)):
        return None
    subject, known = _subject(stated.name, _owners(review.knowledge)), subjects(review.run, of.id)
    if subject in known:
        doubt = _unsaid(stated) if of.authority not in barred(ban) else ""
        return doubt if doubt or review.stated_as(of.id) or of.authority in barred(ban) else f"{stated.id}.is"
    likely = {name for name, _ in review.matches[stated.id].candidates} & family(review.run, of.id) - {of.id}
    near = likely or any(subject.endswith(each) for each in known)
    return f"{stated.id}.is" if near and stated.authority else None


def _unsaid(stated: StatedStep) -> str:
    return "" if stated.authority else f"{stated.id}.authority"


@lru_cache(maxsize=256)
def subjects(run: Runner, of: str) -> frozenset[str]:
    """What a review and those done within it look at, from their names: 施工图, 消防设计."""
    steps = [run.program.steps[name] for name in family(run, of)]
    found = {_subject(name, ()) for step in steps for name in (step.name, *step.aliases)}
    taken = {_subject(name, ()) for step in run.program.steps.values() if step not in steps
             for name in (step.name, *step.aliases)}
    return frozenset(each for each in found - taken if len(each) >= _SHORTEST)


def family(run: Runner, of: str) -> frozenset[str]:
    """A review and the steps that the rules have done within it."""
    return frozenset({of, *(name for name, rows in run.frame.into.items() if any(into == of for _, into in rows))})


@lru_cache(maxsize=4)
def _owners(knowledge: Knowledge) -> tuple[str, ...]:
    names = [folded(name) for each in knowledge.authorities.values() if each.kind != "applicant"
             for name in (each.name, *each.aliases)]
    return tuple(sorted(names, key=len, reverse=True))


def _subject(name: str, owners: tuple[str, ...]) -> str:
    """What is left of a review's name without who reviews and that it is reviewed."""
    text = folded(name)
    for owner in owners:
        text = text.removeprefix(owner)
    return _SAYS_NOTHING.sub("", _REVIEWING.sub("", text))
