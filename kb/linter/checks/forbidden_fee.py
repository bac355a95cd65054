"""不得收取的费用

查什么：文件收的费里，有没有规则明令不得收的。按名称和规则库收录的别名认，“贷款承诺费”就是承诺费。

为什么：收了就是把钱从申请人手里多拿走，退起来很难。

怎样才合规：删去这项收费；规则对某些情形另有规定（例如银团贷款），把情形写明。

不管什么：写明金额为零、免收的不算；名称只是有点像的不算；规则写了法律另有规定的除外、文件写明法律依据的不算；只
能严格限制收的由 P802 说，该由别人承担的由 P806 说。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.charges import breach_of, broken, charges
from kb.linter.review import Review

CODE, NAME = "P801", "forbidden-fee"


def check(review: Review) -> Iterator[Finding]:
    """Fees that a rule forbids."""
    for charge in charges(review):
        said = [each for each in charge.said if each.status == "forbidden" and "borne_by" not in each.data
                and not (charge.fee.basis and "unless_law" in each.data)]
        breach = breach_of(review, charge, said)
        if breach is None:
            continue
        texts = (str(each.data["text"]) for each in broken(breach, review, said) if "text" in each.data)
        why = "；".join(dict.fromkeys(texts))
        yield review.finding(
            CODE, NAME, breach, review.procedure.place_of(charge.fee, "name"), charge.at,
            f"“{charge.fee.name}”不得收取" + (f"：{why}" if why else ""),
            "删去这项收费；另有规定的情形，用 situation 写明",
            remove=charge.fee.at if breach.severity == "error" else None)
