"""JSON Schema as banshi checks it: exact decimals are numbers, YAML dates fit only `format: date`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend

Schema: TypeAlias = dict[str, Any]
Errors: TypeAlias = Iterator[ValidationError]


def compiled(schema: Schema) -> Any:
    """A validator of the schema. Its `#/$defs/…` references are written out first; none may be recursive."""
    return _Validator(_written_out(schema, schema.get("$defs", {})), format_checker=_FORMATS)


def _is_number(_checker: object, value: object) -> bool:
    return isinstance(value, int | Decimal | float) and not isinstance(value, bool)


def _is_integer(checker: object, value: object) -> bool:
    return _is_number(checker, value) and value == int(value)  # type: ignore[call-overload]


def _type(validator: Any, types: str | list[str], value: object, schema: Schema) -> Errors:
    wanted = [types] if isinstance(types, str) else types
    if isinstance(value, date) and "string" in wanted and schema.get("format") == "date":
        return
    if not any(validator.is_type(value, each) for each in wanted):
        yield ValidationError("type")


def _required(_validator: object, names: list[str], value: object, _schema: Schema) -> Errors:
    """One error for each missing key; the message is the key."""
    if isinstance(value, dict):
        for name in names:
            if name not in value:
                yield ValidationError(name)


def _additional(validator: Any, allowed: object, value: object, schema: Schema) -> Errors:
    """One error for each key that may not be there; the message is the key."""
    if allowed is not False:
        yield from Draft202012Validator.VALIDATORS["additionalProperties"](validator, allowed, value, schema)
    elif isinstance(value, dict):
        known, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
        for name in value:
            if name not in known and not any(re.search(pattern, name) for pattern in patterns):
                yield ValidationError(name)


def _multiple(validator: Any, unit: float, value: object, _schema: Schema) -> Errors:
    if validator.is_type(value, "number") and Decimal(str(value)) % Decimal(str(unit)):
        yield ValidationError("multipleOf")


def _is_date(value: object) -> bool:
    if isinstance(value, str):
        if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            return False
        date.fromisoformat(value)
    return True


_FORMATS = FormatChecker(formats=())
_FORMATS.checks("date", raises=ValueError)(_is_date)
_TYPES = Draft202012Validator.TYPE_CHECKER.redefine_many({"number": _is_number, "integer": _is_integer})
_Validator = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator, {
        "type": _type, "required": _required, "additionalProperties": _additional, "multipleOf": _multiple,
    }, type_checker=_TYPES)


def _written_out(schema: Any, definitions: Mapping[str, Any]) -> Any:
    """The schema with every reference replaced by what it refers to: looking them up takes long."""
    if isinstance(schema, list):
        return [_written_out(each, definitions) for each in schema]
    if not isinstance(schema, dict):
        return schema
    own = {key: _written_out(each, definitions) for key, each in schema.items()
           if key not in ("$defs", "$ref")}
    if "$ref" not in schema:
        return own
    target = _written_out(definitions[schema["$ref"].removeprefix("#/$defs/")], definitions)
    return {**target, **own}
