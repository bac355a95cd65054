"""规则互相矛盾

查什么：两条规则同时成立时，一条要求一个环节先于另一个、另一条要求两个并联；一条说某事不得作为前置、另一条把它排在前面；
一条要求的审批不在另一条的封闭清单里；同一环节的状态或时限不同而没有例外关系。

为什么：按一条做就违反另一条，经办人无所适从。

怎样才合规：其中一条是例外的，写 overrides；文件自己矛盾的，写成 tensions 并只编码采用的读法。

不管什么：法定时限和承诺时限长短不同，不算矛盾。
"""

from collections.abc import Iterator
from itertools import combinations
from typing import cast

from kb.clauses.keyword import listed
from kb.compiler.knowledge import Fired
from kb.compiler.overrides import ungranted
from kb.findings import Finding
from kb.linter.rulebase.base import Base, Stretch, slots_of

CODE, NAME = "R103", "contradiction"
Clash = tuple[Fired, Fired, str]


def check(base: Base) -> Iterator[Finding]:
    """Pairs of rules that can't both be followed, each with a case in which both hold."""
    for stretch in base.stretches:
        for one, two, what in (*_orders(stretch), *_closed(stretch), *_slots(stretch)):
            case = stretch.found([ungranted(one.effective), ungranted(two.effective)])
            if case is None:
                continue
            yield base.finding(
                CODE, NAME, two.rule.place,
                f"`{one.rule.id}` 与 `{two.rule.id}` 矛盾：{what}；都成立的情形：{base.say(stretch, case)}",
                "写明例外（overrides），或记为文件自身的矛盾（tensions）", severity="error",
                rules=sorted((one.rule, two.rule), key=lambda rule: rule.id), about=what, stretch=stretch, case=case)


def _pairs(stretch: Stretch, kind: str) -> Iterator[tuple[Fired, str, object]]:
    for fired in stretch.program.rules:
        for slot in slots_of(fired):
            if slot.kind == kind:
                yield fired, slot.target, slot.value


def _orders(stretch: Stretch) -> Iterator[Clash]:
    names = {step.id: step.name for step in stretch.program.service.steps}
    orders = [(fired, str(first), then) for fired, then, first in _pairs(stretch, "order")]
    for one, _, members in _pairs(stretch, "parallel"):
        for two, first, then in orders:
            if {first, then} <= set(listed(members)):
                yield one, two, f"“{names[first]}”和“{names[then]}”要并联，又要先后"
    for one, then, what in _pairs(stretch, "free"):
        kind, name = cast("tuple[str, str]", what)
        for two, first, last in orders:
            if kind == "step" and (name, then) == (first, last):
                yield one, two, f"“{names[name]}”不得作为“{names[then]}”的前置，又排在它前面"


def _closed(stretch: Stretch) -> Iterator[Clash]:
    approvals = {step.id: step.name for step in stretch.program.service.steps if step.kind == "approval"}
    for one, of, value in _pairs(stretch, "closed"):
        members = cast("tuple[tuple[str, ...], tuple[str, ...]]", value)[0]
        for two, step, status in _pairs(stretch, "step"):
            if of == "approvals" and status == "required" and step in approvals and step not in members:
                yield one, two, f"审批“{approvals[step]}”不在封闭清单里，又要求办"


def _slots(stretch: Stretch) -> Iterator[Clash]:
    by_slot: dict[tuple[str, str], list[tuple[Fired, object]]] = {}
    for fired in stretch.program.rules:
        for slot in slots_of(fired):
            if slot.kind in ("step", "limit"):
                by_slot.setdefault((slot.kind, slot.target), []).append((fired, slot.value))
    for (kind, target), users in by_slot.items():
        for (one, left), (two, right) in combinations(users, 2):
            if left != right and (kind == "step" or (one.rule.force == "law") == (two.rule.force == "law")):
                yield one, two, f"对“{target}”的结论不同"
