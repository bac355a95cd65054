"""先交费才给办

查什么：环节里的收费写明先交费才出结果（before_result），或者写明在许可、受理以前交，而规则说缴费不得作为这个环节的
前提，或者把这个环节的前提列成封闭清单、里面没有这笔费。

为什么：先交费才给许可，费用就成了前置条件；规则让申请人先拿许可，凭承诺再缴费。

怎样才合规：把 before_result 改成 false，在许可以后按承诺的时间缴。

不管什么：不必交的费、没有写什么时候交的费不查。缴费本身列成环节或者要缴费凭证的，由 P201、P502 报告；规则里有的收费
应在哪一步以后收，由收费的检查看；该不该收、收多少也在那里看。规则没有这样说的环节，缴费先后不管。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.paid_first import paid_first
from kb.linter.review import Review

CODE, NAME = "P204", "payment-first"


def check(review: Review) -> Iterator[Finding]:
    """Fees that must be paid before a step that may not wait for them."""
    for each in paid_first(review):
        why = "，它的前提不得增加" if each.closed else ""
        fix = ((*each.fee.at, "before_result"), False)
        yield review.finding(
            CODE, NAME, each.breach, review.procedure.place_of(each.fee, each.key), (each.stated.id,),
            f"不得要求先交“{each.fee.name}”才办“{each.stated.name}”{why}", "改为办出以后再缴（before_result: false）",
            replace=fix if each.breach.severity == "error" and each.key == "before_result" else None)
