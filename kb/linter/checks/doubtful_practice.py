"""分不清是不是禁止的做法

查什么：文件写的做法里，有没有同规则禁止的做法说法相近、又认不准的；kind 写的类别规则库里没有的。

为什么：认不准的不能当作违规，也不该不声不响地放过。

怎样才合规：是那种做法就删去；不是的，用 kind 写明类别，自愿的写 required: false。

不管什么：只作提示。写明自愿、写明不得的不说；一点也不像的不说。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.conduct import meant, practices_of
from kb.linter.document import pointer
from kb.linter.review import Review

CODE, NAME = "P910", "doubtful-practice"


def check(review: Review) -> Iterator[Finding]:
    """Practices that may be forbidden ones, and kinds that nobody knows."""
    for stated, found in meant(review):
        if found.shown or not (found.candidates or found.strange):
            continue
        known = practices_of(review).known
        names = "、".join(f"“{known[each].name}”（`kind: {each}`）" for each in found.candidates)
        where = "kind" if found.strange else "text"
        message = f"没有认出做法类别“{stated.kind}”" if found.strange else f"没有认准“{stated.text}”是哪种做法"
        yield Finding(CODE, NAME, "note", review.procedure.place_of(stated, where),
                      f"{message}；也许是禁止的{names}" if names else message,
                      "是就删去；不是的用 kind 写明类别，自愿的写 required: false" if names
                      else "换成规则库里的类别，不清楚就不写 kind",
                      at=(pointer(stated.at),))
