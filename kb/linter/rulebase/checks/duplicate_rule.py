"""规则重复

查什么：两条规则在同样的情形下做同样的事。

为什么：改了一条忘了另一条，两条就会不一致。

怎样才合规：合成一条，另一处条款写进 also。

不管什么：作用只有一部分相同的规则；出自不同文件的规则，一个文件失效时另一个还在。
"""

from collections.abc import Iterator
from itertools import combinations

from kb.clauses.model import Rule
from kb.compiler.overrides import ungranted
from kb.findings import Finding
from kb.linter.rulebase.base import Base

CODE, NAME = "R107", "duplicate-rule"


def check(base: Base) -> Iterator[Finding]:
    """Pairs of rules with the same effects whose conditions hold in the same cases."""
    for stretch in base.stretches:
        alike: dict[str, list[int]] = {}
        for index, fired in enumerate(stretch.program.rules):
            alike.setdefault(_does(fired.rule), []).append(index)
        for group in alike.values():
            for one, two in combinations([stretch.program.rules[index] for index in group], 2):
                if _source(one.rule) != _source(two.rule):
                    continue
                left, right = ungranted(one.effective), ungranted(two.effective)
                if stretch.solver.case([left], [right]) is None and stretch.solver.case([right], [left]) is None:
                    yield base.finding(CODE, NAME, two.rule.place, f"`{two.rule.id}` 与 `{one.rule.id}` 完全重复",
                                       "合成一条，另一处条款写进 also", rules=[one.rule, two.rule])


def _source(rule: Rule) -> str:
    return rule.clause.partition("/")[0]


def _does(rule: Rule) -> str:
    return repr(sorted((each.keyword, sorted((name, str(value)) for name, value in each.data.items()))
                       for each in rule.effects))
