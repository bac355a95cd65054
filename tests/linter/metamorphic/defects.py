"""A catalogue of defects to be put into a lawful document, each with the finding that it deserves.

A defect looks at the document and the rule base's own answer in its situation, and says what could be made wrong:
nothing where it does not fit. What it takes for wrong comes from the answer, never from the linter.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from papers import CASES, KNOWLEDGE, Part, Tree

from kb.engine.answer import Answer, StepAnswer
from kb.engine.ask import ask
from kb.engine.runner import runner

UNITS = {"working_day": "个工作日", "day": "日", "hour": "小时", "month": "个月"}
ANY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Seed:
    """A document with one defect: the finding's code, where it stands, its clauses (ANY: the check has none), severity.

    `also` are findings that follow from the same defect by another rule: a longer step makes its span longer.
    """

    tree: Tree
    code: str  # one code, or several with / between them where the rules tell kinds apart that an answer does not
    part: Part
    clauses: frozenset[str]
    severity: str = "error"
    also: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True)
class Case:
    """A worked case with its lawful document and its answer."""

    tree: Tree
    answer: Answer

    def steps(self) -> Iterator[tuple[int, dict[str, Any], StepAnswer]]:
        """The document's steps that are required for sure, with their answers."""
        answers = {each.id: each for each in self.answer.steps}
        for index, step in enumerate(self.tree["steps"]):
            if answers[step["is"]].status == "required":
                yield index, step, answers[step["is"]]


def case_of(name: str, tree: Tree) -> Case:
    """A worked case; `tree` is its lawful document."""
    case = CASES[name]
    return Case(tree, ask(KNOWLEDGE, case.service, case.facts, case.as_of, engine="python"))


def _changed(case: Case, index: int, **values: Any) -> Tree:
    tree = deepcopy(case.tree)
    tree["steps"][index].update(values)
    return tree


def _with(case: Case, key: str, row: Any) -> tuple[Tree, Part]:
    tree = deepcopy(case.tree)
    tree.setdefault(key, []).append(row)
    return tree, (key, len(tree[key]) - 1)


def _clauses(because: Any) -> frozenset[str]:
    return frozenset(each.clause for each in because)


def _firm(because: Any) -> bool:
    """Whether a state rests on rules that bind and whose day has come."""
    return bool(because) and all(each.force in ("law", "promise") and each.truth == "true" for each in because)


# time

def over_limit(case: Case) -> Iterator[Seed]:
    """A step takes half a day (a day, an hour, a month) longer than it may."""
    for index, _, answer in case.steps():
        limit = answer.limit
        if limit and limit["measure"] == "max" and _firm(answer.because) and limit["unit"] == "working_day":
            longer = f"{float(limit['value']) + 0.5:g}{UNITS[limit['unit']]}"
            yield Seed(_changed(case, index, duration=longer), "P401", ("steps", index, "duration"),
                       _clauses(answer.because), also=frozenset({"P402"}))


def promised_longer(case: Case) -> Iterator[Seed]:
    """A promise table says more than a step may take."""
    for _, step, answer in case.steps():
        limit = answer.limit
        if limit and limit["measure"] == "max" and _firm(answer.because) and limit["unit"] == "working_day":
            row = {"item": step["name"], "duration": f"{float(limit['value']) + 1:g}{UNITS[limit['unit']]}"}
            tree, part = _with(case, "promises", row)
            yield Seed(tree, "P404", (*part, "duration"), _clauses(answer.because))


# approvals

def lifted_step(case: Case) -> Iterator[Seed]:
    """A step is listed that is waived or abolished."""
    codes = {"waived": "P101", "abolished": "P102"}
    for each in case.answer.steps:
        if each.status in codes and _firm(each.because):
            tree, part = _with(case, "steps", {"id": "seeded", "name": each.name, "is": each.id,
                                               "authority": each.authority_name})
            yield Seed(tree, codes[each.status], (*part, "name"), _clauses(each.because))


def merged_alone(case: Case) -> Iterator[Seed]:
    """A step that is done within another is listed on its own, before it."""
    listed = {step["is"]: index for index, step, _ in case.steps()}
    program = KNOWLEDGE.program(case.answer.service, case.answer.as_of)
    first = {one for _, one, _ in runner(KNOWLEDGE, program).frame.orders} | {
        effect.data.get("step") for fired in program.rules for effect in fired.rule.effects
        if effect.keyword == "forbid"}  # some law wants it before others
    for each in case.answer.steps:
        if each.status == "merged" and each.into in listed and _firm(each.because) \
                and not program.steps[each.id].produces and each.id not in first:
            tree, part = _with(case, "steps", {"id": "seeded", "name": each.name, "is": each.id,
                                               "authority": each.authority_name})
            home = tree["steps"][listed[each.into]]
            home["after"] = [*home.get("after", []), "seeded"]
            yield Seed(tree, "P105/P106", (*part, "name"), _clauses(each.because), also=frozenset({"P501", "P505"}))


# order

def circle(case: Case) -> Iterator[Seed]:
    """A step waits for one that waits for it."""
    index_of = {step["id"]: index for index, step in enumerate(case.tree["steps"])}
    for index, step, _ in case.steps():
        for earlier in step.get("after", ())[:1]:
            first = index_of[earlier]
            after = [*case.tree["steps"][first].get("after", []), step["id"]]
            yield Seed(_changed(case, first, after=after), "P202", ("steps", min(first, index)), ANY,
                       also=frozenset({"P201", "P306", "P501", "P502", "P504", "P505"}))


def parallel_in_a_row(case: Case) -> Iterator[Seed]:
    """Two steps that go side by side are done one after the other."""
    from papers import procedure

    from kb.linter.review import Review

    review = Review(KNOWLEDGE, procedure(case.tree)[0])
    index_of = {step["is"]: index for index, step, _ in case.steps()}
    for rule, names in review.groups:
        fired = review.run.program.rules[rule]
        mine = [name for name in names if name in index_of]
        if fired.rule.force in ("law", "promise") and not fired.pending and len(mine) > 1 \
                and rule in review.run.verdict(review.judge.values).true:
            one, other = mine[:2]
            later = case.tree["steps"][index_of[other]]
            earlier = case.tree["steps"][index_of[one]]
            if review.waits(review.steps[later["id"]], review.steps[earlier["id"]]) or review.waits(
                    review.steps[earlier["id"]], review.steps[later["id"]]):
                continue
            after = [*later.get("after", []), earlier["id"]]
            yield Seed(_changed(case, index_of[other], after=after), "P501",
                       ("steps", index_of[other], "after", len(after) - 1), frozenset({fired.rule.clause}),
                       also=frozenset({"P402"}))
