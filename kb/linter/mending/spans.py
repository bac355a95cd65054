"""Where every value of a YAML or JSON text begins and ends, so that it can be changed in place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from json import JSONDecoder
from json.decoder import scanstring  # type: ignore[attr-defined]

import yaml

from kb.linter.outcome.fingerprint import Path

_SPACE = re.compile(r"[ \t\r\n]*")


@dataclass(slots=True)
class Span:
    """A value from `start` to the end of its last character. `flow`: written in brackets or as a scalar.

    `keys` are where a mapping's keys begin, in order; `parts` and `items` its values.
    """

    start: int
    end: int
    flow: bool = True
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)
    parts: dict[str, Span] | None = None
    items: list[Span] | None = None

    def at(self, path: Path) -> Span | None:
        """The span of a part; None when there is none."""
        found: Span | None = self
        for step in path:
            if found is not None and found.parts is not None:
                found = found.parts.get(str(step))
            elif found is not None and found.items is not None and isinstance(step, int) and step < len(found.items):
                found = found.items[step]
            else:
                return None
        return found

    def entries(self) -> Iterator[tuple[int, Span]]:
        """The entries in order, each with where it begins: a mapping's at its key."""
        if self.parts is not None:
            yield from ((self.keys[key][0], each) for key, each in self.parts.items())
        yield from ((each.start, each) for each in self.items or ())


def yaml_spans(text: str) -> Span:
    """The spans of a YAML text that has been read without findings."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    assert node is not None  # noqa: S101  # it has been read
    return _yaml(node, text)


def _yaml(node: yaml.Node, text: str) -> Span:
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.ScalarNode):
        if node.style in ("|", ">"):
            end = start + len(text[start:end].rstrip())
        return Span(start, end)
    found = Span(start, end, bool(getattr(node, "flow_style", False)))
    if isinstance(node, yaml.MappingNode):
        found.parts = {}
        for key, value in node.value:
            found.keys[str(key.value)] = key.start_mark.index, key.end_mark.index
            found.parts[str(key.value)] = _yaml(value, text)
    else:
        found.items = [_yaml(each, text) for each in node.value]
    if not found.flow:  # a block ends before the comments that follow it
        found.end = max((each.end for _, each in found.entries()), default=end)
    return found


def json_spans(text: str) -> Span:
    """The spans of a JSON text that has been read without findings."""
    return _json(text, _skip(text, 0))


def _json(text: str, at: int) -> Span:
    if text[at] not in "{[":
        return Span(at, JSONDecoder().raw_decode(text, at)[1])
    found = Span(at, at)
    mapping = text[at] == "{"
    found.parts, found.items = ({}, None) if mapping else (None, [])
    at = _skip(text, at + 1)
    while text[at] not in "}]":
        key = ""
        if mapping:
            begin = at
            key, at = scanstring(text, at + 1, True)
            found.keys[key] = begin, at
            at = _skip(text, _skip(text, at) + 1)
        one = _json(text, at)
        if found.parts is not None:
            found.parts[key] = one
        elif found.items is not None:
            found.items.append(one)
        at = _skip(text, one.end)
        if text[at] == ",":
            at = _skip(text, at + 1)
    found.end = at + 1
    return found


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at
