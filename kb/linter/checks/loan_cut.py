"""克扣放款和以贷转存

查什么：文件写的做法里，有没有规则禁止的克扣放款数额、预先扣利息，和把贷款转成存款、以存款作为放款的条件。

为什么：借款人拿到手的少于借据上写的，利息却照全额付，融资成本变相抬高。

怎样才合规：足额放款，利息到期再收；存款由借款人自己决定。

不管什么：自愿存款、明写不得克扣的文字不算；只对小微企业的禁止，没有写明借款人是谁的，只作警告。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.conduct import findings
from kb.linter.review import Review

CODE, NAME = "P902", "loan-cut"
GROUPS = ("deduction", "deposit",)
HINT = "足额放款，不扣本金和利息，不要求存款"


def check(review: Review) -> Iterator[Finding]:
    """Loans that are cut short, or tied up in a deposit."""
    yield from findings(review, CODE, NAME, GROUPS, HINT)
