"""告知不是一次书面说全

查什么：规则要求一次告知的环节，文件写的告知（notice）是不是分几次、没有一次说全，或者应当书面告知却只口头说；
其他做法、个案决定里有没有这样写。

为什么：分几次说、说不全，申请人就要一趟一趟补；口头说的，事后没有凭据。

怎样才合规：一次说全要补的材料，次数写1；规则要求书面的，写书面。

不管什么：没有写告知的，不当作没有告知；规则没有要求书面的环节，口头告知不管；短信、网上发的通知不当作口头。
不受理又不告知的，由 P703 报告。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.document import pointer
from kb.linter.notices import faulty, said_wrong
from kb.linter.notified import notified
from kb.linter.review import Breach, Review
from kb.linter.stated import StatedDecision, StatedPractice

CODE, NAME = "P702", "notice-not-once"
SAID = {"form": "要书面告知，文件写的是“{}”", "complete": "要一次说全，文件写不是一次说全",
        "times": "要一次告知，文件写的是{}次"}
HINTS = {"form": "改为书面告知", "complete": "改为一次说全", "times": "改为告知一次"}


def check(review: Review) -> Iterator[Finding]:
    """Notices that are oral, incomplete or several."""
    for each in faulty(review):
        notice = each.stated.notice
        assert notice is not None  # noqa: S101
        said = SAID[each.what].format(notice.form if each.what == "form" else notice.times)
        yield review.finding(
            CODE, NAME, each.breach, review.procedure.place_of(notice, each.what), (each.stated.id,),
            f"“{each.stated.name}”{said}", HINTS[each.what],
            replace=((*notice.at, each.what), each.value) if each.breach.severity == "error" else None)
    heard: tuple[tuple[StatedPractice | StatedDecision, str, Breach], ...] = (*said_wrong(review), *notified(review))
    for part, what, breach in heard:
        yield review.finding(
            CODE, NAME, breach, review.procedure.place_of(part, "text"), (pointer(part.at),),
            f"“{part.text}”：{'要书面告知' if what == 'form' else '要一次告知'}", HINTS[what])
