"""What a right or a duty says about the parts of a document: one window, one form, ways to apply, how to tell.

An item of the Answer is a sentence; these optional keys say the same as data, so that a document's steps, channels
and notices can be held against it. `steps` are step ids, or `all` for every step at which the applicant turns up.
"""

from __future__ import annotations

from collections.abc import Mapping

from kb.clauses.keyword import ID, TEXT, At, Data, closed
from kb.clauses.model import Ref

ALL = "all"
WAYS: Mapping[str, str] = {"online": "网上", "post": "邮寄", "phone": "电话", "hall": "政务服务大厅",
                           "outlet": "营业厅或网点", "point": "便民服务点", "counter": "窗口"}
"""The ways to deal with an office; `counter` is any place to go to."""

REMOTE = frozenset({"online", "post", "phone"})
"""The ways for which nobody has to go anywhere."""

_STEPS: Mapping[str, object] = {"oneOf": [{"const": ALL}, {"type": "array", "items": ID, "minItems": 1,
                                                           "uniqueItems": True}]}
_FACTS: Mapping[str, object] = {"type": "array", "items": ID, "minItems": 1, "uniqueItems": True}
_FLAG: Mapping[str, object] = {"const": True}
STANDARDS: Mapping[str, Mapping[str, object]] = {
    "one_window": _STEPS,
    "one_form": _STEPS,
    "ways": closed(("steps", "offer"), steps=_STEPS, some=TEXT, by={"const": "government"},
                   offer={"type": "array", "items": {"enum": list(WAYS)}, "minItems": 1, "uniqueItems": True}),
    "notice": closed(("steps",), steps=_STEPS, written=_FLAG, refuses={"enum": ["all", "essentials"]}, lacking=_FACTS),
}
"""The optional keys with their schemas."""


def standard_steps(value: object) -> tuple[str, ...]:
    """The steps that a standard names; empty for all of them."""
    steps = value["steps"] if isinstance(value, Mapping) else value
    return () if steps == ALL or not isinstance(steps, list | tuple) else tuple(str(each) for each in steps)


def standard_refs(data: Data, at: At) -> tuple[Ref, ...]:
    """The steps that an item's standards mention, each at its own place."""
    found = []
    for key in STANDARDS:
        if key in data:
            path = (key, "steps") if isinstance(data[key], Mapping) else (key,)
            found += [Ref("step", name, at(*path, index)) for index, name in enumerate(standard_steps(data[key]))]
            found += [Ref("fact", name, at(key, "lacking", index)) for index, name in enumerate(lacking(data[key]))]
    return tuple(found)


def lacking(value: object) -> tuple[str, ...]:
    """The facts of a notice one of which is false where something is lacking; empty when there are none to tell."""
    found = value.get("lacking", ()) if isinstance(value, Mapping) else ()
    return tuple(str(each) for each in found)
