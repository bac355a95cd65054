"""标准和目录以外的收费

查什么：收费必须按公开的标准、在公布的目录里的事项，文件有没有收规则里没有、又没有依据或者没有公示的费；规则写明了金
额的，文件有没有收得更多。

为什么：收费公开、照公开的收，申请人才知道要准备多少钱，也才能不交不该交的。

怎样才合规：删去标准和目录以外的收费；目录里有的，写明依据（basis）和已公示（published）；金额改成不超过规则写明的。

不管什么：写了依据或者写明已公示的不查依据真不真；没有写依据、也没有写公示没有的，只作警告；规则没有金额的不查金额，
规则不许按价款、按面积算的，写了那样算就是超出；其他按比例、按面积的金额不换算；没有公示的已知收费由 P804 报告。
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from kb.findings import Finding
from kb.linter.charges import Charge, Said, breach_of, broken, charges, yuan
from kb.linter.conduct import findings, practices_of
from kb.linter.document import pointer
from kb.linter.payees import bans_on
from kb.linter.practices import plain
from kb.linter.review import Review

CODE, NAME = "P803", "fee-outside-standard"
GROUPS = ("fee-outside-standard",)
RECKONED = "fee"
"""The practices that reckon a fee in a forbidden way; P909 looks after them where they are practices."""


def check(review: Review) -> Iterator[Finding]:
    """Fees outside the standard or the catalogue, and more than the standard."""
    yield from findings(review, CODE, NAME, GROUPS, "只按公开的标准和目录收费")
    for charge in charges(review):
        yield from _reckoned(review, charge)
        if charge.said:
            yield from _too_much(review, charge)
        else:
            yield from _unlisted(review, charge)


def _unlisted(review: Review, charge: Charge) -> Iterator[Finding]:
    fee, states = charge.fee, review.procedure.states
    denied_basis = fee.basis is None and (states(fee, "basis") or states(fee, "legal_basis"))
    if fee.basis or fee.published:
        return
    bans = bans_on(review, charge, GROUPS)
    breach = breach_of(review, charge, bans)
    if breach is None:
        return
    sure = fee.published is False or denied_basis
    key = "published" if fee.published is False else "basis" if denied_basis else "name"
    texts = "；".join(dict.fromkeys(str(each.data["text"]) for each in broken(breach, review, bans)))
    said = "没有公示" if fee.published is False else "没有依据" if denied_basis else "没有写依据，也没有写公示没有"
    found = review.finding(
        CODE, NAME, breach, review.procedure.place_of(fee, key), charge.at,
        f"“{fee.name}”{said}，规则里也没有这项收费：{texts}", "删去；目录和标准里有的，写明 basis 和 published",
        remove=fee.at if sure and breach.severity == "error" else None)
    if not sure:
        found = replace(found, severity="warning" if found.severity == "error" else found.severity,
                        depends_on=(*found.depends_on, pointer((*fee.at, "basis"))))
    yield found


def _reckoned(review: Review, charge: Charge) -> Iterator[Finding]:
    """A fee whose amount is reckoned in a way that a rule forbids: 登记费按成交价的千分之一."""
    fee, practices = charge.fee, practices_of(review)
    if not isinstance(fee.amount, str):
        return
    sentence = plain(f"{fee.name}按{fee.amount.removeprefix('按')}")
    names = {name for shown in practices.shown(sentence, forced=True) for name in shown.ids
             if practices.known[name].group == RECKONED}
    bans = [Said(index, data) for name in sorted(names) for index, data in practices.bans[name]]
    breach = breach_of(review, charge, bans)
    if breach is not None:
        texts = "；".join(dict.fromkeys(str(each.data["text"]) for each in broken(breach, review, bans)))
        yield review.finding(CODE, NAME, breach, review.procedure.place_of(fee, "amount"), charge.at,
                             f"“{fee.name}”写的是“{fee.amount}”：{texts}", "照公开的标准写明每件收多少")


def _too_much(review: Review, charge: Charge) -> Iterator[Finding]:
    asked = yuan(charge.fee)
    said = [each for each in charge.said if asked is not None and each.status != "forbidden" and _most(each) is not None
            and asked > (_most(each) or 0)]
    breach = breach_of(review, charge, said)
    if breach is None:
        return
    limits = sorted({most for each in broken(breach, review, said) if (most := _most(each)) is not None})
    shown = "或".join(f"{each}元" for each in limits)
    sure = breach.severity == "error" and len(limits) == 1 and isinstance(charge.fee.amount, Decimal)
    yield review.finding(
        CODE, NAME, breach, review.procedure.place_of(charge.fee, "amount"), charge.at,
        f"“{charge.fee.name}”收{asked}元，标准是{shown}", f"改成不超过{shown}",
        replace=((*charge.fee.at, "amount"), int(limits[0])) if sure and limits[0] % 1 == 0 else None)


def _most(said: Said) -> Decimal | None:
    amount = said.data.get("amount")
    return Decimal(str(amount)) if amount is not None else None
