"""Coverage: what the worked cases of a rule base leave untried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import chain

from kb.compiler.knowledge import Knowledge
from kb.engine.answer import plain
from kb.engine.demands import Demand, demands
from kb.engine.played import play_all
from kb.engine.shown_limits import limits

KINDS = {
    "service": "事项", "holds": "规则成立", "fails": "规则不成立", "exception": "例外起作用",
    "threshold": "数和日期的界限", "limit": "时限的数", "comparison": "两个量相比",
    "day": "开始、期限和失效日", "value": "选项", "implication": "推断", "tension": "矛盾", "gap": "文件缺的内容",
}


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was demanded of the cases and what of it none of them exercises."""

    demanded: Mapping[str, int]
    lacking: tuple[Demand, ...]
    cases: int
    counts: Mapping[str, int] = field(default_factory=dict)
    """The lacking ones by kind."""

    def to_json(self) -> dict[str, object]:
        """The coverage as the JSON document of `banshi test --coverage`."""
        kinds = {kind: {"demanded": count, "lacking": self.counts.get(kind, 0)}
                 for kind, count in self.demanded.items()}
        return {"cases": self.cases, "kinds": kinds, "lacking": [_json(each) for each in self.lacking]}


def _json(each: Demand) -> dict[str, object]:
    return {"kind": each.kind, "about": each.about, "file": each.place.file, "line": each.place.line,
            "column": each.place.column, "services": list(each.services), "fact": each.fact or None,
            "value": None if each.value is None else plain(each.value), "side": each.side or None,
            "message": each.lacking}


def coverage(knowledge: Knowledge, wanted: Callable[[Demand], bool] = lambda _: True) -> Coverage:
    """What the worked cases leave untried, of the demands that are `wanted`; all cases may meet them."""
    asked = [each for each in chain(demands(knowledge), limits(knowledge)) if wanted(each)]
    played = play_all(knowledge, {name for each in asked for name in each.services})
    lacking = tuple(each for each in asked
                    if not any(one.case.service in each.services and each.met(one) for one in played))
    demanded = Counter(each.kind for each in asked)
    return Coverage({kind: demanded[kind] for kind in KINDS if demanded[kind]}, lacking, len(played),
                    Counter(each.kind for each in lacking))
