"""拿不该要的东西卡着不办

查什么：个案决定和其他做法里，有没有因为缺某样东西就不办、退回，或者要等某件事办完才办，而规则已经取消、免办、合并了这件事，
不准要这份材料、收这笔费、收复印件，准许以后补交，或者规定不以它为前提、两件事同时办。

为什么：环节和材料取消了，又在个案里拿它卡着不办，取消就落空了。

怎样才合规：不以它为理由，按规则办；真正缺的材料，一次告知。

不管什么：文字里没有写出规则库认得的环节、材料、收费名称的，看不出来，不算；规则要求的前提、材料不算；环节之间的先后和材料
清单里写的，由检查它们的那几项报告；规则按名称禁止的做法，由检查做法的那几项和 P755 报告。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.document import pointer
from kb.linter.review import Review
from kb.linter.treatment import excused
from kb.linter.withheld import withheld

CODE, NAME = "P756", "withheld-without-ground"


def check(review: Review) -> Iterator[Finding]:
    """What is withheld for lack of something that may not be asked for."""
    for each in withheld(review):
        found = each.review.finding(
            CODE, NAME, each.breach, review.procedure.place_of(each.part, "text"), (pointer(each.part.at),),
            f"“{each.part.text}”：按规则不能拿“{each.thing.word}”作前提、作理由", "不以它为理由，按规则办")
        yield excused(each.review, each.part, found)
