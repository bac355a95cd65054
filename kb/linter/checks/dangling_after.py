"""等的环节不存在

查什么：环节的前置（after、issue_after）里写的编号或名称，文件里有没有这个环节。

为什么：等一个不存在的环节，永远等不到；多半是写错了编号，或者漏写了一个环节。

怎样才合规：改成文件里环节的编号，或者补上漏写的环节。

不管什么：审查别的问题时，当作没有写这个前置；规则要求先办的有没有写全，由 P505 报告。
"""

from collections.abc import Iterator

from kb.findings import Finding, nearest
from kb.linter.entries import names
from kb.linter.review import Review

CODE, NAME = "P650", "dangling-after"


def check(review: Review) -> Iterator[Finding]:
    """Steps that wait for one that the document does not have."""
    procedure = review.procedure
    for stated in procedure.steps:
        for key in ("after", "issue_after"):
            written = procedure.written(stated, key)
            for index, name in enumerate(names(written)):
                if name not in review.steps:
                    place = procedure.place_of(stated, key, *([index] if isinstance(written, list) else []))
                    yield Finding(CODE, NAME, "error", place, f"“{stated.name}”等的环节不存在：`{name}`",
                                  nearest(name, review.steps) or "写本文件里环节的编号，或者补上这个环节",
                                  "等不存在的环节，永远等不到", (stated.id,))
