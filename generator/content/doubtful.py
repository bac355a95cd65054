"""Which tensions a guide shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.content.conditions import settled
from generator.content.desk import Desk


def tensions(desk: Desk) -> list[Mapping[str, Any]]:
    """The recorded tensions, and sums that exceed a declared total and are not explained by one of them."""
    recorded = {each.id: each for each in desk.program.tensions}
    explained = {name for each in desk.answer.tensions if each["id"] in recorded and each["arithmetic"]
                 for name in recorded[str(each["id"])].touches}
    return [each for each in desk.answer.tensions
            if not each["computed"] or (_span(each) not in explained and _exceeds(desk, each))]


def _span(tension: Mapping[str, Any]) -> str:
    return str(tension["id"]).split(".")[1]


def _exceeds(desk: Desk, tension: Mapping[str, Any]) -> bool:
    """Whether the sum is too long also in the situations to which the declared total applies."""
    span = desk.answer.span(_span(tension))
    measure = str(tension["id"]).rpartition(".")[2]
    for reason, each in zip(span.because, span.declared, strict=True):
        if each["measure"] != measure or each["clause"] not in tension["clauses"]:
            continue
        if each["settled"]:
            return True
        answer = desk.again(settled(desk.rules[reason.rule].condition))
        if answer is not None and answer.span(span.id).high > each["value"] * 2:
            return True
    return False
