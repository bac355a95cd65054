"""YAML text to plain values with places, by the parser's events: no recursion, no aliases, no guesswork."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from kb.clauses.encoding import place_at
from kb.clauses.fullwidth import in_key, in_value, swallowed_key, wide_colon
from kb.clauses.limits import (
    MAX_DEPTH,
    MAX_FINDINGS,
    MAX_NODES,
    duplicate_key,
    too_deep,
    too_many,
    too_many_slips,
)
from kb.clauses.located import Data, Mark
from kb.clauses.scalars import BadScalarError, plain_scalar
from kb.clauses.yamlwords import syntax_findings
from kb.findings import Finding, Place, problem

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2060\ufeff]")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse_yaml(text: str, file: str) -> tuple[Data, Mark | None, list[Finding]]:
    """The value of a YAML text, its mark (None when there is no document) and everything wrong with it."""
    builder = _Builder(text, file)
    try:
        builder.run(yaml.parse(text, Loader=_LOADER))
    except yaml.YAMLError as error:
        builder.findings += syntax_findings(error, text, file)
    return builder.value, builder.mark, builder.findings


class _Open:
    """A mapping or list that is being read."""

    __slots__ = ("flow", "items", "key", "mapping", "mark")

    def __init__(self, mark: Mark, mapping: bool, flow: bool) -> None:
        self.mark, self.flow = mark, flow
        self.mapping: dict[str, Data] | None = {} if mapping else None
        self.items: list[Data] = []
        self.key: tuple[str | None, Mark] | None = None  # a key waiting for its value; None = a refused key


class _Builder:
    """Puts values together from events."""

    def __init__(self, text: str, file: str) -> None:
        self.text, self.file = text, file
        self.value: Data = None
        self.mark: Mark | None = None
        self.findings: list[Finding] = []
        self.open: list[_Open] = []

    def run(self, events: Iterator[Any]) -> None:
        """Read all events, or as many as the limits allow."""
        nodes = documents = 0
        for event in events:
            kind = type(event)
            if kind is ScalarEvent:
                self._scalar(event)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                self._start(event, kind is MappingStartEvent)
                if len(self.open) > MAX_DEPTH:
                    self.findings.append(too_deep(self._place(event)))
                    return
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                done = self.open.pop()
                self._add(done.items if done.mapping is None else done.mapping, done.mark)
            elif kind is AliasEvent:
                self._report("S122", "alias", event, f"不接受引用 `*{event.anchor}`", "把内容照写一遍")
                self._add(None, self._mark(event))
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._report("S125", "several-documents", event, "一个文件里有几个文档",
                                 "删掉 `---`，或拆成几个文件")
                    return
                continue
            else:
                continue
            nodes += 1
            if nodes > MAX_NODES:
                self.findings.append(too_many(self._place(event)))
                return
            if len(self.findings) >= MAX_FINDINGS:
                self.findings.append(too_many_slips(self._place(event)))
                return

    def _start(self, event: Any, mapping: bool) -> None:
        self._refuse_extras(event)
        mark = self._mark(event)
        if mapping:
            mark.parts = {}
        else:
            mark.items = []
        self.open.append(_Open(mark, mapping, bool(event.flow_style)))

    def _scalar(self, event: Any) -> None:
        if event.anchor or event.tag:
            self._refuse_extras(event)
        text: str = event.value
        start = event.start_mark
        mark = Mark(start.line + 1, start.column + 1)
        if event.style:
            mark.inset = 1 if event.style in "\"'" else 0
            value: Data = text
            if event.style == '"' and not text.isprintable() and _CONTROL.search(text):
                self._report("S110", "unseen-character", event, "引号里写出了控制字符",
                             "删掉 `\\` 开头的控制字符")
        else:
            try:
                value = plain_scalar(text)
            except BadScalarError as error:
                code, name, message, hint = error.args
                self._report(code, name, event, message, hint)
                value = text
            if value is text and not text.isascii():
                self._look_for_full_width(text, event)
        self._add(value, mark, plain=not event.style, typed=text)

    def _look_for_full_width(self, text: str, event: Any) -> None:
        around = self.open[-1] if self.open else None
        found = None
        if event.end_mark.line > event.start_mark.line:
            index = swallowed_key(self.text[event.start_mark.index:event.end_mark.index])
            if index is not None:
                found = wide_colon(place_at(self.text, event.start_mark.index + index, self.file))
        elif around and around.mapping is not None and around.key is None:
            found = in_key(text, self._place(event))
        else:
            after_key = around is not None and around.mapping is not None
            in_brackets = around is not None and around.mapping is None and around.flow
            found = in_value(text, self._place(event), after_key, in_brackets)
        if found:
            self.findings.append(found)

    def _add(self, value: Data, mark: Mark, plain: bool = False, typed: str = "") -> None:
        if not self.open:
            self.value, self.mark = value, mark
            return
        around = self.open[-1]
        if around.mapping is None:
            around.items.append(value)
            if around.mark.items is not None:
                around.mark.items.append(mark)
        elif around.key is None:
            around.key = (self._checked_key(around, value, mark, plain, typed), mark)
        else:
            (key, key_mark), around.key = around.key, None
            if key is not None and around.mark.parts is not None:
                around.mapping[key] = value
                around.mark.parts[key] = mark
                around.mark.keys[key] = key_mark

    def _checked_key(self, around: _Open, value: Data, mark: Mark, plain: bool, typed: str) -> str | None:
        place = Place(self.file, mark.line, mark.column)
        if plain and value == "<<":
            self.findings.append(problem("S122", "alias", "不接受合并键 `<<`", place, "把内容照写一遍"))
            return None
        if not isinstance(value, str):
            shown = f"`{typed}`" if typed else "一个列表、映射或空键"
            self.findings.append(problem("S124", "key-not-text", f"键必须是文字，这里是 {shown}", place,
                                         f'加上引号："{typed}"' if typed else "写成 `键: 值`"))
            return None
        first = around.mark.keys.get(value)
        if first:
            self.findings.append(duplicate_key(value, first, place))
            return None
        return value

    def _refuse_extras(self, event: Any) -> None:
        if event.anchor:
            self._report("S122", "alias", event, f"不接受锚点 `&{event.anchor}`", "删掉它，把内容照写一遍")
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._report("S123", "tag", event, f"不接受标签 `{tag}`",
                         "删掉 `!` 开头的标签；要文字就加引号")

    def _report(self, code: str, name: str, event: Any, message: str, hint: str) -> None:
        self.findings.append(problem(code, name, message, self._place(event), hint))

    def _mark(self, event: Any) -> Mark:
        return Mark(event.start_mark.line + 1, event.start_mark.column + 1)

    def _place(self, event: Any) -> Place:
        return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)
