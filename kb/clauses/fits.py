"""Whether a value fits a schema at all: a quick yes for the sound files, which are nearly all of them.

JSON Schemas become plain functions once. They say only yes or no; jsonschema, which takes far longer to
load and to run, is asked where the answer is no, and says what is wrong. Tests hold the two together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

Fits = Callable[[Any], bool]
Schema = Mapping[str, Any]

_SAYS_NOTHING = {"$schema", "$id", "$comment", "$defs", "title", "description", "default", "examples"}
_TOGETHER = {"properties": "object", "patternProperties": "object", "additionalProperties": "object",
             "if": "if", "then": "if", "else": "if", "type": "type", "format": "type"}


def written_out(schema: Any, definitions: Schema) -> Any:
    """The schema with every `#/$defs/…` reference replaced by what it refers to; none may be recursive."""
    if isinstance(schema, list):
        return [written_out(each, definitions) for each in schema]
    if not isinstance(schema, dict):
        return schema
    own = {key: written_out(each, definitions) for key, each in schema.items()
           if key not in ("$defs", "$ref")}
    if "$ref" not in schema:
        return own
    return {**written_out(definitions[schema["$ref"].removeprefix("#/$defs/")], definitions), **own}


def is_date(text: str) -> bool:
    """Whether a text is a date such as 2018-09-14."""
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def fits(schema: Any) -> Fits:
    """The schema, references written out, as a function. KeyError for a keyword it does not know."""
    if isinstance(schema, bool):
        return lambda _value: schema
    names = dict.fromkeys(_TOGETHER.get(name, name) for name in schema if name not in _SAYS_NOTHING)
    checks = tuple(_KEYWORDS[name](schema) for name in names)
    if len(checks) == 1:
        return checks[0]
    return lambda value: all(check(value) for check in checks)


def is_number(value: object) -> bool:
    """Whether a value is a number: int, exact Decimal or float, but not a boolean."""
    return isinstance(value, int | Decimal | float) and not isinstance(value, bool)


_TYPES: dict[str, Fits] = {
    "string": lambda value: isinstance(value, str), "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict), "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None, "number": is_number,
    "integer": lambda value: is_number(value) and value % 1 == 0,
}


def _type(schema: Schema) -> Fits:
    dated = schema.get("format") == "date"
    types = schema.get("type", [])
    wanted = [_TYPES[each] for each in ([types] if isinstance(types, str) else types)]
    if dated:
        text = not wanted or "string" in types
        return lambda value: is_date(value) if isinstance(value, str) else (
            isinstance(value, date) and text) or not wanted or any(each(value) for each in wanted)
    return wanted[0] if len(wanted) == 1 else lambda value: any(each(value) for each in wanted)


def _same(one: object, other: object) -> bool:
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def _object(schema: Schema) -> Fits:
    known = {name: fits(each) for name, each in schema.get("properties", {}).items()}
    patterns = [(re.compile(each), fits(inner))
                for each, inner in schema.get("patternProperties", {}).items()]
    others = fits(schema.get("additionalProperties", True))

    def check(value: Any) -> bool:
        if not isinstance(value, dict):
            return True
        for name, each in value.items():
            matching = [inner for pattern, inner in patterns if pattern.search(name)] if patterns else []
            own = known.get(name)
            if own is not None and not own(each):
                return False
            if not all(inner(each) for inner in matching):
                return False
            if own is None and not matching and not others(each):
                return False
        return True

    return check


def _unique(schema: Schema) -> Fits:
    def check(value: Any) -> bool:
        if not schema["uniqueItems"] or not isinstance(value, list):
            return True
        if all(isinstance(each, str) for each in value):
            return len(set(value)) == len(value)
        return not any(_same(one, other) for place, one in enumerate(value) for other in value[:place])

    return check


def _if(schema: Schema) -> Fits:
    condition, then, other = (fits(schema.get(name, True)) for name in ("if", "then", "else"))
    return lambda value: then(value) if condition(value) else other(value)


def _each_of(schema: Schema) -> Fits:
    inner = fits(schema["items"])
    return lambda value: not isinstance(value, list) or all(inner(each) for each in value)


def _names(schema: Schema) -> Fits:
    inner = fits(schema["propertyNames"])
    return lambda value: not isinstance(value, dict) or all(inner(each) for each in value)


def _pattern(schema: Schema) -> Fits:
    pattern = re.compile(schema["pattern"])
    return lambda value: not isinstance(value, str) or pattern.search(value) is not None


def _not(schema: Schema) -> Fits:
    inner = fits(schema["not"])
    return lambda value: not inner(value)


def _some(name: str, judge: Callable[[list[bool]], bool]) -> Callable[[Schema], Fits]:
    def make(schema: Schema) -> Fits:
        options = [fits(each) for each in schema[name]]
        return lambda value: judge([each(value) for each in options])

    return make


def _sized(name: str, kind: type, low: bool) -> Callable[[Schema], Fits]:
    def make(schema: Schema) -> Fits:
        bound = schema[name]
        return lambda value: not isinstance(value, kind) or (
            len(value) >= bound if low else len(value) <= bound)  # type: ignore[arg-type]

    return make


def _ranged(name: str, judge: Callable[[Any, Any], bool]) -> Callable[[Schema], Fits]:
    return lambda schema: lambda value: not is_number(value) or judge(value, schema[name])


_KEYWORDS: dict[str, Callable[[Schema], Fits]] = {
    "type": _type, "object": _object, "uniqueItems": _unique, "if": _if, "items": _each_of,
    "propertyNames": _names, "pattern": _pattern, "not": _not,
    "required": lambda schema: lambda value: not isinstance(value, dict) or all(
        each in value for each in schema["required"]),
    "enum": lambda schema: lambda value: any(_same(value, each) for each in schema["enum"]),
    "const": lambda schema: lambda value: _same(value, schema["const"]),
    "allOf": _some("allOf", all), "anyOf": _some("anyOf", any),
    "oneOf": _some("oneOf", lambda each: sum(each) == 1),
    "minItems": _sized("minItems", list, True), "maxItems": _sized("maxItems", list, False),
    "minLength": _sized("minLength", str, True), "maxLength": _sized("maxLength", str, False),
    "minProperties": _sized("minProperties", dict, True),
    "maxProperties": _sized("maxProperties", dict, False),
    "minimum": _ranged("minimum", lambda value, bound: value >= bound),
    "maximum": _ranged("maximum", lambda value, bound: value <= bound),
    "multipleOf": _ranged("multipleOf", lambda value, unit: not Decimal(str(value)) % Decimal(str(unit))),
}
