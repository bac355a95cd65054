"""例外从来用不上

查什么：一条规则声明推翻另一条，可是两条的条件不可能同时成立。

为什么：没有可推翻的东西；多半是条件写错，或者 overrides 多余。

怎样才合规：改正条件，或删去这个 overrides。

不管什么：推翻一个规则组，而组里至少有一条能同时成立的。
"""

from collections.abc import Iterator

from kb.clauses.model import Rule
from kb.clauses.tree import conjunction
from kb.findings import Finding
from kb.linter.rulebase.base import Base

CODE, NAME = "R105", "dead-exception"


def check(base: Base) -> Iterator[Finding]:
    """Overrides between rules that can't both hold, in any stretch of time."""
    rules: dict[str, Rule] = {}
    meets: dict[tuple[str, str], bool] = {}
    for stretch in base.stretches:
        by_id = {fired.rule.id: fired for fired in stretch.program.rules}
        for fired in stretch.program.rules:
            for name in fired.overridden_by:
                over = by_id[name]
                rules |= {fired.rule.id: fired.rule, name: over.rule}
                target = fired.rule.id if fired.rule.id in over.rule.overrides else str(fired.rule.group)
                together = not stretch.never(conjunction([fired.condition, over.condition]))
                meets[name, target] = meets.get((name, target), False) or together
    for (name, target), together in meets.items():
        if not together:
            yield base.finding(CODE, NAME, rules[name].place, f"`{name}` 和它要推翻的 `{target}` 不会同时成立",
                               "改正条件，或删去 overrides", about=target,
                               rules=[rules[each] for each in (name, target) if each in rules])
