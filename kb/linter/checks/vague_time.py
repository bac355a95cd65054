"""时间没有写成确定的数

查什么：时间是不是写成“尽快”“及时”“按规定时限”，写成“约5个工作日”，或者写成一个范围（3至5个工作日）。

为什么：承诺的时间要能核对。“尽快”永远不算超时，范围和约数只有写的人知道算哪一个。

怎样才合规：写一个确定的数和单位，如“5个工作日”；当场办的写“即时”。

不管什么：范围照上限、约数照写明的数审查，只作提示；规则给了时限、却写成“尽快”这类的，作警告；规则没有给时限的只作提示。
没有写单位的由 P642 报告，平均值由 P407 提示。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.quality import Said, is_limited, times, together
from kb.linter.review import Review
from kb.linter.stated import StatedPromise, StatedStep

CODE, NAME = "P641", "vague-time"
HINT = "写一个确定的数和单位，如“5个工作日”；当场办的写“即时”"


def check(review: Review) -> Iterator[Finding]:
    """Times without a certain number: those that the rules limit, the others, and those with a number of a kind."""
    found: dict[str, list[Said]] = {}
    for part, said, time in times(review.procedure):
        if time.flaw == "vague":
            limited = isinstance(part, StatedStep | StatedPromise) and is_limited(review, part)
            found.setdefault("limited" if limited else "free", []).append(said)
        elif time.flaw in ("range", "about"):
            found.setdefault(time.flaw, []).append(said)
    for kind, said_all in found.items():
        text = said_all[0].text
        message = {"limited": f"{{names}}规则给了时限，时间却写成“{text}”，没有办法核对",
                   "free": f"{{names}}的时间写成“{text}”，没有说是多久",
                   "range": f"{{names}}的时间写成了一个范围（“{text}”），照上限审查",
                   "about": f"{{names}}的时间写成了约数（“{text}”），照写明的数审查"}[kind]
        yield together(CODE, NAME, "warning" if kind == "limited" else "note", said_all, message, HINT)
