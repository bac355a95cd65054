"""该由别人承担的费用

查什么：规则写明由别人承担、不向申请人收的费用，文件是不是要申请人付。

为什么：规则把这笔钱定给了别人，文件又把它转回到申请人身上。

怎样才合规：付费方改成规则写明的那一方，或者删去这项收费。

不管什么：本来由申请人付、文件写成别人付的不管；一概不得收的由 P801 报告；没有写由谁付的，只作警告。
"""

from collections.abc import Iterator
from dataclasses import replace

from kb.findings import Finding
from kb.linter.charges import breach_of, broken, charges
from kb.linter.document import pointer
from kb.linter.review import Review

CODE, NAME = "P806", "wrong-payer"


def check(review: Review) -> Iterator[Finding]:
    """Fees put on the wrong payer."""
    for charge in charges(review):
        fee = charge.fee
        said = [each for each in charge.said if "borne_by" in each.data and each.data["borne_by"] != fee.payer_id]
        breach = breach_of(review, charge, said)
        if breach is None:
            continue
        mine = broken(breach, review, said)
        bearers = dict.fromkeys(review.knowledge.who(str(each.data["borne_by"])) for each in mine)
        text = "；".join(dict.fromkeys(str(each.data["text"]) for each in mine if "text" in each.data))
        bearer = "、".join(bearers)
        payer = f"写成由“{fee.payer}”付" if fee.payer else "没有写由谁付"
        mend = ((*fee.at, "payer"), bearer) if fee.payer and len(bearers) == 1 and breach.severity == "error" else None
        found = review.finding(
            CODE, NAME, breach, review.procedure.place_of(fee, "payer" if fee.payer else "name"), charge.at,
            f"“{fee.name}”{payer}，应当由{bearer}承担" + (f"：{text}" if text else ""), f"付费方改成{bearer}，或者删去",
            replace=mend)
        if not fee.payer:
            found = replace(found, severity="warning" if found.severity == "error" else found.severity,
                            depends_on=(*found.depends_on, pointer((*fee.at, "payer"))))
        yield found
