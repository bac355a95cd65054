"""规则禁止的做法

查什么：文件写的做法里，有没有规则明令禁止、或者违反规则定下的要求、又没有别的检查专门管的做法，如服务电话只在上班时间接听。

为什么：规则里每一条禁止都要管用；新的文件加了新的禁止，不用改程序也要查得到。

怎样才合规：删去这种做法；不是这种做法的，换一种说法，或者用 kind 写明是哪一种。

不管什么：搭售、克扣放款、附加条件、强制中介、数据、邮寄、拒供、渠道各有专门的检查；自愿的、明写不得的、讲举报查处的文字不算。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.check import checks
from kb.linter.conduct import finding
from kb.linter.review import Review

CODE, NAME = "P909", "forbidden-practice"


def check(review: Review) -> Iterator[Finding]:
    """Practices that a rule forbids and no other check looks after."""
    if not review.conduct:
        return
    taken = {group for each in checks() for group in each.groups}
    for each in review.conduct:
        if each.group not in taken:
            yield finding(review, CODE, NAME, each, "删去这种做法；不是这一种的，用 kind 写明是哪一种")
