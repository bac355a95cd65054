"""强制邮寄送达

查什么：证照由申请人自己选怎样领的事项，文件是不是写成一律邮寄、只能快递。

为什么：邮寄是给申请人的便利，不是申请人的义务；路上的时间和邮费也都落在申请人身上。

怎样才合规：写明可以自己领，也可以自己选邮寄。

不管什么：写明由申请人选的不算；把邮寄写成一个环节，但没有写一律邮寄的，也不算；邮费谁出，规则没有写。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.conduct import findings
from kb.linter.review import Review

CODE, NAME = "P906", "compulsory-delivery"
GROUPS = ("compulsory-delivery",)
HINT = "写明可以自己领，也可以自己选邮寄"


def check(review: Review) -> Iterator[Finding]:
    """Results that are posted whether the applicant wants it or not."""
    yield from findings(review, CODE, NAME, GROUPS, HINT)
