"""强制委托中介

查什么：文件写的做法里，有没有规则禁止的强制委托中介、指定中介，和不该要的评估。

为什么：申请人自己能办的事，被要求花钱请人办。

怎样才合规：写明可以自己办，也可以自己选中介；不该要的评估删去。

不管什么：自愿委托、由申请人自己选的不算；规则没有禁止的事项不查，例如法律要求由有资质的单位编制的文件。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.conduct import findings
from kb.linter.review import Review

CODE, NAME = "P904", "forced-intermediary"
GROUPS = ("forced-intermediary",)
HINT = "写明由申请人自己办或者自己选，不指定、不强制"


def check(review: Review) -> Iterator[Finding]:
    """Work that must be given to an intermediary."""
    yield from findings(review, CODE, NAME, GROUPS, HINT)
