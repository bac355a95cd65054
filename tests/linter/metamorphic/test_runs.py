"""The same documents give the same report, byte for byte: in another run, another hash order, on more processors."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from papers import FILES, LONG, ROOT

DOCUMENTS = FILES if LONG else FILES[::3]


def report(seed: str, jobs: str, files: list[Path]) -> bytes:
    """The report of a process of its own."""
    banshi = Path(sys.executable).with_name("banshi")
    words = ["lint", *map(str, files), "--format", "json", "--jobs", jobs, "--today", "2018-11-05"]
    done = subprocess.run([banshi, *words], capture_output=True, check=False, cwd=ROOT,  # noqa: S603
                          env={**os.environ, "PYTHONHASHSEED": seed})
    assert done.returncode == 1, done.stderr.decode()
    return done.stdout


def test_runs_are_alike() -> None:
    first = report("0", "1", DOCUMENTS)
    assert len(first) > 10_000
    more = [(str(each), str(each % 4 + 1)) for each in range(9)] if LONG else [("1", "2"), ("4711", "1")]
    for seed, jobs in more:
        assert report(seed, jobs, DOCUMENTS) == first
