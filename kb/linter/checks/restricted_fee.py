"""严格限制的费用

查什么：文件收的费里，有没有规则严格限制收、但没有一概禁止的。

为什么：限制收的费，收不收、收多少都要有道理；文件只写一个名目，申请人看不出来。

怎样才合规：能不收的不收；确实要收的，写明依据、标准和对应的服务，由申请人自己选。

不管什么：只作警告，不说它违规；写明免收的不算；由规则没有提到的一方付的不算；一概不得收的由 P801 报告。
"""

from collections.abc import Iterator
from dataclasses import replace

from kb.findings import Finding
from kb.linter.charges import Said, breach_of, broken, charges
from kb.linter.review import Review
from kb.linter.stated import StatedFee

CODE, NAME = "P802", "restricted-fee"


def check(review: Review) -> Iterator[Finding]:
    """Fees that a rule only restricts."""
    for charge in charges(review):
        said = [each for each in charge.said if each.status == "restricted" and _pays(charge.fee, each)]
        breach = breach_of(review, charge, said)
        if breach is None:
            continue
        texts = (str(each.data["text"]) for each in broken(breach, review, said) if "text" in each.data)
        limits = "；".join(dict.fromkeys(texts))
        found = review.finding(
            CODE, NAME, breach, review.procedure.place_of(charge.fee, "name"), charge.at,
            f"“{charge.fee.name}”严格限制收取" + (f"：{limits}" if limits else ""),
            "能不收的不收；要收的写明依据、标准和对应的服务")
        said_as = found.message.replace("。违规，当", "。受限制，当")
        yield replace(found, message=said_as, severity="warning" if found.severity == "error" else found.severity)


def _pays(fee: StatedFee, said: Said) -> bool:
    """Whether the one who pays may be the one that the rule protects."""
    return fee.payer_id is None or said.data.get("payer") in (None, fee.payer_id)
