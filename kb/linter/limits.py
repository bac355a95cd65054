"""Limits that a document exceeds, as findings say and mend them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kb.clauses.located import Step as Part
from kb.clauses.model import Limit
from kb.clauses.quantity import show_limit
from kb.linter.review import Breach, Review

Limits = Sequence[tuple[int, Limit]]


def broken(review: Review, breach: Breach, limits: Limits) -> list[tuple[str, Limit]]:
    """The limits behind a breach with the force of their rules, the shortest first."""
    ids = {fired.rule.id for fired in breach.rules}
    rules = review.run.program.rules
    found = {(rules[index].rule.force, limit.unit, limit.value): limit for index, limit in limits
             if rules[index].rule.id in ids}
    return [(force, found[force, unit, value]) for force, unit, value in sorted(found, key=lambda each: each[2])]


def allowed(review: Review, breach: Breach, limits: Limits) -> tuple[str, str]:
    """What the rules behind a breach allow, in words, and that the law's own limit is broken too ("" if it is not)."""
    found = broken(review, breach, limits)
    promises = list(dict.fromkeys(show_limit(limit) for force, limit in found if force != "law"))
    law = list(dict.fromkeys(show_limit(limit) for force, limit in found if force == "law"))
    if not promises:
        return "或".join(law), ""
    return "或".join(promises), f"，也超过法定的{'或'.join(law)}" if law else ""


def within(shown: str) -> str:
    """How to mend a time that is longer than what is shown."""
    return f"改成不超过{shown}" if shown != show_limit(Limit(Decimal(0), "working_day")) else f"改成{shown}办结"


def mended(review: Review, breach: Breach, limits: Limits,
           path: tuple[Part, ...]) -> tuple[tuple[Part, ...], object] | None:
    """The path of a time and the limit to put there, where a breach is sure and leaves no choice."""
    found = broken(review, breach, limits)
    if breach.severity != "error" or not found:
        return None
    shortest = found[0][1]
    return path, show_limit(shortest) if shortest.unit != "day" else f"{shortest.value:f}日"
