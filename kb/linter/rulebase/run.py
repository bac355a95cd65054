"""All checks of the rule base: found by being there, run one after the other, accepted findings left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from inspect import cleandoc
from pkgutil import iter_modules

from kb.compiler.knowledge import Knowledge
from kb.findings import Finding
from kb.linter.rulebase.base import Base


@dataclass(frozen=True, slots=True)
class BaseCheck:
    """One check of the rule base. `title` is the first line of its page."""

    code: str
    name: str
    title: str
    page: str
    run: Callable[[Base], Iterator[Finding]]


@cache
def base_checks() -> tuple[BaseCheck, ...]:
    """All checks of the rule base by code, discovered in `kb.linter.rulebase.checks`."""
    package = import_module("kb.linter.rulebase.checks")
    found = []
    for each in iter_modules(package.__path__):
        module = import_module(f"{package.__name__}.{each.name}")
        page = cleandoc(module.__doc__ or "")
        found.append(BaseCheck(module.CODE, module.NAME, page.partition("\n")[0], page, module.check))
    return tuple(sorted(found, key=lambda check: check.code))


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
