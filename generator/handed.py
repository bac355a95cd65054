"""Reading what was handed in: `--have` on the command line, or a YAML file (`rules/schema/handed-in.json`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, cast

from generator.content.application import Application
from kb.clauses.days import with_days
from kb.clauses.schema import validate
from kb.clauses.source import read_yaml
from kb.findings import KbError, problem

RIGHT = ""


@dataclass(frozen=True, slots=True)
class Handed:
    """A file on an application: the application itself, and what it says about service, day and facts."""

    application: Application
    service: str = ""
    as_of: date | None = None
    facts: Mapping[str, object] = field(default_factory=dict)


def read(path: Path) -> Handed:
    """The file. KbError with places for what does not fit the schema, S647 for a material named twice."""
    located = with_days(read_yaml(path, str(path)), [("as_of",), ("received",)])
    wrong = validate("handed-in", located)
    if wrong:
        raise KbError(wrong)
    told = cast(Mapping[str, Any], located.value)
    found: dict[str, str] = {}
    for index, each in enumerate(told.get("handed_in") or ()):
        name, reason = (each["id"], each.get("wrong") or RIGHT) if isinstance(each, Mapping) else (each, RIGHT)
        if name in found:
            raise KbError(problem("S647", "twice", f"材料 `{name}` 写了两次", located.place_of(("handed_in", index)),
                                  "只留一次"))
        found[name] = str(reason)
    application = Application(found, tuple(told.get("steps") or ()), str(told.get("applicant") or ""),
                              str(told.get("number") or ""), told.get("received"), str(told.get("clerk") or ""))
    return Handed(application, str(told.get("service") or ""), told.get("as_of"), dict(told.get("facts") or {}))


def had(words: tuple[str, ...]) -> dict[str, str]:
    """`--have MATERIAL` or `--have MATERIAL=what is wrong`. KbError S647 for a material named twice differently."""
    found: dict[str, str] = {}
    for each in words:
        name, equals, reason = each.replace("＝", "=", 1).partition("=")
        name, reason = name.strip(), reason.strip()
        if not name or (equals and not reason):
            raise KbError(problem("S647", "bad-have", f"看不懂 --have {each!r}",
                                  hint="写成 --have 材料编号，或者 --have 材料编号=哪里不对"))
        if found.get(name, reason) != reason:
            raise KbError(problem("S647", "twice", f"材料 `{name}` 写了两次，说法不同", hint="只留一次"))
        found[name] = reason
    return found
