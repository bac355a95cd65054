"""拒绝供应

查什么：文件写的做法里，有没有规则禁止的拒绝：不予供电，对管网覆盖范围内符合条件的不予供气。

为什么：供电、供气企业在它的范围内只此一家，拒绝了就没有别处可以办。

怎样才合规：符合条件的都受理；依法可以停供、暂停的，写明依据。

不管什么：办结以前还没有接通，不是拒绝；资料不齐的补正不是拒绝；对一个申请作的决定，写在 decisions 里的，不在这里查。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.conduct import findings
from kb.linter.review import Review

CODE, NAME = "P907", "supply-refused"
GROUPS = ("refusal",)
HINT = "删去，或者写明依据哪一条可以不供"


def check(review: Review) -> Iterator[Finding]:
    """Supply that is refused."""
    yield from findings(review, CODE, NAME, GROUPS, HINT)
