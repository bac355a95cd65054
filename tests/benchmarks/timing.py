"""Timing on a machine that others use too: many repeats, minimum and median, processor time beside wall time."""

from __future__ import annotations

import gc
import resource
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Time:
    """Seconds for one call: wall clock and processor, each as minimum and median over the repeats."""

    wall_min: float
    wall: float
    cpu_min: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `limit`: seconds allowed for the median wall time. `beside`: what to compare with."""

    group: str
    name: str
    time: Time
    limit: float | None = None
    beside: Time | None = None
    """The time that this one is a multiple of."""

    @property
    def missed(self) -> bool:
        """Whether the goal is missed, other processes' share of the machine left out: by processor time too."""
        return self.limit is not None and self.time.wall > self.limit and self.time.cpu > self.limit


def measure(work: Callable[[], object], repeats: int, calls: int = 1) -> Time:
    """Time `work`, which makes `calls` calls, after one round that is not counted."""
    work()
    gc.collect()
    walls: list[float] = []
    processor: list[float] = []
    for _ in range(repeats):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        walls.append((time.perf_counter() - wall) / calls)
        processor.append((time.process_time() - cpu) / calls)
    return _time(walls, processor)


def each(work: Callable[[int], object], count: int) -> Time:
    """Time `work(0)` … `work(count - 1)` one by one."""
    walls: list[float] = []
    processor: list[float] = []
    for number in range(count):
        wall, cpu = time.perf_counter(), time.process_time()
        work(number)
        walls.append(time.perf_counter() - wall)
        processor.append(time.process_time() - cpu)
    return _time(walls, processor)


def process(command: Sequence[str], repeats: int) -> Time:
    """Time a command from start to end, its processor time included; it must succeed."""
    walls: list[float] = []
    processor: list[float] = []
    for number in range(repeats + 1):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        wall = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603
        wall = time.perf_counter() - wall
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if number:
            walls.append(wall)
            processor.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return _time(walls, processor)


def _time(walls: list[float], processor: list[float]) -> Time:
    return Time(min(walls), median(walls), min(processor), median(processor))
