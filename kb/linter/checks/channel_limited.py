"""限定渠道和来回跑

查什么：申请人可以自己选渠道的事项，文件是不是只留一种；进了大厅的事项，是不是又让人到大厅以外办；可以由部门内部流转的，是不是让
申请人自己来回跑、重复排队。

为什么：渠道和窗口是给申请人选的；部门之间的事，由部门的人去跑。

怎样才合规：写上规则给的全部渠道；内部流转的，写由谁流转。

不管什么：多给渠道、推荐网上办不算；环节里的渠道（channel）不在这里查，这里只看写在做法里的话。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.conduct import findings
from kb.linter.review import Review

CODE, NAME = "P908", "channel-limited"
GROUPS = ("channel", "runaround",)
HINT = "写明渠道由申请人自己选，内部流转由部门办"


def check(review: Review) -> Iterator[Finding]:
    """Channels taken away, and applicants sent around."""
    yield from findings(review, CODE, NAME, GROUPS, HINT)
