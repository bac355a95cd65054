"""不受理又不告知要补什么

查什么：文件写材料不全就不受理、退回，有没有同时写明一次告知要补哪些材料；规则要求书面的，是不是书面。

为什么：只说不受理，申请人不知道缺什么，只好再跑、再猜。

怎样才合规：写明不受理或者退回时，一次说清要补的全部材料；规则要求书面的，出具书面告知。

不管什么：没有写要不要告知的，只作警告，因为也许别处写了；写明不告知、不说明的，才作错误。规则没有要求告知的事项不管。
告知的次数、形式写错的，由 P702 报告。
"""

from collections.abc import Iterator
from dataclasses import replace

from kb.findings import Finding
from kb.linter.notices import Refusal, refusals
from kb.linter.review import Review
from kb.linter.stated import StatedStep

CODE, NAME = "P703", "refusal-without-notice"


def check(review: Review) -> Iterator[Finding]:
    """Refusals that tell nobody what is missing."""
    for each in refusals(review):
        step = each.part if isinstance(each.part, StatedStep) else None
        how = "书面" if each.written else ""
        what = "又写明不告知" if each.sure else f"没有写一次{how}告知要补什么"
        found = review.finding(
            CODE, NAME, each.breach, review.procedure.place_of(each.part, each.key), _at(each),
            f"“{each.text}”：材料不全不受理，{what}",
            "加上 notice: {form: written, complete: true, times: 1}" if step
            else f"写明已经一次{how}告知要补的全部材料")
        if not each.sure and found.severity == "error":
            known = f"{step.id}.notice" if step else ".".join(map(str, (*each.part.at, "text")))
            found = replace(found, severity="warning", depends_on=(known,),
                            message=f"{found.message}。违规，当确实没有告知时")
        yield found


def _at(each: Refusal) -> tuple[str, ...]:
    if isinstance(each.part, StatedStep):
        return (each.part.id,)
    return ("/" + "/".join(str(part) for part in each.part.at),)
