"""要填几张申请表

查什么：规则要求只填一张申请表的事项，文件是不是在几个环节里又要别的申请表、申请书。

为什么：一表申请就是各环节共用一张表，不让申请人把同样的内容填几遍。

怎样才合规：并成一张申请表，各环节共用。

不管什么：几个环节要的是同一张表的，不算；规则自己要求的申请表、申请书不算；不是必须的、几份里交一份的不算；
合同、承诺书、证明不是申请表。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.forms import further
from kb.linter.review import Review

CODE, NAME = "P708", "several-forms"


def check(review: Review) -> Iterator[Finding]:
    """Application forms beside the one that the rules order."""
    for each in further(review):
        yield review.finding(
            CODE, NAME, each.breach, review.procedure.place_of(each.form, "name"), (each.stated.id,),
            f"只应当填一张申请表，文件除了“{each.first.name}”还要“{each.form.name}”", "并成一张申请表，各环节共用")
