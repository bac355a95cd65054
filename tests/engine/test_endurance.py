"""Long use: threads do not mix their answers, and memory stays flat.

BANSHI_LONG=1 asks 100,000 times.
"""

from __future__ import annotations

import gc
import os
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from kb.compiler.load import load
from kb.engine.ask import ask

LONG = bool(os.environ.get("BANSHI_LONG"))
RULES = load()
CASES = RULES.rulebook.cases
QUICK = [case for case in CASES if len(case.facts) > 6 or case.service != "power.connect"]
ASKED = 100_000 if LONG else 3_000
MOST = 6 * 2**20
"""Growth that counts as flat: allocators and caches of the first rounds settle within it."""


def answer(case, engine="durable"):
    return ask(RULES, case.service, case.facts, case.as_of, explain="all", engine=engine).to_json()


@pytest.mark.parametrize("engine", ["durable", "python"])
def test_eight_threads_give_the_answers_of_one(engine):
    alone = [answer(case, engine) for case in CASES]
    with ThreadPoolExecutor(8) as threads:
        order = [(index + shift * 11) % len(CASES) for shift in range(3 if not LONG else 30)
                 for index in range(len(CASES))]
        together = list(threads.map(lambda index: answer(CASES[index], engine), order))
    for index, found in zip(order, together, strict=True):
        assert found == alone[index], CASES[index].id


def test_eight_threads_on_a_base_that_is_just_loaded():
    """Evaluators, runners and engines are built on first use: by all threads at once."""
    fresh = load(use_cache=False)
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(
            lambda case: ask(fresh, case.service, case.facts, case.as_of, explain="all").to_json(), QUICK))
    assert found == [answer(case) for case in QUICK]


def test_memory_stays_flat():
    process = psutil.Process()

    def ask_on(count: int) -> int:
        for number in range(count):
            case = QUICK[number % len(QUICK)]
            facts = dict(case.facts)
            if "line_length_m" in facts:  # never the same question twice
                facts["line_length_m"] = 1 + number % 400
            ask(RULES, case.service, facts, case.as_of, engine="durable" if number % 4 == 0 else "python")
        gc.collect()
        return process.memory_info().rss

    ask_on(1_000)
    before = ask_on(0)
    for _ in range(1 if not LONG else 10):
        after = ask_on(ASKED // (1 if not LONG else 10))
    assert after - before < MOST, f"{(after - before) / 2**20:.1f} MiB more after {ASKED} questions"
