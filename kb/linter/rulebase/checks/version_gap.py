"""版本之间不衔接

查什么：同一个文件的前后版本，后一个的施行日是不是正好接上前一个的失效日。

为什么：隔着空档的日子没有依据，重叠的日子有两套说法。

怎样才合规：改正 from、until；确实中断或并行的，认可这条结果并写明原因。

不管什么：标题不同的文件。
"""

from collections.abc import Iterator
from itertools import pairwise

from kb.clauses.model import Instrument
from kb.findings import Finding
from kb.linter.rulebase.base import Base

CODE, NAME = "R109", "version-gap"


def check(base: Base) -> Iterator[Finding]:
    """Versions of one instrument with days between them that have none or two."""
    versions: dict[str, list[Instrument]] = {}
    for each in base.knowledge.instruments.values():
        versions.setdefault(each.title, []).append(each)
    for title, group in versions.items():
        for one, two in pairwise(sorted(group, key=lambda each: each.start)):
            if one.until != two.start:
                yield base.finding(
                    CODE, NAME, two.place, f"《{title}》的版本不衔接：`{one.id}` 到{one.until or '（没有写）'}，"
                    f"`{two.id}` 从{two.start}", "改正 from、until", about=f"{one.id} {one.until} {two.id} {two.start}")
