"""Random vocabularies, conditions and situations for the agreement tests. Seeded: the same every run."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from kb.clauses.model import EnumValue, Fact, Value
from kb.clauses.tree import And, Arithmetic, Compare, FactRef, Literal, Node, Not, OneOf, Or, Term, Within

START = date(2018, 9, 14)
ORDERS = ("=", "!=", "<", "<=", ">", ">=")


def vocabulary(booleans: int = 9, numbers: int = 8, enums: int = 5, dates: int = 3) -> dict[str, Fact]:
    """Facts of every type; numbers in two units, one of them whole."""
    facts = [Fact(f"b{i}", "boolean", f"是非{i}", "?") for i in range(booleans)]
    for i in range(numbers):
        facts.append(Fact(f"n{i}", "number", f"数{i}", "?", unit="m" if i % 2 else "kva",
                          integer=i % 3 == 0, decimals=0 if i % 3 == 0 else i % 3))
    for i in range(enums):
        values = tuple(EnumValue(f"v{j}", f"选项{j}") for j in range(3 + i))
        facts.append(Fact(f"e{i}", "enum", f"选择{i}", "?", values=values))
    facts += [Fact(f"d{i}", "date", f"日期{i}", "?") for i in range(dates)]
    return {fact.id: fact for fact in facts}


class Maker:
    """Draws conditions and situations over one vocabulary."""

    def __init__(self, facts: dict[str, Fact], seed: int) -> None:
        self.facts = facts
        self.random = Random(seed)  # noqa: S311
        self.kinds = {kind: [fact for fact in facts.values() if fact.type == kind]
                      for kind in ("boolean", "number", "enum", "date")}

    def value(self, fact: Fact) -> Value:
        choose = self.random
        match fact.type:
            case "boolean":
                return choose.random() < 0.5
            case "enum":
                return choose.choice(fact.values).id
            case "date":
                return START + timedelta(days=choose.randrange(12) * 30)
        if fact.integer or choose.random() < 0.3:
            return choose.randrange(-2, 12)
        return Decimal(choose.randrange(-20, 120)).scaleb(-fact.decimals)

    def situation(self, share: float = 0.6) -> dict[str, Value]:
        return {fact.id: self.value(fact) for fact in self.facts.values() if self.random.random() < share}

    def sum(self, depth: int) -> Term:
        if depth == 0 or self.random.random() < 0.4:
            fact = self.random.choice(self.kinds["number"])
            return FactRef(fact.id) if self.random.random() < 0.8 else Literal(self.value(fact))
        return Arithmetic(self.random.choice("+-*/"), self.sum(depth - 1), self.sum(depth - 1))  # type: ignore[arg-type]

    def atom(self, sums: float = 0.05) -> Node:
        choose = self.random
        if choose.random() < sums:
            return choose.choice((
                lambda: Compare(choose.choice(ORDERS), self.sum(2), self.sum(2)),
                lambda: Within(self.sum(2), Literal(1), Literal(Decimal("7.5")), choose.random() < 0.5),
                lambda: OneOf(self.sum(1), (Literal(3), Literal(Decimal("2.5")), Literal(0))),
                lambda: Compare("=", FactRef("b0"), FactRef("b1")),
                lambda: Compare(choose.choice(ORDERS), FactRef("d0"), FactRef("d1")),
                lambda: Compare("!=", FactRef("e0"), FactRef("e1")),
            ))()
        fact = choose.choice(list(self.facts.values()))
        item, constant = FactRef(fact.id), Literal(self.value(fact))
        if fact.type == "boolean":
            return item if choose.random() < 0.8 else Compare(choose.choice(ORDERS[:2]), item, constant)
        if choose.random() < 0.2:
            return OneOf(item, tuple(Literal(self.value(fact)) for _ in range(choose.randrange(1, 4))))
        if fact.type == "enum":
            return Compare(choose.choice(ORDERS[:2]), item, constant)
        if choose.random() < 0.2:
            low, high = sorted((self.value(fact), self.value(fact)))  # type: ignore[type-var]
            return Within(item, Literal(low), Literal(high), choose.random() < 0.5, choose.random() < 0.5)
        if choose.random() < 0.1:
            return Compare(choose.choice(ORDERS), constant, item)
        return Compare(choose.choice(ORDERS), item, constant)

    def condition(self, depth: int = 2, sums: float = 0.05) -> Node:
        choose = self.random
        if depth == 0 or choose.random() < 0.3:
            return self.atom(sums)
        if choose.random() < 0.2:
            return Not(self.condition(depth - 1, sums))
        kind = And if choose.random() < 0.6 else Or
        return kind(tuple(self.condition(depth - 1, sums) for _ in range(choose.randrange(2, 4))))
