"""JSON text to plain values with places. Duplicate keys, exponents and depth are refused as in YAML."""

from __future__ import annotations

import re
from bisect import bisect_right
from decimal import Decimal
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]

from kb.clauses.encoding import place_at
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
from kb.clauses.scalars import MAX_DIGITS
from kb.findings import Finding, Place, problem

_SPACE = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?P<fraction>\.[0-9]+)?(?P<exponent>[eE][+-]?[0-9]+)?")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_WORD = re.compile(r"[A-Za-z_][\w.-]*")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ud800-\udfff\ufeff]")
_LINE = re.compile(r"\r\n|\r|\n")


class _StopError(Exception):
    """The text cannot be read further; the finding is recorded already."""


def parse_json(text: str, file: str) -> tuple[Data, Mark | None, list[Finding]]:
    """The value of a JSON text, its mark and everything wrong with it (S121, S126, S127, S129, S130)."""
    reader = _Reader(text, file)
    try:
        at = reader.skip(0)
        if at == len(text):
            return None, None, []
        value, mark, at = reader.value(at, 0)
        at = reader.skip(at)
        if at < len(text):
            reader.stop(at, "这里之后还有内容", "一个文件只放一个 JSON 值")
    except _StopError:
        return None, None, reader.findings
    return value, mark, reader.findings


class _Reader:
    """Reads from an index on; methods return the value, its mark and the index after it."""

    def __init__(self, text: str, file: str) -> None:
        self.text, self.file = text, file
        self.findings: list[Finding] = []
        self.nodes = 0
        self.lines = [0, *(match.end() for match in _LINE.finditer(text))]  # where each line starts

    def skip(self, at: int) -> int:
        match = _SPACE.match(self.text, at)
        return match.end() if match else at

    def mark(self, at: int, inset: int = 0) -> Mark:
        line = bisect_right(self.lines, at)
        self.nodes += 1
        mark = Mark(line, at - self.lines[line - 1] + 1, inset)
        if self.nodes > MAX_NODES:
            self.findings.append(too_many(self._at(mark)))
            raise _StopError
        if len(self.findings) >= MAX_FINDINGS:
            self.findings.append(too_many_slips(self._at(mark)))
            raise _StopError
        return mark

    def stop(self, at: int, message: str, hint: str) -> None:
        place = place_at(self.text, at, self.file)
        self.findings.append(problem("S130", "json-syntax", message, place, hint))
        raise _StopError

    def value(self, at: int, depth: int) -> tuple[Data, Mark, int]:
        char = self.text[at:at + 1]
        if char in ("{", "["):
            mark = self.mark(at)
            if depth >= MAX_DEPTH:
                self.findings.append(too_deep(self._at(mark)))
                raise _StopError
            return self._object(at + 1, depth, mark) if char == "{" else self._array(at + 1, depth, mark)
        mark = self.mark(at, 1 if char == '"' else 0)
        if char == '"':
            string, end = self._string(at)
            return string, mark, end
        number = _NUMBER.match(self.text, at)
        if number:
            return self._number(number, mark), mark, number.end()
        word = _WORD.match(self.text, at)
        if word and word.group() in _WORDS:
            return _WORDS[word.group()], mark, word.end()
        self._misplaced(at, "值")
        raise _StopError

    def _object(self, at: int, depth: int, mark: Mark) -> tuple[Data, Mark, int]:
        mark.parts = parts = {}
        found: dict[str, Data] = {}
        at = self.skip(at)
        if self.text[at:at + 1] == "}":
            return found, mark, at + 1
        while True:
            if self.text[at:at + 1] != '"':
                self._misplaced(at, "键")
            key_mark = self.mark(at, 1)
            key, at = self._string(at)
            at = self.skip(at)
            if self.text[at:at + 1] != ":":
                self._misplaced(at, "冒号")
            value, value_mark, at = self.value(self.skip(at + 1), depth + 1)
            first = mark.keys.get(key)
            if first:
                self.findings.append(duplicate_key(key, first, self._at(key_mark)))
            else:
                found[key], parts[key], mark.keys[key] = value, value_mark, key_mark
            at, more = self._next(at, "}")
            if not more:
                return found, mark, at

    def _array(self, at: int, depth: int, mark: Mark) -> tuple[Data, Mark, int]:
        mark.items = marks = []
        found: list[Data] = []
        at = self.skip(at)
        if self.text[at:at + 1] == "]":
            return found, mark, at + 1
        while True:
            value, value_mark, at = self.value(at, depth + 1)
            found.append(value)
            marks.append(value_mark)
            at, more = self._next(at, "]")
            if not more:
                return found, mark, at

    def _next(self, at: int, end: str) -> tuple[int, bool]:
        """After an item: where the next one or the rest begins, and whether there is a next one."""
        at = self.skip(at)
        char = self.text[at:at + 1]
        if char == end:
            return at + 1, False
        if char != ",":
            self._misplaced(at, f"逗号或 `{end}`")
        after = self.skip(at + 1)
        if self.text[after:after + 1] == end:
            self.stop(at, "最后一项后面多了逗号", "删掉这个逗号")
        return after, True

    def _string(self, at: int) -> tuple[str, int]:
        try:
            string, end = scanstring(self.text, at + 1, True)
        except JSONDecodeError as error:
            if error.msg.startswith("Unterminated"):
                self.stop(at, "引号没有成对", "在这段文字末尾补上引号")
            if error.msg.startswith("Invalid control"):
                self.stop(error.pos, "引号里直接换了行，或有控制字符", "换行写成 `\\n`；多半是漏了后一个引号")
            self.stop(error.pos, "反斜杠的写法不认识", "反斜杠本身写成 `\\\\`")
        if not string.isprintable() and _CONTROL.search(string):
            self.findings.append(problem("S110", "unseen-character", "引号里写出了控制字符",
                                         place_at(self.text, at, self.file), "删掉 `\\u` 开头的控制字符"))
        return string, end

    def _number(self, number: re.Match[str], mark: Mark) -> int | Decimal:
        text = number.group()
        if number["exponent"]:
            self.findings.append(problem("S130", "json-syntax", f"不接受带指数的数 `{text}`", self._at(mark),
                                         "写出全部数字"))
            return 0
        if len(text) > MAX_DIGITS:
            self.findings.append(problem("S129", "number-too-long",
                                         f"数字有 {len(text)} 位，最多 {MAX_DIGITS} 位", self._at(mark),
                                         "若是编号而不是数量，加上引号"))
            return 0
        return Decimal(text) if number["fraction"] else int(text)

    def _misplaced(self, at: int, wanted: str) -> None:
        rest = self.text[at:at + 2]
        if not rest:
            self.stop(at, f"文件没有写完，缺{wanted}", "检查末尾的括号和引号")
        message, hint = f"这里应当是{wanted}，写的是 `{rest[0]}`", "检查逗号、引号和括号"
        if rest[0] in "：，“”‘’｛｝［］\u3000":
            self.findings.append(problem("S111", "full-width", f"这里用了全角字符 `{rest[0]}`，要用半角",
                                         place_at(self.text, at, self.file), "改成半角标点"))
            raise _StopError
        if rest[0] == "'":
            hint = "JSON 只用双引号"
        elif rest == "//" or rest == "/*" or rest[0] == "#":
            message, hint = "JSON 里不能写注释", "删掉注释，或改用 YAML 文件"
        elif _WORD.match(rest):
            hint = '文字要放在双引号里；只有 true、false、null 不用引号'
        self.stop(at, message, hint)

    def _at(self, mark: Mark) -> Place:
        return Place(self.file, mark.line, mark.column)
