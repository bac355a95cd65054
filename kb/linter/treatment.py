"""How a document treats people: the rights that its decisions, practices and steps grant or deny."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kb.clauses.logic import residual
from kb.clauses.model import Fact
from kb.clauses.tree import ALWAYS, NEVER, Node, both, facts_in
from kb.compiler.overrides import GRANTED
from kb.findings import Finding
from kb.linter.bounds import bounds
from kb.linter.cases import case_of, narrowed
from kb.linter.conduct import practices_of
from kb.linter.denied import free
from kb.linter.document import pointer
from kb.linter.doing_without import exempted, exemption_by
from kb.linter.mentioned import mentioned
from kb.linter.polarity import blanket, negative, plain
from kb.linter.practices import plain as in_signs
from kb.linter.reasons import waits
from kb.linter.review import Review
from kb.linter.rights import Right, rights_of
from kb.linter.stated import StatedDecision, StatedPractice, StatedStep

Part = StatedDecision | StatedPractice | StatedStep

_IF = re.compile("的$|的对|除外|如果|以上|以下|之前|之后|超过|不足|不满|未满|时$")


@dataclass(frozen=True, slots=True)
class Treated:
    """A right that is granted or denied by a part of the document.

    `review` is the case's own for a decision. `assuming` is when it is so; `general`: it speaks of all cases alike.
    """

    part: Part
    key: str
    text: str
    right: Right
    denied: bool
    review: Review
    assuming: Node = ALWAYS
    general: bool = False

    @property
    def steps(self) -> tuple[StatedStep, ...]:
        """The steps in whose situation it takes place."""
        return (self.part,) if isinstance(self.part, StatedStep) else ()

    @property
    def at(self) -> tuple[str, ...]:
        """Where it is, as findings say it."""
        return (self.part.id,) if isinstance(self.part, StatedStep) else (pointer(self.part.at),)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A part that speaks of a right, and nobody can tell how."""

    part: StatedDecision | StatedPractice
    right: Right
    word: str


def treated(review: Review) -> Iterator[Treated]:
    """Every right that is clearly granted or denied."""
    for each in _heard(review):
        if isinstance(each, Treated):
            yield each


def doubts(review: Review) -> Iterator[Doubt]:
    """Decisions and practices that speak of a right and neither grant nor deny it for sure."""
    for each in _heard(review):
        if isinstance(each, Doubt):
            yield each


def verb(each: Treated) -> str:
    """What is done with a right, in words: it is given; a figure that is assessed counts as reached."""
    rules = each.review.run.program.rules
    return "算作达到" if all(rules[index].rule.force == "kpi" for index in each.right.rules) else "给"


def discretion(each: Treated, index: int) -> frozenset[str]:
    """The open facts on which a rule's right turns and that an authority decides in its own judgement."""
    case = each.review
    facts = case.judge.shown
    names = {name.removesuffix(GRANTED) for name in facts_in(case.run.program.rules[index].condition)}
    names |= {each.right.left_to[index]} if index in each.right.left_to else set()
    return frozenset(name for name in names if name in facts and facts[name].discretion
                     and name not in case.judge.given)


def excused(case: Review, part: Part, found: Finding) -> Finding:
    """A finding on a decision softened where an exception is open that an authority may have granted in this case."""
    if found.severity != "error" or not isinstance(part, StatedDecision):
        return found
    program, facts = case.run.program, case.judge.shown
    names = {name for fired in program.rules if fired.rule.id in found.rules for name in fired.overridden_by}
    open_ = {fact for fired in program.rules if fired.rule.id in names
             and residual(fired.condition, case.judge.values) != NEVER
             for fact in (each.removesuffix(GRANTED) for each in facts_in(fired.condition))
             if fact in facts and facts[fact].discretion and fact not in case.judge.values}
    if not open_ or (part.by_id is not None and part.by_id not in {facts[each].who for each in open_}):
        return found
    said = "、".join(facts[each].title for each in sorted(open_))
    return replace(found, severity="warning", depends_on=tuple(sorted(open_)),
                   message=f"{found.message}。违规，当没有认定“{said}”时")


def to_be_judged(each: Treated) -> list[tuple[int, Node]]:
    """The rules that leave a right to somebody's judgement in this case, each with when it does."""
    case = each.review
    found = [(index, residual(case.judge.holds(index), dict.fromkeys(names, True)))
             for index in each.right.rules if (names := discretion(each, index))]
    return [(index, node) for index, node in found
            if case.judge.of(node, both(each.assuming, case.judge.covers)).truth != "never"]


def _heard(review: Review) -> Iterator[Treated | Doubt]:
    for decision in review.procedure.decisions:
        case = case_of(review, decision)
        if case is not None:
            yield from _decision(case, decision)
    for practice in review.procedure.practices:
        if practices_of(review).meant(practice).shown:
            continue  # a practice that a rule forbids by name
        yield from _worded(review, practice, practice.text)
    for stated in review.procedure.steps:
        for key, text in (("name", stated.name), ("result", stated.result)):
            for said in rights_of(review.run.program).said(text) if text else ():
                if said.heard == "denied" and said.word in said.right.words and not _IF.search(plain(text)):
                    yield Treated(stated, key, text, said.right, True, review, stated.condition, blanket(text))


def _decision(case: Review, decision: StatedDecision) -> Iterator[Treated | Doubt]:
    rights = rights_of(case.run.program)
    named = [(rights.named(name) or exemption_by(case.run, name), denied)
             for names, denied in ((decision.denies, True), (decision.grants, False)) for name in names]
    if named:
        for right, denied in named:
            if right is not None:
                yield Treated(decision, "denies" if denied else "grants", decision.text, right, denied, case,
                              general=blanket(decision.text))
        return
    if not tuple(practices_of(case).shown(in_signs(decision.text))):  # else told as a practice that is forbidden
        yield from _worded(case, decision, decision.text)


def _worded(review: Review, part: StatedDecision | StatedPractice, text: str) -> Iterator[Treated | Doubt]:
    reasons = {thing.id for wait in waits(review.run, text) for thing in wait.lacking}
    for said in (*rights_of(review.run.program).said(text), *exempted(review.run, text)):
        values, assuming, rest = bounds(plain(text), _measured(review, said.right))
        if isinstance(part, StatedDecision):
            values |= mentioned(review.run.program, text, _turned_on(review, said.right))
        open_if = isinstance(part, StatedPractice) and any(_IF.search(clause) for clause in re.split("[,。;]", rest))
        case = narrowed(review, values) if values else review
        if (said.heard == "unsure" or open_if) and (free(in_signs(text)) or said.right.id in reasons):
            continue  # left to the applicant's choice, or given as a reason
        if said.heard == "unsure" or open_if:
            if isinstance(part, StatedPractice) and said.heard == "unsure" and not negative(text):
                continue  # a practice may speak of a right without deciding on it
            yield Doubt(part, said.right, said.word)
        elif case is not None:
            yield Treated(part, "text", text, said.right, said.heard == "denied", case, assuming, blanket(text))


def _measured(review: Review, right: Right) -> dict[str, Fact]:
    """The number facts on which a right turns and that are not given: a text may name their amounts."""
    return {name: review.run.program.facts[name] for name in _turned_on(review, right)}


def _turned_on(review: Review, right: Right) -> set[str]:
    """The facts on which a right turns and that are not given."""
    names = {name for index in right.rules for name in facts_in(review.run.program.rules[index].condition)}
    return (names & review.run.program.facts.keys()) - review.judge.given.keys()


def alike(review: Review) -> Iterator[tuple[StatedDecision, tuple[tuple[Right, float], ...]]]:
    """Decisions that speak of no right, with the rights whose words are similar, best first."""
    for decision in review.procedure.decisions:
        case = case_of(review, decision)
        if case is None or decision.grants or decision.denies:
            continue
        rights = rights_of(case.run.program)
        if rights.said(decision.text) or exempted(case.run, decision.text):
            continue
        likely = rights.alike(decision.text)
        if likely:
            yield decision, likely
