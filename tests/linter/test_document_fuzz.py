"""Documents spoilt at random: whatever stands in them, they are reviewed and mended, or refused with findings.

BANSHI_LONG=1 tries a hundred times as many.
"""

import json
import os
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.compiler.load import load
from kb.findings import KbError
from kb.linter.document import read_procedure
from kb.linter.mending.mend import mend
from kb.linter.run import lint

KNOWLEDGE = load()
CORPUS = Path(__file__).parents[1] / "corpus" / "documents"
WHOLE = [read_procedure(KNOWLEDGE, path).data.value for path in sorted(CORPUS.iterdir())]
ODD: list[Any] = ["", "　", "0", "-1", "７个工作日", "一周", "即办", "平均三天", "不超过", "3至5个工作日", "百分之五",
                  "…", "`x`", "(", "不得" * 50, "甲乙丙丁" * 100, "2018-02-30", True, None, 0, -3, 10**12, 1.5, [], {},
                  ["a"], {"name": "x"}, [2]]
WORDS = ("不", "须", "0", "（", "、", "以上", "工作日", "办理")
EXAMPLES = 15_000 if os.environ.get("BANSHI_LONG") else 150
Way = tuple[str | int, ...]


def ways(value: Any, way: Way = ()) -> Iterator[Way]:
    """The ways to everything in a tree but the tree itself."""
    for key, each in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield (*way, key)
        yield from ways(each, (*way, key))


def at(value: Any, way: Way) -> Any:
    for key in way:
        value = value[key]
    return value


def spoil(document: Any, random: Random) -> None:
    """One change: something gone, odd, from elsewhere, twice, in another order, or with another character in it."""
    every = list(ways(document))
    if not every:
        return
    way = random.choice(every)
    around, key = at(document, way[:-1]), way[-1]
    match random.randrange(6):
        case 0:
            del around[key]
        case 1:
            around[key] = deepcopy(random.choice(ODD))
        case 2:
            around[key] = deepcopy(at(other := random.choice(WHOLE), random.choice(list(ways(other)))))
        case 3 if isinstance(around, list):
            around.insert(random.randrange(len(around) + 1), deepcopy(random.choice(around)))
        case 4 if isinstance(around, list):
            random.shuffle(around)
        case _ if isinstance(around[key], str) and around[key]:
            cut = random.randrange(len(around[key]))
            around[key] = around[key][:cut] + random.choice(WORDS) + around[key][cut + random.randrange(2):]


@settings(max_examples=EXAMPLES, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_any_document_is_reviewed_or_refused(tmp_path: Path, seed: int) -> None:
    random = Random(seed)  # noqa: S311
    document = deepcopy(random.choice(WHOLE))
    for _ in range(random.randrange(1, 5)):
        spoil(document, random)
    path = tmp_path / "document.json"
    path.write_text(json.dumps(document, ensure_ascii=False, default=str), encoding="utf-8")
    try:
        found = lint(KNOWLEDGE, path)
        made = mend(KNOWLEDGE, path, date(2018, 11, 5))
    except KbError as error:
        assert error.findings and all(each.message for each in error.findings)
    else:
        assert all(each.place.file == str(path) and each.place.line > 0 and each.message for each in found)
        assert not made.made or made.data != path.read_bytes()
