"""数字没有单位

查什么：写时间的地方（流程表、情形表、算总时间的句子），每个数字后面是不是都有单位：工作日、自然日、小时、个月。

为什么：“5日”是工作日还是自然日，差着一个周末。

怎样才合规：写明单位。

不管什么：序号、依据的编号，以及算式里中间的数。
"""

import re
from collections.abc import Iterator

from generator.content.model import Bullets, Table
from generator.gates.proof import Proof
from kb.findings import Finding

CODE, NAME = "G107", "bare-number"
UNIT = "个工作日|个自然日|小时|个月"
TOTALS = "各环节相加|最长的走法|决定总时间"


def check(proof: Proof) -> Iterator[Finding]:
    """Numbers of time without a unit."""
    for text, rules in _times(proof):
        bare = re.sub(r"[\d.]+(?:\+[\d.]+)+=", "", text)
        for found in re.finditer(r"\d+(?:\.\d+)?", bare):
            if not re.match(rf"(?:[至、或][\d.]+)*(?:{UNIT})", bare[found.end():]):
                yield proof.finding(CODE, NAME, f"“{text[:60]}”里的{found.group()}没有单位",
                                    "写明是工作日、自然日还是小时", rules)


def _times(proof: Proof) -> Iterator[tuple[str, tuple[str, ...]]]:
    for chapter in proof.guide.chapters:
        tables = [block for block in chapter.blocks if isinstance(block, Table)]
        if chapter.id == "situations":
            yield from ((cell, row.ground.rules) for table in tables for row in table.rows for cell in row.cells[1:])
        elif chapter.id == "process":
            yield from ((re.sub("^.*的，", "", row.cells[3]), row.ground.rules)
                        for table in tables for row in table.rows)
        elif chapter.id == "clock":
            yield from ((each.text, each.ground.rules) for block in chapter.blocks if isinstance(block, Bullets)
                        for each in block.items if re.match(TOTALS, each.text))
