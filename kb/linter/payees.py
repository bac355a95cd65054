"""Whether a rule about who charges or publishes may be aimed at whoever charges a document's fee."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kb.clauses.keyword import listed
from kb.linter.charges import Charge, Said
from kb.linter.conduct import bans_of

if TYPE_CHECKING:
    from kb.linter.review import Review


def payee(review: Review, charge: Charge) -> str | None:
    """Who charges a fee, as far as the document tells: its payee, else the step's authority, else the department."""
    if charge.fee.payee:
        return charge.fee.payee_id
    step = charge.step
    if step is not None and step.authority not in (None, "applicant"):
        return step.authority
    return review.procedure.department_id


def aimed_at(review: Review, who: tuple[str, ...], name: str | None) -> bool:
    """Whether a rule for some may bind this one: it is among them, nobody knows, or one of the same kind is.

    An enterprise of a trade (a water company) stands under the rules for the trade (utility companies), which have a
    name of their own; a department never stands under the rules for enterprises.
    """
    authorities = review.knowledge.authorities
    if name is None or name in who or name not in authorities:
        return True
    kinds = {authorities[each].kind for each in who if each in authorities}
    return authorities[name].kind in kinds


def bans_on(review: Review, charge: Charge, groups: Iterable[str]) -> list[Said]:
    """The bans on practices of some groups that may be aimed at who charges the fee."""
    name = payee(review, charge)
    return [Said(each.index, each.data) for each in bans_of(review, groups)
            if aimed_at(review, listed(each.data["who"]), name)]
