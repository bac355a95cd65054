"""Which step of the rule base a document's step is. Never a silent guess.

`is` decides. Without it the name must be the rule step's name or one of its aliases, apart from width, spaces,
punctuation, numbering and words that say nothing (办理, 手续, 环节 …); for approvals 审批, 许可 and 核准 at the end are
one word. Names that are only similar (at least `SIMILAR`) are proposed as candidates.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from kb.clauses.model import Step
from kb.compiler.knowledge import Program
from kb.linter.document import StatedStep

SIMILAR = 0.6
"""The share of common characters from which a name is proposed as a candidate."""

How = Literal["is", "name", "alias", "wording", "none"]

_NUMBERING = re.compile(r"^(?:第[一二三四五六七八九十0-9]+[步项]|[(]?[一二三四五六七八九十0-9]+[).、:])")
_SIGNS = re.compile(r"[\s()\[\]【】<>《》“”‘’\"'`、,，.。;；:：/\\·\-—_]+")
_EMPTY_HEAD = re.compile("^(?:办理|进行|开展|申请办理)")
_EMPTY_TAIL = re.compile("(?:的?办理|手续|环节|阶段|事项)$")
_APPROVAL = re.compile("(?:行政)?(?:审批|许可证?|核准|批准)$")
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Match:
    """What a document's step is in the rule base: its step, how that was found, or who might be meant."""

    step: Step | None
    how: How
    candidates: tuple[tuple[str, float], ...] = ()


class Matcher:
    """The names of one program's steps, ready to be looked up."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.exact: dict[str, set[str]] = {}
        self.loose: dict[str, set[str]] = {}
        for step in program.steps.values():
            for name in (step.name, *step.aliases):
                self.exact.setdefault(folded(name), set()).add(step.id)
                self.loose.setdefault(bare(name), set()).add(step.id)
                if step.kind == "approval":
                    self.loose.setdefault(_approved(bare(name)), set()).add(step.id)

    def match(self, stated: StatedStep) -> Match:
        """The rule step of one stated step."""
        steps = self.program.steps
        if stated.rule_step is not None:
            return Match(steps[stated.rule_step], "is")
        found = self.exact.get(folded(stated.name), set())
        if len(found) == 1:
            step = steps[next(iter(found))]
            return Match(step, "name" if step.name == stated.name else "alias")
        if not found:
            for key in (bare(stated.name), _approved(bare(stated.name))):
                found = self.loose.get(key, set()) if len(key) >= _SHORTEST else set()
                if len(found) == 1:
                    return Match(steps[next(iter(found))], "wording")
        if found:
            return Match(None, "none", tuple((name, 1.0) for name in sorted(found)))
        return Match(None, "none", self.similar(stated.name))

    def similar(self, name: str) -> tuple[tuple[str, float], ...]:
        """Up to three steps whose names are similar, best first."""
        own = SequenceMatcher(None, "", bare(name), autojunk=False)
        best: dict[str, float] = {}
        for other, owners in self.loose.items():
            own.set_seq1(other)
            if own.real_quick_ratio() < SIMILAR or own.quick_ratio() < SIMILAR:
                continue
            score = round(own.ratio(), 2)
            for owner in owners:
                if score >= max(SIMILAR, best.get(owner, 0.0)):
                    best[owner] = score
        return tuple(sorted(best.items(), key=lambda each: (-each[1], each[0]))[:3])


def folded(name: str) -> str:
    """The name without width, case, spaces and punctuation."""
    return _SIGNS.sub("", _NUMBERING.sub("", unicodedata.normalize("NFKC", name).strip())).casefold()


def bare(name: str) -> str:
    """The folded name without words that say nothing, as long as enough of it is left."""
    found = folded(name)
    for empty in (_EMPTY_HEAD, _EMPTY_TAIL):
        shorter = empty.sub("", found)
        found = shorter if len(shorter) >= _SHORTEST else found
    return found


def sounds_like_approval(name: str) -> bool:
    """Whether a name says that it is a permission by an authority."""
    return bool(re.search("审批|许可|核准|批准|审核同意|备案审查", folded(name)))


def _approved(name: str) -> str:
    return _APPROVAL.sub("许可", name)
