"""What an effect keyword is. Each keyword of the closed set is one file in `kb/clauses/effects/`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from kb.clauses.model import Limit, Ref, Slot
from kb.findings import Place

Say = Callable[[str, str], str]
"""Names in Chinese: `say(kind, id)` with kind step, material, authority, span, fact."""

At = Callable[..., Place]
"""The place of a part of the effect's value: `at("step")`, `at("members", 0)`, `at()`."""

Data = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Keyword:
    """One effect keyword: its schema, its meaning, what it decides and how it is said in Chinese.

    `read` turns the YAML value (already valid against `schema`) into plain data; `slots` says what the data
    decides; `refs` which names it mentions; `say` gives one Chinese sentence. `section` is the list of the
    Answer that shows it (duties, entitlements, …), empty when it acts on steps, materials or time.
    """

    name: str
    title: str
    meaning: str
    schema: Mapping[str, object]
    slots: Callable[[Data], tuple[Slot, ...]]
    refs: Callable[[Data, At], tuple[Ref, ...]]
    say: Callable[[Data, Say], str]
    read: Callable[[object], Data] = field(default=lambda raw: dict(raw) if isinstance(raw, dict) else {"it": raw})
    section: str = ""


@cache
def keywords() -> Mapping[str, Keyword]:
    """All effect keywords by name, discovered in `kb.clauses.effects`."""
    package = import_module("kb.clauses.effects")
    found = (import_module(f"kb.clauses.effects.{each.name}").KEYWORD for each in iter_modules(package.__path__))
    return {each.name: each for each in sorted(found, key=lambda keyword: keyword.name)}


ID: Mapping[str, object] = {"type": "string", "pattern": "^[a-z0-9][a-z0-9._-]*$"}
FACT: Mapping[str, object] = {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"}
IDS: Mapping[str, object] = {"oneOf": [ID, {"type": "array", "items": ID, "minItems": 1, "uniqueItems": True}]}
TEXT: Mapping[str, object] = {"type": "string", "minLength": 1, "maxLength": 200}
WORDS: Mapping[str, object] = {"type": "array", "items": TEXT, "minItems": 1, "uniqueItems": True}


def closed(required: tuple[str, ...] = (), **properties: Mapping[str, object]) -> dict[str, object]:
    """The schema of a mapping with these keys and no others."""
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def listed(value: object) -> tuple[str, ...]:
    """One id or a list of ids as a tuple."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)  # type: ignore[arg-type]


def named(kind: str, data: Data, at: At, key: str) -> tuple[Ref, ...]:
    """The names below a key that holds one id or a list of ids, each at its own place; none if left out."""
    value = data.get(key)
    if isinstance(value, str):
        return (Ref(kind, value, at(key)),)
    return tuple(Ref(kind, each, at(key, index)) for index, each in enumerate(listed(value)))


def step_keyword(name: str, title: str, meaning: str, status: str, sentence: str) -> Keyword:
    """A keyword whose value is a step id and which gives that step a status."""
    return Keyword(
        name, title, meaning, ID,
        slots=lambda data: (Slot("step", str(data["it"]), status),),
        refs=lambda data, at: (Ref("step", str(data["it"]), at()),),
        say=lambda data, say: sentence.format(say("step", str(data["it"]))),
    )


def pairs(kind: str) -> Callable[[Data], tuple[Slot, ...]]:
    """Slots of `{first, then}`: one per later step."""
    return lambda data: tuple(
        Slot(kind, then, first) for then in listed(data["then"]) for first in listed(data["first"]))


def pair_refs(data: Data, at: At) -> tuple[Ref, ...]:
    """The steps that `{first, then}` mentions."""
    return (*named("step", data, at, "first"), *named("step", data, at, "then"))


def limit_of(data: Data) -> Limit:
    """The time limit that an effect's data states."""
    return Limit(Decimal(str(data["value"])), data.get("unit", "working_day"), data.get("measure", "max"),  # type: ignore[arg-type]
                 str(data.get("starts") or ""), str(data.get("ends") or ""), str(data.get("includes") or ""))


def listing(section: str, name: str, title: str, meaning: str, schema: Mapping[str, object],
            sentence: Callable[[Data, Say], str], authorities: tuple[str, ...] = ("who",),
            practices: tuple[str, ...] = (), steps: tuple[str, ...] = ("step",),
            more: Callable[[Data, At], tuple[Ref, ...]] = lambda data, at: (),
            slots: Callable[[Data], tuple[Slot, ...]] = lambda data: ()) -> Keyword:
    """A keyword that adds an item to one of the Answer's lists, and as a rule decides nothing (`slots`).

    `authorities`, `practices` and `steps` are the keys that name such things; `more` is what else its data mentions.
    """
    return Keyword(
        name, title, meaning, schema, section=section, say=sentence, slots=slots,
        refs=lambda data, at: (*(ref for key in authorities for ref in named("authority", data, at, key)),
                               *(ref for key in practices for ref in named("practice", data, at, key)),
                               *(ref for key in steps for ref in named("step", data, at, key)), *more(data, at)),
    )


def material_slots(status: str) -> Callable[[Data], tuple[Slot, ...]]:
    """Slots of a material keyword: the status of a material, for one step or (`*`) for all."""
    return lambda data: (Slot("material", f"{data.get('step') or '*'}/{data['id']}", status),)


def material_refs(data: Data, at: At) -> tuple[Ref, ...]:
    """The material, step and authority that a material keyword mentions."""
    step = (Ref("step", str(data["step"]), at("step")),) if data.get("step") else ()
    source = (Ref("authority", str(data["from"]), at("from")),) if data.get("from") else ()
    return (Ref("material", str(data["id"]), at("id")), *step, *source)
