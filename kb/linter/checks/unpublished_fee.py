"""没有公示的收费

查什么：收费标准必须公开的，文件写明没有公示（published: false）。

为什么：没有公示的收费，申请人没有办法核对；规则要求先公开再收。

怎样才合规：把收费项目、标准和依据公开，再收。

不管什么：没有写公示没有的不查；公开清单（disclosures）里写的由 P951 报告；标准和目录以外的收费由 P803 报告；公
开的期限还没有到的，只作提示。
"""

from collections.abc import Iterator

from kb.clauses.keyword import listed
from kb.findings import Finding
from kb.linter.charges import Charge, Said, breach_of, broken, charges
from kb.linter.payees import aimed_at, bans_on, payee
from kb.linter.review import Review

CODE, NAME = "P804", "unpublished-fee"
OUTSIDE = ("fee-outside-standard",)


def check(review: Review) -> Iterator[Finding]:
    """Fees that are not public although they must be."""
    duties: list[Said] | None = None
    for charge in charges(review):
        if charge.fee.published is not False or (not charge.said and bans_on(review, charge, OUTSIDE)):
            continue
        duties = duties if duties is not None else _duties(review)
        said = [each for each in duties if _about(review, charge, each)]
        breach = breach_of(review, charge, said)
        if breach is None:
            continue
        texts = "；".join(dict.fromkeys(
            str(each.data.get("text") or f"公开{each.data['what']}") for each in broken(breach, review, said)))
        yield review.finding(CODE, NAME, breach, review.procedure.place_of(charge.fee, "published"), charge.at,
                             f"“{charge.fee.name}”没有公示：要{texts}", "公开收费项目、标准和依据，再收")


def _duties(review: Review) -> list[Said]:
    return [Said(index, effect.data) for index, fired in enumerate(review.run.program.rules)
            for effect in fired.rule.effects if effect.keyword == "disclose" and "fees" in effect.data]


def _about(review: Review, charge: Charge, duty: Said) -> bool:
    """Whether what must be public includes this fee."""
    fees = duty.data["fees"]
    if fees != "all":
        return bool({str(each.data["name"]) for each in charge.said} & set(listed(fees)))
    return aimed_at(review, listed(duty.data["who"]), payee(review, charge))
