"""A thousand documents in one run of `banshi lint`: the samples and the rule base's own answers, spoilt at random."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from timing import Row, Time

from generator.template.content import filled
from kb import load
from kb.compiler.knowledge import Knowledge

COUNT = 1000
JOBS = 2
LIMIT = 15.0
"""Seconds for all of them on two processors."""
BANSHI = Path(sys.executable).parent / "banshi"
SAMPLES = Path(__file__).parents[2] / "docs" / "samples"
MATERIALS = ("身份证复印件", "企业名称预先核准通知书", "规划许可证", "施工图")
Document = dict[str, Any]


def rows(repeats: int) -> Iterator[Row]:
    """One run over a thousand documents, and over twice as many for what memory they take."""
    with TemporaryDirectory() as folder:
        write(load(), Path(folder), 2 * COUNT)
        group = f"lint, {COUNT:,} documents in one run, {JOBS} processes"
        found = [lint(Path(folder), "[0-9]/*") for _ in range(max(1, repeats // 10))]
        best = min((each for _, each in found), key=lambda each: each.cpu)
        peak = max(each for each, _ in found)
        twice, _ = lint(Path(folder), "*/*")
        name = f"SARIF, at most {peak:.0f} MB a process ({twice:.0f} MB for {2 * COUNT:,} documents)"
        yield Row(group, name, best, LIMIT, best)


def lint(folder: Path, pattern: str) -> tuple[float, Time]:
    """One run: megabytes of the largest process, seconds by the clock and seconds of each processor."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    wall = time.perf_counter()
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", PROGRAM, str(BANSHI), "lint", str(folder / pattern), "--format", "sarif", "--out",
         str(folder / "all.sarif"), "--force", "--jobs", str(JOBS)], capture_output=True, text=True, check=True)
    wall = time.perf_counter() - wall
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / JOBS
    return float(done.stdout), Time(wall, wall, cpu, cpu)


PROGRAM = """
import resource, subprocess, sys
status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
if status not in (0, 1):
    sys.exit(f"banshi lint: status {status}")
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""


def write(knowledge: Knowledge, folder: Path, count: int) -> None:
    """The documents, a hundred to a folder; the same ones every time."""
    random = Random(7)  # noqa: S311
    whole = list(sources(knowledge))
    for number in range(count):
        path = folder / str(number // 100)
        path.mkdir(exist_ok=True)
        document = spoilt(random.choice(whole), random)
        text = json.dumps(document, ensure_ascii=False, default=str) if number % 5 == 0 else \
            yaml.safe_dump(document, allow_unicode=True, sort_keys=False)
        (path / f"{number:04}{'.json' if number % 5 == 0 else '.yaml'}").write_text(text, encoding="utf-8")


def sources(knowledge: Knowledge) -> Iterator[Document]:
    """The samples, and what the template says for every worked case."""
    for path in sorted(SAMPLES.glob("*.yaml")):
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
        if found.get("steps"):
            yield found
    for case in knowledge.rulebook.cases:
        found = filled(knowledge, case.service, case.facts, case.as_of, "python")
        if found["steps"]:
            yield json.loads(json.dumps(found, default=str))


def spoilt(document: Document, random: Random) -> Document:
    """A document with up to four changes: longer times, other orders, missing steps, further materials."""
    made = deepcopy(document)
    steps = made["steps"]
    for _ in range(random.randrange(5)):
        step = random.choice(steps)
        match random.randrange(4):
            case 0:
                step["duration"] = f"{random.randrange(1, 30)}个工作日"
            case 1:
                others = [each["id"] for each in steps[:steps.index(step)]]
                step["after"] = random.sample(others, min(len(others), 2))
            case 2 if len(steps) > 3 and not waited_for(steps, step["id"]):
                steps.remove(step)
            case _:
                step["materials"] = [*(step.get("materials") or []), random.choice(MATERIALS)]
    return made


def waited_for(steps: list[Document], name: str) -> bool:
    """Whether a step waits for another."""
    return any(name in (each.get(key) or ()) for each in steps for key in ("after", "issue_after"))
