"""The fees of a document and what the rules say about them.

A fee is the rules' own by name or alias, apart from brackets, words of paying and a qualifier in front (贷款承诺费 is a
承诺费). One name may be that of several rules (a fee that one rule allows and another forbids).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from kb.clauses.keyword import listed
from kb.clauses.tree import ALWAYS, Node
from kb.compiler.knowledge import Program
from kb.linter.denied import denied
from kb.linter.document import pointer
from kb.linter.names import folded
from kb.linter.practices import plain
from kb.linter.stated import StatedFee, StatedStep

if TYPE_CHECKING:
    from kb.linter.review import Breach, Review

_BRACKET = re.compile(r"[(（\[【].*?[)）\]】]")
_PAYING = re.compile("^(?:另行|预先)?(?:收取|缴纳|交纳|支付|预收|代收|征收)")
_NOTHING = re.compile("免收|免费|免交|免缴|不收|^无$|^零$|^0元?$")
_YUAN = re.compile(r"([0-9]+(?:\.[0-9]+)?)元")
SHORTEST = 3
"""How many characters a name must have to be found at the end of a longer one."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one rule says about a fee: its index in the program and the effect's data."""

    index: int
    data: Mapping[str, object]

    @property
    def status(self) -> str:
        """allowed, restricted or forbidden."""
        return str(self.data["status"])


@dataclass(frozen=True, slots=True)
class Charge:
    """One fee of a document with all that the rules say about it; nothing when they don't know it."""

    fee: StatedFee
    step: StatedStep | None
    said: tuple[Said, ...]

    @property
    def at(self) -> tuple[str, ...]:
        """Where it stands: the step's id, or its pointer outside of steps."""
        return (self.step.id,) if self.step else (pointer(self.fee.at),)


class Charges:
    """The fees that one program's rules speak of, ready to be looked up by name."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.names: dict[str, list[Said]] = {}
        for index, fired in enumerate(program.rules):
            for effect in fired.rule.effects:
                if effect.keyword == "fee":
                    for name in dict.fromkeys(core(each) for each in (str(effect.data["name"]),
                                                                      *listed(effect.data.get("aliases")))):
                        self.names.setdefault(name, []).append(Said(index, effect.data))

    def said(self, fee: StatedFee) -> tuple[Said, ...]:
        """All that the rules say about a fee of this name, in their order."""
        name = core(fee.name)
        found = self.names.get(name)
        if found is None:
            ends = [each for each in self.names if len(each) >= SHORTEST and name.endswith(each)]
            found = self.names[max(ends, key=len)] if ends else []
        return tuple(found)


_known: dict[str, Charges] = {}


def charges(review: Review) -> Iterator[Charge]:
    """The fees that a document charges; what it says is free of charge is none."""
    known = _known.get("")
    if known is None or known.program is not review.run.program:
        known = _known[""] = Charges(review.run.program)
    for step, fee in review.procedure.all_fees():
        if not free_of_charge(fee):
            yield Charge(fee, step, known.said(fee))


def breach_of(review: Review, charge: Charge, said: list[Said], assuming: Node = ALWAYS) -> Breach | None:
    """The breach of some of what the rules say, in the situation of the fee's step."""
    rules = [(each.index, review.judge.holds(each.index)) for each in said]
    if not rules:
        return None
    if charge.step is None:
        return review.breach(rules, assuming=assuming)
    return review.breach(rules, charge.step, assuming=charge.step.condition)


def broken(breach: Breach, review: Review, said: list[Said]) -> list[Said]:
    """Those of the rules that the breach is of."""
    ids = {fired.rule.id for fired in breach.rules}
    return [each for each in said if review.run.program.rules[each.index].rule.id in ids]


def free_of_charge(fee: StatedFee) -> bool:
    """Whether a document says that a fee is not charged."""
    text = plain(fee.amount) if isinstance(fee.amount, str) else ""
    return fee.amount == 0 or bool(_NOTHING.search(text)) or denied(plain(fee.name)) \
        or bool(_NOTHING.search(plain(fee.name)))


def yuan(fee: StatedFee) -> Decimal | None:
    """A fee's amount in yuan, where it is one plain amount."""
    if isinstance(fee.amount, Decimal):
        return fee.amount
    found = _YUAN.findall(plain(fee.amount)) if fee.amount else []
    try:
        return Decimal(found[0]) if len(found) == 1 else None
    except InvalidOperation:
        return None


def core(name: str) -> str:
    """A fee's name without brackets and words of paying; 费用 at its end is 费."""
    return re.sub("费用$", "费", folded(_PAYING.sub("", _BRACKET.sub("", plain(name)))))
