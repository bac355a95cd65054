"""Changes made in the text of a YAML or JSON document; comments, order, quotes and indentation stay."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

import yaml

from kb.clauses.located import Data
from kb.linter.mending.operations import Change, UnfitError
from kb.linter.mending.spans import Span, json_spans, yaml_spans
from kb.linter.outcome.fingerprint import Path

_PLAIN = re.compile(r"[\w.-]+", re.ASCII)


def changed(text: str, change: Change, is_json: bool) -> str:
    """The text after one change. UnfitError when it cannot be made here."""
    page = _Page(text, is_json)
    return page.drop(change.path) if change.drop else page.put(change.path, change.value)


class _Page:
    def __init__(self, text: str, is_json: bool) -> None:
        self.text, self.is_json = text, is_json
        self.root = json_spans(text) if is_json else yaml_spans(text)
        self.newline = "\r\n" if "\r\n" in text else "\n"

    def drop(self, path: Path) -> str:
        """Without one entry."""
        around = self._around(path)
        entries = list(around.entries())
        number = path[-1] if around.items is not None else list(around.parts or ()).index(str(path[-1]))
        if not isinstance(number, int):
            raise UnfitError("要删去的内容不在文件里")
        if len(entries) == 1:
            return self._empty(path[:-1], around)
        begin, one = entries[number]
        if around.flow:
            if number + 1 < len(entries):
                return self._cut(begin, entries[number + 1][0])
            return self._cut(entries[number - 1][1].end, one.end)
        if around.items is not None:
            begin = self._dash(around, begin)
        line = self._line_start(begin)
        if not self.text[line:begin].strip():
            return self._cut(line, self._line_end(one.end))
        if number + 1 == len(entries):
            raise UnfitError("这种写法不能自动删去")
        after = entries[number + 1][0]
        return self._cut(begin, after if around.items is None else self._dash(around, after))

    def put(self, path: Path, value: Data) -> str:
        """With a value in place of another, or added."""
        found = self.root.at(path)
        if found is not None:
            return self._replace(path, found, value)
        around = self._around(path)
        key = path[-1]
        said = self._said(value) if around.items is not None else f"{self._key(str(key))}: {self._said(value)}"
        return self._add(around, said)

    def _around(self, path: Path) -> Span:
        found = self.root.at(path[:-1])
        if found is None or not path or (found.items is None and found.parts is None):
            raise UnfitError("要改的地方不在文件里")
        return found

    def _replace(self, path: Path, found: Span, value: Data) -> str:
        old = self.text[found.start:found.end]
        if found.flow and found.parts is None and found.items is None:
            return self._swap(found.start, found.end, self._like(old, value) if old else f" {self._said(value)}")
        if found.flow:
            return self._swap(found.start, found.end, self._said(value))
        around = self._around(path)
        if around.parts is None:
            raise UnfitError("这种写法不能自动改")
        return self._swap(self._colon(around, str(path[-1])), found.end, f" {self._said(value)}")

    def _empty(self, path: Path, around: Span) -> str:
        """A list or mapping whose only entry goes."""
        blank = "[]" if around.items is not None else "{}"
        if around.flow:
            return self._swap(around.start, around.end, blank)
        outer = self._around(path)
        if outer.parts is None:
            raise UnfitError("这种写法不能自动删去")
        return self._swap(self._colon(outer, str(path[-1])), around.end, f" {blank}")

    def _add(self, around: Span, said: str) -> str:
        entries = list(around.entries())
        if not entries:
            return self._swap(around.start + 1, around.start + 1, said)
        begin, last = entries[-1]
        if around.flow:
            between = self.text[entries[-2][1].end:begin] if len(entries) > 1 else self._lead(around, begin)
            comma = between if "#" not in between and "," in between else ", "
            return self._swap(last.end, last.end, comma + said)
        column = begin - self._line_start(begin)
        if around.items is not None:
            column, said = self._column(self._dash(around, begin)), f"- {said}"
        elif around.keys:
            column = self._column(next(iter(around.keys.values()))[0])
        end = self._line_end(last.end)
        if end and self.text[end - 1] not in "\r\n":
            return self._swap(end, end, f"{self.newline}{' ' * column}{said}")
        return self._swap(end, end, f"{' ' * column}{said}{self.newline}")

    def _lead(self, around: Span, begin: int) -> str:
        """Between entries of a list that has only one: as before that one."""
        before = self.text[around.start + 1:begin]
        return "," + before if before.strip(" ") else ", "

    def _like(self, old: str, value: Data) -> str:
        """A value quoted as the one it replaces."""
        if isinstance(value, str) and old[:1] == '"':
            return json.dumps(value, ensure_ascii=False)
        if isinstance(value, str) and old[:1] == "'":
            return "'" + value.replace("'", "''") + "'"
        return self._said(value)

    def _said(self, value: Data) -> str:
        if self.is_json:
            return json.dumps(_plain(value), ensure_ascii=False)
        listed = yaml.safe_dump([_plain(value)], default_flow_style=True, allow_unicode=True, width=10**9,
                                sort_keys=False)
        return listed.strip()[1:-1]

    def _key(self, name: str) -> str:
        return json.dumps(name, ensure_ascii=False) if self.is_json or not _PLAIN.fullmatch(name) else name

    def _colon(self, around: Span, key: str) -> int:
        """Just behind a key's colon."""
        return self.text.index(":", around.keys[key][1]) + 1

    def _dash(self, around: Span, begin: int) -> int:
        """Where the dash of an entry stands: in the column of the list's first dash, on this line or above."""
        column, line = self._column(around.start), self._line_start(begin)
        while self.text[line + column:line + column + 1] != "-" or line + column >= begin:
            if not line:
                raise UnfitError("这种写法不能自动改")
            line = self._line_start(line - 1)
        return line + column

    def _column(self, at: int) -> int:
        return at - self._line_start(at)

    def _line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def _line_end(self, at: int) -> int:
        """Behind the line's end, or the end of the text."""
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found + 1

    def _cut(self, start: int, end: int) -> str:
        return self.text[:start] + self.text[end:]

    def _swap(self, start: int, end: int, said: str) -> str:
        return self.text[:start] + said + self.text[end:]


def _plain(value: Data) -> Any:
    """The value as json and yaml write it; decimals as the shortest number."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value
