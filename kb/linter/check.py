"""What a check is: one module in `kb/linter/checks/` with CODE, NAME and `check`; its docstring is its page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from kb.findings import Finding, KbError, nearest, problem
from kb.linter.pages import Page, pages

if TYPE_CHECKING:
    from kb.linter.review import Review

PARTS = ("查什么", "为什么", "怎样才合规", "不管什么")
"""The parts every page has, in this order."""


def checks() -> tuple[Page[Callable[[Review], Iterator[Finding]]], ...]:
    """All checks by code, discovered in `kb.linter.checks`."""
    return pages("kb.linter.checks")


def page(code: str) -> str:
    """The page of one check, by code or name. KbError when there is none."""
    for each in checks():
        if code.upper() == each.code or code == each.name:
            return f"{each.code} {each.name}：{each.page}"
    known = [name for each in checks() for name in (each.code, each.name)]
    raise KbError(problem("S604", "unknown-check", f"没有这项检查：`{code}`",
                          hint=nearest(code, known) or "、".join(each.code for each in checks())))
