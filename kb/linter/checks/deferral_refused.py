"""可以后补的材料要先交

查什么：规则允许承诺以后补交（容缺）的材料，文件是不是列作受理时必交，又没有写进可后补材料（accepts_with）。

为什么：容缺受理就是先办起来、后补材料；仍然要先交齐，这条规定就落空了。

怎样才合规：把它写进 accepts_with，或者写 required: false、在备注里写明可以后补。

不管什么：容缺要看条件的，条件没有写明时只作警告；要由部门个案同意、文件没有写已经同意的，只作提示；别的环节要的同一
份材料不管；没有认出是哪份的材料不管。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.deferral import demanded
from kb.linter.review import Review

CODE, NAME = "P704", "deferral-refused"


def check(review: Review) -> Iterator[Finding]:
    """Materials demanded at once although they may follow later."""
    for each in demanded(review):
        said = [later.name for later in each.stated.accepts_with]
        yield review.finding(
            CODE, NAME, each.breach, review.procedure.place_of(each.material, "name"), (each.stated.id,),
            f"“{each.material.name}”可以以后补交，文件要求“{each.stated.name}”时就交",
            f"写进“{each.stated.name}”的 accepts_with",
            replace=((*each.stated.at, "accepts_with"), [*said, each.material.name])
            if each.breach.severity == "error" and not said else None)
