"""附加不合理条件

查什么：文件写的做法里，有没有规则禁止的附加条件：附加不合理条件，强迫接受不合理的服务条件，没有依据增设办理条件。

为什么：条件是规则定的，另加的条件把符合条件的人挡在门外。

怎样才合规：删去附加的条件；其实有法律、法规、规章依据的，写明是哪一条。

不管什么：什么条件算合理，规则没有写，只认规则库收录的说法和 kind 写明的；材料和环节多了，由别的检查报告。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.conduct import findings
from kb.linter.review import Review

CODE, NAME = "P903", "unreasonable-condition"
GROUPS = ("unreasonable-condition",)
HINT = "删去附加的条件"


def check(review: Review) -> Iterator[Finding]:
    """Conditions that nobody may add."""
    yield from findings(review, CODE, NAME, GROUPS, HINT)
