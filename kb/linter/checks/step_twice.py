"""同一个环节写了两遍

查什么：文件里有没有两个名称一样（或者都是规则里这个环节的名称、别名）、情形一样、谁也不等谁的环节，其实是规则里的同
一个环节。

为什么：时间写得不一样，不知道照哪一个等；写得一样，也会让人以为要办两次。

怎样才合规：只留一个；分情形的，用 situation 写明各是什么情形；确是先后两段的，写明先后和各自的名称。

不管什么：名称自己起的、用 is 写明的，不一样就当作一个环节的几段，时间由 P401 合起来比；情形不一样的、有先后的不管。
两个时间不一样的，文件自己就对不上，作错误；只有一处写了时间的作警告；一样的作提示。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.names import folded
from kb.linter.review import Review
from kb.linter.stated import StatedStep

CODE, NAME = "P649", "step-twice"


def check(review: Review) -> Iterator[Finding]:
    """Steps that are stated twice; each is held against the first of its name."""
    first: dict[tuple[str, str, str], StatedStep] = {}
    for stated in review.procedure.steps:
        step = review.rule_step(stated)
        if step is None:
            continue
        called = "" if review.matches[stated.id].how in ("name", "alias") else folded(stated.name)
        key = (step.id, called, repr((sorted(stated.situation.items()), stated.condition, stated.vague)))
        other = first.setdefault(key, stated)
        if other is stated or review.waits(stated, other) or review.waits(other, stated):
            continue
        differs = _time(review, stated) != _time(review, other)
        contrary = differs and stated.duration is not None and other.duration is not None
        more = "，时间写得不一样，不知道照哪一个" if differs else ""
        twice = "写了两遍" if stated.name == other.name else f"和“{other.name}”是一个环节，写了两遍"
        yield Finding(CODE, NAME, "error" if contrary else "warning" if differs else "note",
                      review.procedure.step_place(stated),
                      f"“{stated.name}”{twice}{more}", "只留一个；分情形的用 situation 写明",
                      at=(stated.id, other.id))


def _time(review: Review, stated: StatedStep) -> object:
    """A step's time as it is read, else as it is written: 5个工作日 and 5工作日 are the same."""
    own = stated.duration
    return (own.value, own.unit, own.measure) if own is not None else review.procedure.written(stated, "duration")
