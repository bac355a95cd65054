"""限定了办理渠道

查什么：规则让申请人自己选在哪里办、怎样办的环节，文件写的办理渠道（channel）是不是只剩现场或者只剩网上，或者少了规则
写明的地方；其他做法里有没有写明只开一种、关掉别的渠道。

为什么：在哪里办由申请人选；只留一种，不方便到场的、不会上网的就办不成。

怎样才合规：把规则写明的渠道都写上。

不管什么：没有写办理渠道的环节不管；写“窗口”“现场”而没有写是哪里的，当作规则写明的各处窗口都可以；只少了其中一处、
现场和网上都还能办的，只作提示；规则只说企业可以选的，个人也来办的事项只作警告。
"""

from collections.abc import Iterator
from dataclasses import replace

from kb.clauses.standards import WAYS
from kb.findings import Finding
from kb.linter.document import pointer
from kb.linter.review import Review
from kb.linter.ways import Limited, closed, limited

CODE, NAME = "P706", "ways-limited"


def check(review: Review) -> Iterator[Finding]:
    """Steps whose channels leave out ways that the rules keep open."""
    for each in limited(review):
        ways = "、".join(WAYS[way] for way in each.missing)
        said = "、".join(each.stated.channels)
        found = review.finding(
            CODE, NAME, each.breach, review.procedure.place_of(each.stated, "channel"), (each.stated.id,),
            f"“{each.stated.name}”应当也能在{ways}办，文件写的是“{said}”", f"在 channel 里加上{ways}")
        yield _softened(each, found)
    for practice in closed(review):
        ways = "、".join(WAYS[way] for way in practice.missing)
        yield review.finding(
            CODE, NAME, practice.breach, review.procedure.place_of(practice.stated, "text"),
            (pointer(practice.stated.at),), f"“{practice.stated.text}”：应当也能在{ways}办", f"不关{ways}这条渠道")


def _softened(each: Limited, found: Finding) -> Finding:
    if found.severity != "error":
        return found
    if each.some:
        return replace(found, severity="warning", depends_on=("document.audience",),
                       message=f"{found.message}。违规，当申请人是{each.some}时")
    if not each.whole and not each.only:
        return replace(found, severity="note", depends_on=(f"{each.stated.id}.channel",),
                       message=f"{found.message}；没有写上的地方也能办的，补上")
    return found
