"""Days in files that people fill in, which may be written as people write them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kb.clauses.located import Data, Located, Step
from kb.clauses.values import parse_day
from kb.findings import KbError


def with_days(located: Located, paths: Iterable[tuple[Step, ...]]) -> Located:
    """The same file with the texts at some paths read as dates (2018/9/14, 2018年9月14日).

    What is no date stays as it is, for the schema to complain of.
    """
    value = located.value
    for path in paths:
        value = _with_day(value, path)
    return replace(located, value=value)


def _with_day(value: Data, path: tuple[Step, ...]) -> Data:
    if not path:
        if not isinstance(value, str):
            return value
        try:
            return parse_day(value, "")
        except KbError:
            return value
    name = path[0]
    if not isinstance(value, dict) or not isinstance(name, str) or name not in value:
        return value
    return {**value, name: _with_day(value[name], path[1:])}
