"""What a value's difference from its schema means, in Chinese, with its place and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kb.findings import Finding, Place, nearest, problem

if TYPE_CHECKING:
    from jsonschema import ValidationError

    from kb.clauses.located import Located

_TYPES = {"string": "文字", "integer": "整数", "number": "数", "boolean": " true 或 false", "array": "列表",
          "object": "映射（`键: 值`）", "null": "空值"}
_SIZES = {
    "minItems": "{0}至少要有 {1} 项", "maxItems": "{0}最多 {1} 项", "minLength": "{0}是空的",
    "maxLength": "{0}太长，最多 {1} 个字", "minProperties": "{0}至少要写 {1} 个键",
    "maxProperties": "{0}只能写 {1} 个键",
    "uniqueItems": "{0}有重复的项",
}
_RANGES = {"minimum": "{0}要不小于 {1}", "maximum": "{0}要不大于 {1}", "exclusiveMinimum": "{0}要大于 {1}",
           "exclusiveMaximum": "{0}要小于 {1}", "multipleOf": "{0}要是 {1} 的整数倍"}
_PATTERNS = {"^[a-z0-9][a-z0-9._-]*$": "编号只用小写字母、数字和 - _ .，以字母或数字开头"}
_ONLY = {"only-enum": "只用于 enum 类型",
         "only-number": "只用于 number 类型", "only-boolean": "只用于 boolean 类型"}


def findings_of(error: ValidationError, located: Located) -> Iterator[Finding]:
    """The findings that tell a validation error; alternatives are narrowed down to the one that was meant."""
    if error.validator in ("anyOf", "oneOf"):
        yield from _alternatives(error, located)
    else:
        yield _finding(error, located)


def _finding(error: ValidationError, located: Located) -> Finding:
    path, kind, wanted = tuple(error.absolute_path), str(error.validator), _any(error.validator_value)
    value, schema = _any(error.instance), _mapping(error.schema)
    place, label = located.place_of(path), _label(path)
    if kind == "required":
        about = _mapping(_mapping(schema.get("properties")).get(error.message)).get("description")
        where = f"{label}里" if path else ""
        return problem("S302", "missing-key", f"{where}缺 `{error.message}`", place, str(about or ""))
    if kind == "additionalProperties":
        return _extra_key(error.message, schema, located.key_place_of((*path, error.message)))
    if "propertyNames" in error.absolute_schema_path:
        return problem("S305", "bad-form", f"键 `{_short(value)}` 的写法不对",
                       located.key_place_of((*path, value)), _form_hint(schema))
    if kind == "type":
        return _wrong_type(value, [wanted] if isinstance(wanted, str) else wanted, label, place)
    if kind in ("enum", "const"):
        choices = [str(each).lower() if isinstance(each, bool) else str(each)
                   for each in (wanted if kind == "enum" else [wanted])]
        return problem("S304", "not-allowed", f"{label}不能是{_said(value)}", place,
                       f"{nearest(str(value), choices)}可写：{'、'.join(choices)}")
    if kind == "pattern":
        return problem("S305", "bad-form", f"{label}的写法不对：`{_short(value)}`", place, _form_hint(schema))
    if kind in _SIZES:
        return problem("S306", "wrong-size", _SIZES[kind].format(label, wanted), place)
    if kind == "format":
        return problem("S307", "bad-date", f"{label}要写日期，写的是 `{_short(value)}`", place,
                       "写成 2018-09-14")
    if kind in _RANGES:
        return problem("S308", "out-of-range", f"{_RANGES[kind].format(label, wanted)}，写的是 {value}",
                       place)
    if kind == "not":
        only = _ONLY.get(str(schema.get("$comment")))
        if only:
            return problem("S303", "unknown-key", f"{label}{only}", located.key_place_of(path),
                           "删掉它，或改 `type`")
        return problem("S301", "wrong-type", f"{label}只能写一个值，不能写{_said(value)}", place)
    return problem("S309", "unfit", f"{label}不合格式（{kind}）", place)


def _alternatives(error: ValidationError, located: Located) -> Iterator[Finding]:
    """Errors of the alternative whose type fits; when none does, what types would."""
    path = tuple(error.absolute_path)
    label, place = _label(path), located.place_of(path)
    options = [_mapping(each) for each in _any(error.validator_value)]
    if all(set(each) == {"required"} for each in options):
        keys = "、".join(f"`{'、'.join(each['required'])}`" for each in options)
        several = "只能写其中一个" if not error.context else "要写其中一个"
        yield problem("S302", "missing-key", f"{f'{label}里的 ' if path else ''}{keys} {several}", place)
        return
    branches: dict[object, list[ValidationError]] = {}
    for each in error.context or ():
        branches.setdefault(each.relative_schema_path[0], []).append(each)
    fitting = [errors for errors in branches.values() if not any(map(_misses_altogether, errors))]
    if fitting:
        for each in min(fitting, key=len):
            yield from findings_of(each, located)
        return
    types = [name for each in options for name in _listed(each.get("type"))]
    yield _wrong_type(error.instance, list(dict.fromkeys(types)), label, place)


def _misses_altogether(error: ValidationError) -> bool:
    return error.validator in ("type", "const") and not error.relative_path


def _extra_key(key: str, schema: dict[str, Any], place: Place) -> Finding:
    known = list(_mapping(schema.get("properties")))
    listing = f"可写：{'、'.join(known)}" if known else "这里不能写键"
    return problem("S303", "unknown-key", f"不认识键 `{_short(key)}`", place, nearest(key, known) or listing)


def _wrong_type(value: object, wanted: Sequence[str], label: str, place: Place) -> Finding:
    names = "或".join(_TYPES.get(each, each) for each in wanted if each != "null" or len(wanted) == 1)
    return problem("S301", "wrong-type", f"{label}要写{names}，写的是{_said(value)}", place,
                   _type_hint(value, wanted))


def _type_hint(value: object, wanted: Sequence[str]) -> str:
    if value is None:
        return "补上值，或删掉这个键"
    if "string" in wanted and isinstance(value, bool | int | Decimal | date):
        return f'若是文字，加上引号："{_plain(value)}"'
    if "object" in wanted and isinstance(value, str) and (":" in value or "：" in value):
        return "冒号要用半角，后面空一格"
    if "array" in wanted:
        return "写成 `[…]`，或另起一行，每项以 `- ` 开头"
    if "boolean" in wanted:
        return "写 true 或 false，不加引号"
    if isinstance(value, str) and ("number" in wanted or "integer" in wanted):
        return "只写数字，不加单位和引号"
    return ""


def _form_hint(schema: dict[str, Any]) -> str:
    pattern = str(schema.get("pattern", ""))
    return str(_PATTERNS.get(pattern) or schema.get("description") or f"要符合 {pattern}")


def _label(path: Sequence[str | int]) -> str:
    if not path:
        return "文件内容"
    last = path[-1]
    if isinstance(last, str):
        return f"`{_short(last)}` "
    return f"{_label(path[:-1]).rstrip()} 的第 {last + 1} 项"


def _said(value: object) -> str:
    if value is None:
        return "空值"
    if isinstance(value, dict):
        return "映射"
    if isinstance(value, list):
        return "列表"
    kind = ("" if isinstance(value, bool) else "日期 " if isinstance(value, date)
            else "文字 " if isinstance(value, str) else "数 ")
    return f"{kind}`{_short(_plain(value))}`"


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _short(value: object) -> str:
    text = str(value).replace("\n", " ")
    return text if len(text) <= 40 else f"{text[:40]}…"


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _any(value: object) -> Any:
    """What jsonschema types as possibly unset; it is set on every error it yields."""
    return value


def _listed(value: object) -> list[str]:
    return value if isinstance(value, list) else [str(value)] if value else []
