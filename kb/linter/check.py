"""What a check is: one module in `kb/linter/checks/` with CODE, NAME and `check`; its docstring is its page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from inspect import cleandoc
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from kb.findings import Finding, KbError, nearest, problem

if TYPE_CHECKING:
    from kb.linter.review import Review

PARTS = ("查什么", "为什么", "怎样才合规", "不管什么")
"""The parts every page has, in this order."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check of the linter. `title` is the first line of its page; `groups` the practices it looks after."""

    code: str
    name: str
    title: str
    page: str
    run: Callable[[Review], Iterator[Finding]]
    groups: tuple[str, ...] = ()


@cache
def checks() -> tuple[Check, ...]:
    """All checks by code, discovered in `kb.linter.checks`."""
    package = import_module("kb.linter.checks")
    modules = (import_module(f"{package.__name__}.{each.name}") for each in iter_modules(package.__path__))
    found = []
    for module in modules:
        page = cleandoc(module.__doc__ or "")
        found.append(Check(module.CODE, module.NAME, page.partition("\n")[0], page, module.check,
                           tuple(getattr(module, "GROUPS", ()))))
    return tuple(sorted(found, key=lambda each: each.code))


def page(code: str) -> str:
    """The page of one check, by code or name. KbError when there is none."""
    for each in checks():
        if code.upper() == each.code or code == each.name:
            return f"{each.code} {each.name}：{each.page}"
    known = [name for each in checks() for name in (each.code, each.name)]
    raise KbError(problem("S604", "unknown-check", f"没有这项检查：`{code}`",
                          hint=nearest(code, known) or "、".join(each.code for each in checks())))
