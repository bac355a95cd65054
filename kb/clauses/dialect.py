"""JSON Schema as banshi checks it: exact decimals are numbers, YAML dates fit only `format: date`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend

from kb.clauses.fits import is_date, is_number

Schema: TypeAlias = dict[str, Any]
Errors: TypeAlias = Iterator[ValidationError]


def compiled(schema: Schema) -> Any:
    """A validator of the schema."""
    return _Validator(schema, format_checker=_FORMATS)


def _is_number(_checker: object, value: object) -> bool:
    return is_number(value)


def _is_integer(_checker: object, value: Any) -> bool:
    return is_number(value) and bool(value % 1 == 0)


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


_FORMATS = FormatChecker(formats=())
_FORMATS.checks("date")(lambda value: not isinstance(value, str) or is_date(value))
_TYPES = Draft202012Validator.TYPE_CHECKER.redefine_many({"number": _is_number, "integer": _is_integer})
_Validator = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator, {
        "type": _type, "required": _required, "additionalProperties": _additional, "multipleOf": _multiple,
    }, type_checker=_TYPES)

