"""What is wrong with a condition that does not parse, and what to write instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.clauses.spelling import bare

if TYPE_CHECKING:
    from lark.exceptions import UnexpectedInput

MAX_LENGTH = 2000
MAX_DEPTH = 30
MAX_OPERATIONS = 50
MAX_DIGITS = 15

# pattern outside quotes, message, hint; none of them matches anything that is right
SLIPS: tuple[tuple[str, str, str], ...] = (
    (r"==", "不写 `==`", "相等写一个 `=`"),
    (r"<>|!(?!=)|~", "不认识 `{}`", "不等写 `!=`，否定写 `not(...)`"),
    (r"=<|=>", "不写 `{}`", "写 `<=` 或 `>=`"),
    (r"&&?|\|\|?", "不写 `{}`", "并且写 `and`，或者写 `or`"),
    (r"并且|而且|且|和|及", "不写「{}」", "写 `and`"),
    (r"或者|或", "不写「{}」", "写 `or`"),
    (r"不是|并非|非", "不写「{}」", "写 `not(...)`"),
    (r"['‘’`][^'‘’`]*['‘’`]?", "不用单引号", '取值写在双引号里，如 `"10kv"`'),
    (r"[0-9][0-9.]*\s*(?![且或并和及而])[一-鿿%℃㎡]+", "数字后面不写单位：`{}`", "只写数字；单位由事实规定"),
    (r"\b[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}\b", "日期不能直接写：`{}`", '写 `date("2018-09-14")`'),
    (r"\b[0-9]+(?:_[0-9]+)+\b", "数字里不写下划线：`{}`", "写成 `100000`"),
    (r"\b[0-9]+[A-Za-z_]\w*", "不认识 `{}`", '取值写在双引号里，如 `"10kv"`；数字后面不写单位'),
    (r"\bbetween\b", "不用 `between`", "写 `x in [1..10]`"),
    (r"\bnot\b(?!\s*\()", "`not` 后面少了括号", "写 `not(...)`"),
    (r"\b(?:AND|OR|NOT|IN|TRUE|FALSE|And|Or|Not|In|True|False)\b", "`{}` 要小写",
     "写 and、or、not、in、true、false"),
    (r"[A-Za-z_]*[A-Z]\w*", "事实编号用小写字母：`{}`", "编号只有小写字母、数字和下划线"),
    (r"[一-鿿]+", "条件里不写中文:「{}」", "事实写它的编号，取值写它的编号并加双引号"),
)
BEGINNINGS = {"NAME", "NUMBER", "STRING", "NOT", "TRUE", "FALSE", "DATE", "LPAR"}


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong at a 0-based position of the normalised text."""

    position: int
    message: str
    hint: str


def oversize(text: str) -> Mistake | None:
    """What makes a condition too large for any reader (and for recursion), or None."""
    visible = bare(text)
    if len(text) > MAX_LENGTH:
        return Mistake(0, f"条件太长：{len(text)}个字符，最多{MAX_LENGTH}个", "拆成几条规则或几个条件")
    depth = 0
    for position, char in enumerate(visible):
        depth += {"(": 1, ")": -1}.get(char, 0)
        if depth > MAX_DEPTH:
            return Mistake(position, f"括号套得太深，最多{MAX_DEPTH}层", "拆成几条规则")
    operations = [found.start() for found in re.finditer(r"[+*/-]", visible)]
    if len(operations) > MAX_OPERATIONS:
        return Mistake(operations[MAX_OPERATIONS], f"加减乘除太多，最多{MAX_OPERATIONS}次",
                       "另立一个事实来表示算出的数")
    for number in re.finditer(r"[0-9][0-9.]*", visible):
        if sum(char.isdigit() for char in number[0]) > MAX_DIGITS:
            return Mistake(number.start(), f"数字太长，最多{MAX_DIGITS}位", "换一个单位")
    return None


def slip(text: str) -> Mistake | None:
    """The first known slip in a normalised text, or None."""
    visible = bare(text)
    found: list[Mistake] = []
    if visible.count('"') % 2:
        found.append(Mistake(visible.rindex('"'), "引号没有成对", "取值前后各一个双引号"))
    for pattern, message, hint in SLIPS:
        if match := re.search(pattern, visible):
            found.append(Mistake(match.start(), message.format(match[0].strip()), hint))
    return min(found, key=lambda each: each.position, default=None)


def syntax(error: UnexpectedInput, text: str) -> Mistake:
    """What stands where the parser gave up, and what belongs there."""
    from lark.exceptions import UnexpectedCharacters, UnexpectedToken

    visible = bare(text)
    if isinstance(error, UnexpectedCharacters):
        position = error.pos_in_stream or 0
        return Mistake(position, f"不认识的字符 `{text[position]}`",
                       "条件里只有编号、数字、引号里的取值和 = != < <= > >= + - * / ( ) [ ]")
    if not isinstance(error, UnexpectedToken) or error.token.type == "$END":
        hint = "少了右括号 `)`" if visible.count("(") > visible.count(")") else "后面还要写一个事实或数"
        if visible.count("[") > visible.count("]"):
            hint = "区间写 `[1..10]`，开的一端写圆括号"
        return Mistake(len(text.rstrip()), "条件没有写完", hint)
    found, expected = error.token, set(error.expected)
    position = found.start_pos or 0
    before = visible[:position].rstrip()
    if found.type == "COMPARE" and "NAME" not in expected:
        return Mistake(position, "不能连着比较", "写 `a < b and b < c`，或 `x in [1..10]`")
    if found.type == "RPAR" and before.count("(") <= before.count(")"):
        return Mistake(position, "多了一个右括号 `)`", "去掉它，或者在前面补左括号")
    if re.search(r"\bin(\s*[(\[])?$", before):
        return Mistake(position, f"`in` 后面不能是 `{found}`", '写 `in ("a", "b")` 或 `in [1..10]`')
    if re.search(r"\bdate(\s*\()?$", before):
        return Mistake(position, "日期写法不对", '写 `date("2018-09-14")`')
    if "AND" in expected and found.type in BEGINNINGS:
        return Mistake(position, f"`{found}` 前面少了 and、or 或比较符号", "两个条件之间写 `and` 或 `or`")
    return Mistake(position, f"这里不该出现 `{found}`", "检查它前后的写法")
