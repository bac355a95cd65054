"""Reviews that look at more than the rules let them look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kb.clauses.located import Step as Part
from kb.linter.conduct import Ban, practices_of
from kb.linter.coverage import order_of, places_of
from kb.linter.document import StatedStep
from kb.linter.forbidden import about, live_bans, shown
from kb.linter.review import Breach, Review

GROUP = "review-scope"
REVIEWS = ("review", "approval")


@dataclass(frozen=True, slots=True)
class Beyond:
    """A review beyond its scope, shown by a step's own words (`by` is "") or by a material (`by`: its name).

    `step` is the rule step whose review it is; `doubt` what the document would have to say to be sure.
    """

    stated: StatedStep
    step: str
    at: tuple[Part, ...]
    breach: Breach
    practice: str
    by: str = ""
    belongs: str = ""
    doubt: str = ""


def beyond(review: Review) -> Iterator[Beyond]:
    """The reviews beyond their scope; each step and each material once."""
    told: set[tuple[Part, ...]] = set()
    for ban in live_bans(review, GROUP):
        if not about(ban):
            continue
        for each in (*_named(review, ban), *_asked(review, ban)):
            if each.at not in told:
                told.add(each.at)
                yield each


def _named(review: Review, ban: Ban) -> Iterator[Beyond]:
    """Steps whose name or note shows the practice: the review itself, or one that it waits for."""
    for stated in review.procedure.steps:
        step = review.rule_step(stated)
        key = next((key for key, text in (("name", stated.name), ("note", stated.note))
                    if text and shown(review, ban, text)), None)
        if key is None or (step is not None and step.id != about(ban)):
            continue
        doubt = "" if step is not None or _leads_to(review, stated, about(ban)) else f"{stated.id}.is"
        breach = _breach(review, ban, stated)
        if breach is not None:
            yield Beyond(stated, about(ban), (*stated.at, key), breach, _called(review, ban), doubt=doubt)


def _called(review: Review, ban: Ban) -> str:
    return practices_of(review).known[ban.practice].name


def _leads_to(review: Review, stated: StatedStep, name: str) -> bool:
    """Whether the review that has a scope waits for a step, or is done by the same authority."""
    owner = review.run.program.steps[name].authority
    return stated.authority == owner or any(
        stated.id in (*review.before(each.id), *each.issue_after) for each in review.stated_as(name))


def _asked(review: Review, ban: Ban) -> Iterator[Beyond]:
    """Materials that only a later review looks at."""
    for stated in review.stated_as(about(ban)):
        for material in stated.materials:
            name = review.material(material).id
            later = elsewhere(review, about(ban), name) if name else ""
            words = not name and shown(review, ban, f"{review.run.program.steps[about(ban)].name}{material.name}")
            if not material.required or not (later or words):
                continue
            breach = _breach(review, ban, stated)
            if breach is not None:
                yield Beyond(stated, about(ban), (*material.at, "name"), breach, _called(review, ban), material.name,
                             later, "" if later else f"{stated.id}.materials")


def _breach(review: Review, ban: Ban, stated: StatedStep) -> Breach | None:
    return review.breach([(ban.index, review.judge.holds(ban.index))], stated, assuming=stated.condition)


def elsewhere(review: Review, step: str, material: str) -> str:
    """The later review to which alone the rules give a material of the applicant; "" when there is none."""
    rows = places_of(review.run).get(material, frozenset())
    if not rows or rows & {step, "*"} or review.knowledge.materials[material].issuer != "applicant":
        return ""
    steps, order = review.run.program.steps, order_of(review.run)
    found = [name for name in sorted(rows) if steps[name].kind in REVIEWS and step in order[name]]
    return found[0] if len(found) == len(rows) else ""
