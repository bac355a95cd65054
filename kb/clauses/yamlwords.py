"""The YAML parser's complaints, in Chinese, with what to do."""

from __future__ import annotations

import re
from itertools import islice

from yaml.error import MarkedYAMLError, YAMLError

from kb.clauses.fullwidth import in_line
from kb.findings import Finding, Place, problem

_MOST = 20

_WORDS: tuple[tuple[str, str, str], ...] = (
    # pattern of "context | problem", message, hint; libyaml's wording first, PyYAML's own after it
    (r"tab character|'\\t'", "用了制表符（Tab）缩进", "YAML 只能用空格缩进，每层两个空格"),
    (r"quoted scalar \| .*unexpected (end of stream|document)", "引号没有成对", "在这段文字末尾补上引号"),
    (r"unknown escape|escape sequence", "双引号里的反斜杠写法不认识", "反斜杠写成 `\\\\`，或改用单引号"),
    (r"simple key \| could not find expected ':'", "这一行不是 `键: 值`",
     "键后面写半角冒号和一个空格；多行文字用 `|`"),
    (r"mapping values are not allowed", "这里不该有冒号",
     "上一行的键是不是漏了 `: `？含冒号加空格的文字要加引号"),
    (r"flow sequence \| ", "方括号 `[` 没有配上 `]`，或各项之间缺逗号", "补上 `]` 或半角逗号"),
    (r"flow mapping \| ", "花括号 `{` 没有配上 `}`，或各项之间缺逗号", "补上 `}` 或半角逗号"),
    (r"block collection \| ", "缩进不对：列表的每一项都要以 `- ` 开头并左对齐", "同一列表的 `-` 放在同一列"),
    (r"block mapping \| ", "缩进不对，或引号后面还有文字", "同一层的键左对齐；整段文字放在一对引号里"),
    (r"sequence entries are not allowed", "`- ` 不能写在键的同一行", "列表从下一行开始写，或用 `[…]`"),
    (r"cannot start any token", "值不能以这个字符开头", "给整个值加上引号"),
    (r"(anchor|alias) \| ", "值不能以 `&` 或 `*` 开头", "给整个值加上引号"),
    (r"tag", "值不能以 `!` 开头", "给整个值加上引号"),
    (r"block scalar \| ", "`|` 或 `>` 后面不能直接写文字", "文字从下一行开始，缩进两个空格"),
    (r"directive", "以 `%` 开头的行不认识", "删掉这一行"),
    (r"node content", "这里缺一个值，或多了一个括号", "补上值，或删掉多余的括号"),
    (r"<document start>", "这里和前面接不上：缩进比开头少，或多了一个括号", "让最外层的键都从第一列开始"),
    (r"<block end>", "缩进不对，或引号后面还有文字", "同一层的键左对齐；整段文字放在一对引号里"),
    (r"keys are not allowed", "这里不能有 `? ` 键", "写成 `键: 值`"),
)
_AT_CONTEXT = re.compile("quoted scalar|simple key|flow (sequence|mapping)")


def syntax_findings(error: YAMLError, text: str, file: str) -> list[Finding]:
    """What is wrong with a file that the parser gave up on: the translated complaint (S120) with its place.

    Lines with tabs or full-width punctuation that explain it are named instead, those further down as well.
    """
    lines = re.split(r"\r\n|\r|\n", text)
    first, last, main = _translated(error, file)
    slips = list(islice((found for number, line in enumerate(lines[first - 1:], first)
                         if (found := in_line(line, file, number, number <= last))), _MOST))
    explained = any(found.place.line <= last for found in slips)
    return sorted((slips if explained else [main, *slips])[:_MOST], key=lambda found: found.place)


def _translated(error: YAMLError, file: str) -> tuple[int, int, Finding]:
    """The first and last line that may be at fault, and the complaint in Chinese."""
    if not isinstance(error, MarkedYAMLError) or not (error.problem_mark or error.context_mark):
        return 1, 1, problem("S120", "yaml-syntax", f"读不懂这个 YAML 文件：{error}", Place(file, 1, 1))
    complaint = f"{error.context or ''} | {error.problem or ''}"
    message, hint = next(
        ((message, hint) for pattern, message, hint in _WORDS if re.search(pattern, complaint)),
        (f"YAML 写法有误：{error.problem}", "检查缩进、冒号、引号和括号"))
    at = error.problem_mark or error.context_mark
    begun = error.context_mark or at
    mark = begun if _AT_CONTEXT.search(error.context or "") else at
    if mark is None or at is None or begun is None:  # excluded above; said for the type checker
        return 1, 1, problem("S120", "yaml-syntax", message, Place(file, 1, 1), hint)
    # a block mapping's beginning may be far above and innocent; a missing colon is at most one line above
    first = begun.line if mark is begun and begun is not at else at.line - 1
    return max(first, 0) + 1, at.line + 1, problem(
        "S120", "yaml-syntax", message, Place(file, mark.line + 1, mark.column + 1), hint)
