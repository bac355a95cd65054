"""All checks of the rule base: found by being there, run one after the other, accepted findings left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from kb.compiler.knowledge import Knowledge
from kb.findings import Finding
from kb.linter.pages import Page, pages
from kb.linter.rulebase.base import Base


def base_checks() -> tuple[Page[Callable[[Base], Iterator[Finding]]], ...]:
    """All checks of the rule base by code, discovered in `kb.linter.rulebase.checks`."""
    return pages("kb.linter.rulebase.checks")


def review(knowledge: Knowledge) -> list[Finding]:
    """What is weak in a rule base, in the order of its files, without accepted findings; marks that fit none are told.

    KbError when the solver is not installed.
    """
    base = Base(knowledge)
    marks = {each.key: each for each in knowledge.rulebook.accepted}
    told: dict[tuple[str, object], Finding] = {}
    for check in base_checks():
        for finding in check.run(base):
            told.setdefault((finding.code, finding.fix["key"] if finding.fix else finding.message), finding)
    used = {key for _, key in told if key in marks}
    kept = [each for (_, key), each in told.items() if key not in marks]
    stale = [replace(
        base.finding("R100", "stale-mark", mark.place, f"标记 `{key}` 已经没有对应的问题：规则改过，或问题已经消失",
                     "删去这个标记"), severity="warning")
        for key, mark in marks.items() if key not in used]
    return sorted([*kept, *stale], key=lambda each: each.place)
