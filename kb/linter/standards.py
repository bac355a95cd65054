"""What the rules of a program say about the parts of a document (one window, one form, ways, notices), by rule."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from kb.clauses.keyword import Data
from kb.clauses.standards import STANDARDS, standard_steps
from kb.engine.runner import Runner
from kb.linter.review import Review
from kb.linter.stated import StatedStep
from kb.linter.wording import receives

Standard = tuple[int, tuple[str, ...], Mapping[str, Any]]
"""A rule's index, the steps it speaks of (empty: all), and what else it says."""

TURNS_UP = ("applicant", "acceptance")
"""The kinds of steps at which the applicant turns up at an office."""


@lru_cache(maxsize=64)
def _all(run: Runner) -> Mapping[str, tuple[Standard, ...]]:
    found: dict[str, list[Standard]] = {}
    for index, fired in enumerate(run.program.rules):
        for effect in fired.rule.effects:
            for key in STANDARDS.keys() & effect.data.keys():
                found.setdefault(key, []).append((index, standard_steps(effect.data[key]), _inner(effect.data, key)))
    return {key: tuple(each) for key, each in found.items()}


def standards(review: Review, key: str) -> tuple[Standard, ...]:
    """What the program's rules say under one key, in the order of its rules."""
    return _all(review.run).get(key, ())


def speaks_of(review: Review, steps: tuple[str, ...], stated: StatedStep) -> bool:
    """Whether a standard for these rule steps is about a stated step; one for all: where the applicant turns up."""
    step = review.rule_step(stated)
    if steps:
        return step is not None and step.id in steps
    return step.kind in TURNS_UP if step is not None else receiving(review, stated)


def within(review: Review, steps: tuple[str, ...], stated: StatedStep) -> bool:
    """Whether a stated step is one of these rule steps, or a step of its own directly before one of them."""
    step = review.rule_step(stated)
    if step is not None:
        return step.id in steps
    return receiving(review, stated) and any(
        stated.id in each.after for each in review.procedure.steps
        if (later := review.rule_step(each)) is not None and later.id in steps)


def receiving(review: Review, stated: StatedStep) -> bool:
    """Whether papers are taken in at a step, as far as the document tells."""
    step = review.rule_step(stated)
    kind = stated.kind or (step.kind if step else None)
    return kind == "acceptance" if kind else receives(stated.name)


def _inner(data: Data, key: str) -> Mapping[str, Any]:
    value = data[key]
    return value if isinstance(value, Mapping) else {}
