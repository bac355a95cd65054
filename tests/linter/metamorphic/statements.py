"""More facts in a document's situation: which may be stated, and what they may be."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import date

from papers import KNOWLEDGE, Tree, procedure

from kb.clauses.model import Value
from kb.compiler.witness import all_thresholds, samples
from kb.findings import KbError


def choices(service: str, day: date, name: str) -> list[Value]:
    """Values of a fact that stand for all others: at, below and above every threshold."""
    program = KNOWLEDGE.program(service, day)
    fact = program.facts.get(name)
    if fact is None:
        return []
    return samples(fact, all_thresholds([each.effective for each in program.rules]).get(name, ()))


def stating(tree: Tree, name: str) -> Iterator[Tree]:
    """The document with one more fact stated, once for each value that its situation allows."""
    stated, _ = procedure(tree)
    for value in choices(stated.service.id, stated.as_of, name):
        more = deepcopy(tree)
        more["situation"] = {**tree.get("situation", {}), name: value}
        try:
            procedure(more)
        except KbError:  # contradicts what is stated already
            continue
        yield more
