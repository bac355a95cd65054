"""A demand that a rule may forbid, before it is judged in the document's situation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kb.clauses.tree import Node
from kb.linter.document import StatedStep

Reason = Literal["waived", "result", "own", "reviewed", "obtainable", "repeated", "opinion", "baseless", "unlisted"]

Rules = list[tuple[int, Node]]
"""Rules by index, each with the condition under which the demand is contrary to it."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What the document would have to say to be sure: `what` by name, and the condition in words."""

    what: str
    words: str


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Why a demand may be contrary to which rules. `other` is the step that has the material or issues it.

    `slight`: nothing but a question to ask; it makes a note.
    """

    reason: Reason
    rules: Rules
    doubt: Doubt | None = None
    other: StatedStep | None = None
    detail: str = ""
    slight: bool = False
