"""300 generated rules: our evaluator with and without unknown facts, durable-rules alone, ZEN and CEL."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from timing import Row, measure

from kb.clauses.model import Value
from kb.engine.durable import DurableEngine, DurableRule
from kb.engine.evaluator import compile_conditions

sys.path.insert(0, str(Path(__file__).parents[1] / "engine"))
import peers
from random_rules import Maker, vocabulary

RULES = 300
FACTS = 25
KNOWN = 15
CASES = 200
Case = Mapping[str, Value]


def rows(repeats: int) -> Iterator[Row]:
    """The evaluator's goal, then the other engines on the same rules."""
    facts = vocabulary(booleans=10, numbers=9, enums=6, dates=0)
    assert len(facts) == FACTS
    maker = Maker(facts, seed=1)
    conditions = [maker.condition(sums=0) for _ in range(RULES)]
    full = [{name: maker.value(fact) for name, fact in facts.items()} for _ in range(CASES)]
    part = [{name: case[name] for name in maker.random.sample(sorted(facts), KNOWN)} for case in full]
    ours = compile_conditions(conditions)
    durable = DurableEngine([DurableRule(f"r{i}", each) for i, each in enumerate(conditions)], facts)
    group = f"{RULES} generated rules, {FACTS} facts, per case"
    for name, theirs in (("CEL", peers.cel(conditions)), ("ZEN", peers.zen(conditions))):
        wrong = [case for case in full if theirs(case) != ours(case)[0]]
        assert not wrong, f"{name} answers {len(wrong)} cases differently"
    three = measure(_over(ours, part), repeats, CASES)
    yield Row(group, f"ours, {KNOWN} known, three-valued", three, 50e-6, three)
    yield Row(group, "ours, all known", measure(_over(ours, full), repeats, CASES), None, three)
    yield Row(group, "common-expression-language, all known, two-valued",
              measure(_over(peers.cel(conditions), full), repeats, CASES), None, three)
    yield Row(group, "zen-engine, all known, two-valued",
              measure(_over(peers.zen(conditions), full), repeats, CASES), None, three)
    yield Row(group, f"durable-rules alone, {KNOWN} known, what holds only",
              measure(_over(durable.fire, part[:50]), max(3, repeats // 4), 50), None, three)


def _over(decide: Callable[[Case], object], cases: list[Case]) -> Callable[[], None]:
    def work() -> None:
        for case in cases:
            decide(case)
    return work
