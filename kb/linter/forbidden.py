"""The practices that a service's rules forbid, and the words by which a document shows one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kb.clauses.keyword import listed
from kb.clauses.model import Practice
from kb.engine.runner import Runner
from kb.linter.names import folded
from kb.linter.review import Review

_DENIED = re.compile("(?:不|无需|无须|免于|免予|免|取消|禁止|严禁|停止).{0,4}$")


@dataclass(frozen=True, slots=True)
class Forbidden:
    """One `forbid` of a program: its rule's index, its practice, who may not, and the rest of what it says."""

    index: int
    practice: Practice
    who: tuple[str, ...]
    data: Mapping[str, object]

    def step(self, key: str = "step") -> str:
        """The step that it names under a key, "" when it names none."""
        return str(self.data.get(key) or "")


def forbidden(review: Review, group: str = "") -> Iterator[Forbidden]:
    """The practices of a group that are forbidden in the document's situation, or may be; of all groups without one."""
    for each in _all(review.run):
        if (not group or each.practice.group == group) and review.judge.live(each.index):
            yield each


@lru_cache(maxsize=64)
def _all(run: Runner) -> tuple[Forbidden, ...]:
    practices = run.knowledge.practices
    return tuple(Forbidden(index, practices[str(effect.data["practice"])], listed(effect.data["who"]), effect.data)
                 for index, fired in enumerate(run.program.rules) for effect in fired.rule.effects
                 if effect.keyword == "forbid")


def shown(practice: Practice, text: str) -> bool:
    """Whether a name or a note shows a practice: one of its phrases stands in it and is not denied."""
    said = folded(text)
    return any(not _DENIED.search(said[:each.start()]) for each in _phrases(practice.aliases).finditer(said))


@lru_cache(maxsize=512)
def _phrases(aliases: tuple[str, ...]) -> re.Pattern[str]:
    words = [each for each in aliases if not each.isascii()]
    parts = [".{0,10}".join(re.escape(folded(part)) for part in each.split("…")) for each in words]
    return re.compile("|".join(parts) or r"(?!)")
