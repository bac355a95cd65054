"""没有写是哪一天的文件

查什么：文件有没有写 as_of，也就是按哪一天施行的规定写的。

为什么：规定会改，改革有期限；同一份流程，今天合规，去年不一定。没有写日期，只能按今天的规定审查。

怎样才合规：在 document 里写上 as_of，如 2018-11-05。

不管什么：只作提示；写了的日期对不对，不管。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.review import Review

CODE, NAME = "P647", "day-not-stated"


def check(review: Review) -> Iterator[Finding]:
    """A document without a day, reviewed under the rules of today."""
    stated = review.procedure.data.value
    head = stated.get("document") if isinstance(stated, dict) else None
    if not isinstance(head, dict) or head.get("as_of") is None:
        yield Finding(CODE, NAME, "note", review.procedure.place("document", "as_of"),
                      f"没有写 as_of，按{review.procedure.as_of}施行的规定审查", "写上按哪一天的规定，如 2018-11-05")
