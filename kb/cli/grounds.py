"""How the grounds of an answer are said: the clause, whether it was checked, what kind of plan, what comes first."""

from __future__ import annotations

from collections.abc import Mapping

from kb.compiler.knowledge import Knowledge
from kb.engine.answer import Reason, StepAnswer


def cited(knowledge: Knowledge, reason: Reason) -> str:
    """The clause of a reason as people cite it; one that nobody has checked against its text says so."""
    return knowledge.cite(reason.clause) + ("（条文待核对）" if reason.clause in knowledge.unconfirmed else "")


def planned(knowledge: Knowledge, reason: Reason) -> str:
    """What kind of plan a reason is: one with a day by which it is due, or one without."""
    rule = next((each for each in knowledge.rulebook.rules if each.id == reason.rule), None)
    return "计划，期限未到" if rule is not None and rule.due else "计划"


def before(step: StepAnswer, steps: Mapping[str, StepAnswer], number: Mapping[str, int]) -> list[int]:
    """The numbers of the steps that come before one; steps that may fall away are looked through."""
    found: set[int] = set()
    seen: set[str] = set()
    queue = [step]
    while queue:
        for need in queue.pop().needs:
            for name in need.split("|"):
                if name in number:
                    found.add(number[name])
                elif name not in seen and name in steps:
                    seen.add(name)
                    queue.append(steps[name])
    return sorted(found)
