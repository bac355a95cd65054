"""JSON: the neutral chapters as data, as in `rules/schema/publication.json`."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass

from generator.content.model import Publication
from kb.engine.answer import plain as simple

NAME = "json"
EXTENSION = "json"
TYPED = ("Heading", "Paragraph", "Bullets", "Table", "Chain", "Checks", "Blanks", "Chart")


def render(publication: Publication) -> str:
    """One JSON document."""
    return json.dumps(plain(publication), ensure_ascii=False, indent=2) + "\n"


def plain(value: object) -> object:
    """A value of the content model as JSON knows it; blocks say their `type`, labelled values are objects."""
    if isinstance(value, Publication):
        found = {each.name: plain(getattr(value, each.name)) for each in fields(value)}
        return found | {"meta": _labelled(value.meta)}
    if is_dataclass(value) and not isinstance(value, type):
        name = type(value).__name__
        kind = {"type": name.lower()} if name in TYPED else {}
        return kind | {each.name: _field(each.name, getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return simple(value)


def _field(name: str, value: object) -> object:
    if name == "fields" and isinstance(value, tuple):
        return _labelled(value)
    if name in ("authority", "outputs") and isinstance(value, tuple):
        pairs = [{"id": key, "name": said} for key, said in (value if name == "outputs" else [value])]
        return pairs if name == "outputs" else pairs[0]
    return plain(value)


def _labelled(pairs: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
    return [{"label": label, "value": value} for label, value in pairs]
