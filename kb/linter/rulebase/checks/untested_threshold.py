"""没有算例试到的界限

查什么：规则条件里的每一个数和日期，有没有算例在它的两侧和正好等于它的时候试过；改革期限、起止日期的前一天和当天有没有试过；
每一个时限的数，有没有算例在规则成立时写明应当是它。

为什么：界限最容易差一：小于写成不超过、日期差一天、数字抄错，别的算例都看不出来。

怎样才合规：补上这一侧的算例，expect 里写明结论。

不管什么：一个算例也没有的事项，由 `banshi test --coverage` 列出；推断、矛盾说明、选项也由它列出。
"""

from collections.abc import Iterator

from kb.engine.coverage import coverage
from kb.engine.demands import Demand
from kb.findings import Finding
from kb.linter.rulebase.base import Base

CODE, NAME = "R113", "untested-threshold"
KINDS = ("threshold", "comparison", "day", "limit")


def check(base: Base) -> Iterator[Finding]:
    """Numbers and dates that no worked case tries on some side; one finding for each number of a rule."""
    tried = {each.service for each in base.knowledge.rulebook.cases}
    if not tried:
        return
    rules = {each.id: each for each in base.knowledge.rulebook.rules}
    found: dict[tuple[object, ...], list[Demand]] = {}
    measured = coverage(base.knowledge, lambda demand: demand.kind in KINDS and not tried.isdisjoint(demand.services))
    for each in measured.lacking:
        found.setdefault((each.kind, each.about, each.fact, each.value), []).append(each)
    for key, lacking in found.items():
        first = lacking[0]
        more = f"（还有{len(lacking) - 1}处）" if len(lacking) > 1 else ""
        rule = [rules[first.about]] if first.about in rules else []
        yield base.finding(CODE, NAME, first.place, f"{first.lacking}{more}", "补上算例，写明这一侧应有的结论",
                           rules=rule, about=" ".join(str(part) for part in key))
