"""搭售产品和服务

查什么：文件写的做法里，有没有规则禁止的搭售：要办事先买理财、保险，只能买指定的产品，用收费服务换放款。写了 kind 的
按 kind 认；没有写的，文字里有规则库收录的说法才认。

为什么：申请人为一件事付了两份钱，成本变相抬高。

怎样才合规：删去搭售；产品确实由申请人自愿买的，写成自愿，或者写 required: false。

不管什么：自愿选购、明写不得搭售、讲举报和查处搭售的文字不算；规则没有禁止搭售的事项不查；只是相近的说法由 P910 提示。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.conduct import findings
from kb.linter.review import Review

CODE, NAME = "P901", "tied-sale"
GROUPS = ("tied-sale",)
HINT = "删去搭售；确实自愿的写 required: false"


def check(review: Review) -> Iterator[Finding]:
    """Products or services that must be bought along with the service."""
    yield from findings(review, CODE, NAME, GROUPS, HINT)
