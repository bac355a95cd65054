"""条件不可能成立

查什么：规则、矛盾说明和“文件没有写”的条件，有没有一种情形能让它成立。

为什么：不可能成立的条件永远不起作用；多半是写反了，或者和常理冲突。

怎样才合规：改正条件。

不管什么：求解器在时限内判断不了的条件，只提示一次。
"""

from collections.abc import Iterator

from kb.clauses.model import Rule
from kb.clauses.tree import Node
from kb.findings import Finding, Place
from kb.linter.rulebase.base import Base, Stretch

CODE, NAME = "R106", "impossible-condition"
Subject = tuple[str, Place, Node, list[Rule]]


def check(base: Base) -> Iterator[Finding]:
    """Conditions that hold in no case of any stretch of time."""
    ways: dict[str, list[bool]] = {}
    subjects: dict[str, Subject] = {}
    for stretch in base.stretches:
        for subject in _subjects(stretch):
            subjects.setdefault(subject[0], subject)
            ways.setdefault(subject[0], []).append(not stretch.never(subject[2]))
    for name, (what, place, _, rules) in subjects.items():
        if not any(ways[name]):
            yield base.finding(CODE, NAME, place, f"{what}的条件不可能成立", "改正条件里互相矛盾的部分",
                               rules=rules, about=what)


def _subjects(stretch: Stretch) -> Iterator[Subject]:
    for fired in stretch.program.rules:
        yield f"规则 `{fired.rule.id}` ", fired.rule.place, fired.condition, [fired.rule]
    for tension in stretch.program.tensions:
        if tension.condition is not None:
            yield f"矛盾说明 `{tension.id}` ", tension.place, tension.condition, []
    for gap in stretch.program.unavailable:
        if gap.condition is not None:
            yield f"“{gap.what}”", gap.place, gap.condition, []
