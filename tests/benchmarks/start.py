"""What every command pays: starting, loading the rule base, answering once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from timing import Row, measure, process

from kb import load
from kb.clauses.locate import default_rules
from kb.compiler.build import compile_rules

DAY = date(2018, 11, 5)
BANSHI = str(Path(sys.executable).parent / "banshi")


def rows(repeats: int) -> Iterator[Row]:
    """The goals of a fresh process and of loading."""
    cached = measure(lambda: load(), repeats)
    yield Row("load the rule base", "from the cache, warm process", cached, 60e-3, cached)
    yield Row("load the rule base", "from the cache, with the rules of one service unpacked",
              measure(lambda: load().program("power.connect", DAY), repeats), 60e-3, cached)
    yield Row("load the rule base", "from the cache, with everything unpacked",
              measure(_everything, repeats), None, cached)
    yield Row("load the rule base", "compiled from YAML",
              measure(lambda: compile_rules(default_rules(), "sha256:0", "0"), 2), None, cached)
    bare = process([sys.executable, "-c", "pass"], repeats)
    group = "fresh process"
    yield Row(group, "python -c pass", bare, None, bare)
    yield Row(group, "python -c 'import networkx' (a common library, for comparison)",
              process([sys.executable, "-c", "import networkx"], repeats), None, bare)
    yield Row(group, "banshi --version", process([BANSHI, "--version"], repeats), None, bare)
    yield Row(group, "banshi ask power.connect --set voltage=10kv",
              process([BANSHI, "ask", "power.connect", "--set", "voltage=10kv", "--as-of", "2018-11-05"], repeats),
              0.6, bare)


def _everything() -> None:
    knowledge = load()
    assert knowledge.rulebook.rules
    for key in knowledge.programs:
        assert knowledge.programs[key].rules
