"""依据不在施行期

查什么：规则起止日期有没有超出它引用的文件的施行期。

为什么：文件还没施行或已经失效，规则就没有依据。

怎样才合规：改规则的 from、until，或引用那时施行的版本。

不管什么：没有写起止日期的规则，日期跟着文件走。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.rulebase.base import Base

CODE, NAME = "R108", "stale-citation"


def check(base: Base) -> Iterator[Finding]:
    """Rules in force on a day on which the instrument they cite is not."""
    for rule in base.knowledge.rulebook.rules:
        instrument = base.knowledge.instruments[rule.clause.partition("/")[0]]
        early = rule.start < instrument.start
        late = instrument.until is not None and (rule.until is None or rule.until > instrument.until)
        if early or late:
            when = f"{instrument.start}起施行" if early else f"{instrument.until}起失效"
            yield base.finding(CODE, NAME, rule.place,
                               f"规则 `{rule.id}` 的日期超出依据的施行期：《{instrument.title}》{when}",
                               "改 from、until，或引用那时施行的版本", severity="error", rules=[rule])
