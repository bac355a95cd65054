"""Measures what banshi promises about speed. `make bench`, or `python tests/benchmarks/run.py --help`."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import answers
import conditions
import documents
import schedules
import start
from timing import Row

PARTS = {"conditions": conditions, "answers": answers, "documents": documents, "start": start, "schedules": schedules}
HEAD = ("", "median", "minimum", "processor", "limit", "ratio", "")


def main() -> int:
    """Measure and print. Returns 1 when a goal is missed, by wall clock and by processor time."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("parts", nargs="*", choices=[[], *PARTS], help="only these parts")
    options.add_argument("--repeats", type=int, default=20)
    options.add_argument("--markdown", action="store_true", help="tables for docs/benchmarks.md")
    chosen = options.parse_args()
    print(f"{machine()}\n")  # noqa: T201
    rows: list[Row] = []
    for name in chosen.parts or PARTS:
        for found, own in groupby(PARTS[name].rows(chosen.repeats), key=lambda row: row.group):
            listed = list(own)
            rows += listed
            print("\n".join(table(found, listed, chosen.markdown)) + "\n", flush=True)  # noqa: T201
    missed = [row for row in rows if row.missed]
    print("all goals kept" if not missed else f"missed: {'; '.join(row.name for row in missed)}")  # noqa: T201
    return 1 if missed else 0


def machine() -> str:
    """What was measured on, and how busy it was."""
    cpu = next((line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
               platform.processor() or "unknown processor")
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    return (f"{cpu}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}; "
            f"load at the start {load}")


def _lines(path: str) -> Iterator[str]:
    file = Path(path)
    yield from file.read_text().splitlines() if file.exists() else ()


def table(title: str, rows: list[Row], markdown: bool) -> list[str]:
    """One group as lines of text; the ratio is that of the medians of processor time."""
    cells = [[row.name, _show(row.time.wall), _show(row.time.wall_min), _show(row.time.cpu), _show(row.limit),
              f"{row.time.cpu / row.beside.cpu:.3g}x" if row.beside else "",
              "" if row.limit is None else "missed" if row.missed else "kept"] for row in rows]
    if markdown:
        lines = [f"**{title}**", "", *("| " + " | ".join(each) + " |" for each in (HEAD, ["---"] * len(HEAD)))]
        return lines + ["| " + " | ".join(each) + " |" for each in cells]
    wide = [max(len(each[column]) for each in (HEAD, *cells)) for column in range(len(HEAD))]
    return [title] + ["  " + "  ".join(each[i].ljust(wide[i]) if not i else each[i].rjust(wide[i])
                                       for i in range(len(HEAD))) for each in (list(HEAD), *cells)]


def _show(seconds: float | None) -> str:
    if seconds is None:
        return ""
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e6:.3g} µs"


if __name__ == "__main__":
    sys.exit(main())
