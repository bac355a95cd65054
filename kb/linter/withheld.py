"""What decisions and practices withhold for a reason that the rules do not allow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from kb.clauses.tree import Node, both, negate
from kb.linter.cases import case_of
from kb.linter.conduct import practices_of
from kb.linter.doing_without import exempted
from kb.linter.practices import plain
from kb.linter.reasons import Thing, Wait, waits
from kb.linter.review import Breach, Review
from kb.linter.rights import rights_of
from kb.linter.stated import StatedDecision, StatedPractice


@dataclass(frozen=True, slots=True)
class Withheld:
    """A part of the document that lets something wait for a thing it may not wait for."""

    part: StatedDecision | StatedPractice
    thing: Thing
    wait: Wait
    review: Review
    breach: Breach


def withheld(review: Review) -> Iterator[Withheld]:
    """The decisions and practices that withhold something without ground; each thing once."""
    for decision in review.procedure.decisions:
        case = case_of(review, decision)
        if case is not None:
            yield from _withheld(case, decision)
    for practice in review.procedure.practices:
        if practice.required is not False:
            yield from _withheld(review, practice)


def _withheld(review: Review, part: StatedDecision | StatedPractice) -> Iterator[Withheld]:
    if any(practices_of(review).by_name(each) for each in practices_of(review).shown(plain(part.text))):
        return
    told = {said.right.step for said in exempted(review.run, part.text)}  # P751 is about these
    for wait in waits(review.run, part.text):
        ordered = [each for each in wait.lacking if _in_order(review, each, wait)]
        words = {each.word for each in ordered} if wait.order else set()
        for thing in _things(wait):
            if {thing.word, thing.id} & told or thing in ordered or thing.word in words:
                continue
            rules = list(_rules(review, thing, wait, isinstance(part, StatedDecision)))
            breach = review.breach(rules, assuming=review.judge.covers) if rules else None
            if breach is not None:
                told |= {thing.word, thing.id}
                yield Withheld(part, thing, wait, review, breach)


def _in_order(review: Review, thing: Thing, wait: Wait) -> bool:
    """Whether a rule itself puts the step first: before what waits, or before something when nothing is named.

    A rule that forbids to go on without the step says so too (规划没有核实的，不得组织竣工验收).
    """
    if thing.kind == "step" and any(
            effect.keyword == "forbid" and effect.data.get("step") == thing.id and effect.data.get("who") == "applicant"
            and review.judge.live(index)
            for index, fired in enumerate(review.run.program.rules) for effect in fired.rule.effects):
        return True
    return thing.kind == "step" and any(
        first == thing.id and (not wait.steps or then in wait.steps) and review.judge.live(index)
        for index, first, then in review.run.frame.orders)


def _things(wait: Wait) -> tuple[Thing, ...]:
    """What a wait is for; a copy of a paper is a thing of its own."""
    return (Thing("copy", wait.form, "复印件"),) if wait.form else wait.lacking


def _rules(review: Review, thing: Thing, wait: Wait, single: bool) -> Iterator[tuple[int, Node]]:
    """The rules against waiting for a thing, each with when it speaks; `single`: in a single case.

    In general a step that is waived for some may stand before another: where it is waived nobody waits for it.
    """
    holds = review.judge.holds
    if thing.kind == "step":
        for index, status in review.run.frame.statuses.get(thing.id, ()):
            if status == "abolished" or (status == "waived" and single):
                yield index, holds(index)
        for index, _ in review.run.frame.into.get(thing.id, ()):
            yield index, holds(index)
        yield from ((index, holds(index)) for index in _ordered(review, thing, wait))
    elif thing.kind == "material":
        yield from _papers(review, thing, wait)
    elif thing.kind == "copy":
        for index, _, (selector, _) in review.run.frame.bans:
            if selector == "form":
                yield index, holds(index)
    elif thing.kind == "fee":
        for index, fired in enumerate(review.run.program.rules):
            if any(effect.keyword == "fee" and effect.data["status"] == "forbidden" and effect.data["name"] == thing.id
                   for effect in fired.rule.effects):
                yield index, holds(index)
    else:
        yield from ((index, holds(index)) for index in rights_of(review.run.program).by_id[thing.id].rules)


def _ordered(review: Review, thing: Thing, wait: Wait) -> Iterator[int]:
    """The rules that keep a step from standing before those that wait: free of it, side by side, or a closed list."""
    for index, of, value in review.slots("free"):
        if of in wait.steps and value == ("step", thing.id):
            yield index
    for index, group in review.groups:
        if thing.id in group and set(group) & set(wait.steps) - {thing.id}:
            yield index
    for index, of, value in review.slots("closed"):
        members, targets = cast("tuple[tuple[str, ...], tuple[str, ...]]", value)
        if of == "prerequisites" and set(targets) & set(wait.steps) and thing.id not in (*members, *wait.steps):
            yield index


def _papers(review: Review, thing: Thing, wait: Wait) -> Iterator[tuple[int, Node]]:
    """The rules by which a paper may not be asked for, where no other rule asks for it."""
    rows = [row for row in review.run.frame.materials if row.material == thing.id
            and (not wait.steps or row.step == "*" or row.step in wait.steps)]
    asked = review.judge.any_of(row.rule for row in rows if row.status == "bring")
    for row in rows:
        if row.status in ("forbidden", "later"):
            yield row.rule, review.judge.holds(row.rule)
        elif row.status in ("waived", "fetched"):
            plainly = row.status == "fetched"  # an authority gets what other rules ask for
            node = review.judge.holds(row.rule)
            yield row.rule, node if plainly else both(node, negate(asked))
    for index, of, value in review.slots("free"):
        if value == ("material", thing.id) and of in (wait.steps or wait.near):
            yield index, review.judge.holds(index)
