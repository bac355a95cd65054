"""Checks that are found by being there: the modules of a package, each with a code, a name, a page and `check`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from inspect import cleandoc
from pkgutil import iter_modules
from typing import Any, Generic, TypeVar

Run = TypeVar("Run")
PACKAGES = ["kb.linter.checks", "kb.linter.rulebase.checks"]
"""Where checks are; what stands on kb adds its own, so that `banshi explain` finds their pages."""


@dataclass(frozen=True, slots=True)
class Page(Generic[Run]):
    """One check. `title` is the first line of its page, the docstring of its module.

    `groups`: the practices it looks after (GROUPS of its module).
    """

    code: str
    name: str
    title: str
    page: str
    run: Run
    groups: tuple[str, ...] = ()


@cache
def pages(package: str) -> tuple[Page[Any], ...]:
    """The checks of a package by code."""
    found = []
    for each in iter_modules(import_module(package).__path__):
        module = import_module(f"{package}.{each.name}")
        page = cleandoc(module.__doc__ or "")
        found.append(Page(module.CODE, module.NAME, page.partition("\n")[0], page, module.check,
                          tuple(getattr(module, "GROUPS", ()))))
    return tuple(sorted(found, key=lambda check: check.code))


def all_pages() -> tuple[Page[Any], ...]:
    """The checks of all packages."""
    return tuple(each for package in PACKAGES for each in pages(package))
