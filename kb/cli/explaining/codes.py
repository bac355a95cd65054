"""Finding codes and effect keywords in words.

A check of the linter has a page of its own. What any other code means is read from the places in the program
that raise it, so that there is no second list to keep.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import kb
from kb.clauses.keyword import Keyword
from kb.cli.explaining.entry import Entry, Part, joined, listing, many, one
from kb.cli.explaining.rules import rules_of
from kb.compiler.knowledge import Knowledge
from kb.linter.pages import Page, all_pages

CODE = re.compile("[SCRPGV][0-9]{3}")
QUOTED = re.compile(f'"({CODE.pattern})"')
NAME = re.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*")
CHINESE = re.compile("[\u4e00-\u9fff]")
FAMILIES = {"S": "文件或输入本身的毛病", "C": "规则之间的毛病", "R": "规则库整体的毛病", "P": "部门文件与规则不一致",
            "G": "办事指南的毛病", "V": "文件原文与条款目录不一致"}
LABELS = {"查什么": "looks_for", "为什么": "why", "怎样才合规": "complies", "不管什么": "leaves_alone"}


class Raised(NamedTuple):
    """One place that raises a code: its name, what it says, the hint; `…` stands for what varies."""

    name: str
    message: str
    hint: str
    module: str


def known_codes() -> tuple[str, ...]:
    """Every finding code the program can give, sorted."""
    found = {code for _, text in _sources() for code in QUOTED.findall(text)}
    return tuple(sorted(found | {check.code for check in all_pages()}))


def code_of(name: str) -> str:
    """The code that is meant by a code in any case or by the name of a check; empty when there is none."""
    if CODE.fullmatch(name.upper()):
        return name.upper() if name.upper() in known_codes() else ""
    return next((each.code for each in all_pages() if each.name == name), "")


def code_entry(code: str) -> Entry:
    """A finding code: its name, what is looked for, what is said and what to do."""
    check = next((each for each in all_pages() if each.code == code), None)
    if check is not None:
        return Entry("code", code, check.title, tuple(_page(check)))
    raised = list(dict.fromkeys(_raised(code)))
    names = dict.fromkeys(each.name for each in raised if each.name)
    said = [f"{each.message}{f'（{each.hint}）' if each.hint else ''}" for each in raised if each.message]
    parts: list[Part] = [
        *one("family", "类别", FAMILIES[code[0]]),
        *many("messages", "会说", list(dict.fromkeys(said))),
        *many("modules", "程序", sorted({each.module for each in raised})),
    ]
    return Entry("code", code, "、".join(names) or FAMILIES[code[0]], tuple(parts))


def _page(check: Page[Any]) -> Iterator[Part]:
    """The page of a check, paragraph by paragraph."""
    yield from one("family", "类别", FAMILIES[check.code[0]])
    yield from one("name_in_reports", "英文名", check.name)
    rest = []
    for paragraph in re.split(r"\n\s*\n", check.page)[1:]:
        label, colon, text = "".join(paragraph.split("\n")).partition("：")
        if colon and label in LABELS:
            yield from one(LABELS[label], label, text)
        else:
            rest.append(label + colon + text)
    yield from many("more", "其他", rest)


def keyword_entry(knowledge: Knowledge, keyword: Keyword) -> Entry:
    """An effect keyword: what it says, how it is written, the rules that use it."""
    properties = keyword.schema.get("properties")
    fields = list(properties) if isinstance(properties, Mapping) else []
    using = [each for each in knowledge.rulebook.rules if any(one.keyword == keyword.name for one in each.effects)]
    parts: list[Part] = [
        *one("meaning", "含义", keyword.meaning),
        *joined("fields", "可填", fields),
        *one("section", "出现在", keyword.section),
        *listing("rules", f"规则{len(using)}条", rules_of(using)),
    ]
    return Entry("keyword", keyword.name, keyword.title, tuple(parts))


@cache
def _sources() -> tuple[tuple[str, str], ...]:
    root = Path(kb.__file__).resolve().parent
    return tuple((".".join(("kb", *path.relative_to(root).with_suffix("").parts)), path.read_text("utf-8"))
                 for path in sorted(root.rglob("*.py")))


def _raised(code: str) -> Iterator[Raised]:
    for module, text in _sources():
        if f'"{code}"' not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and node.args and _said(node.args[0]) == code:
                words = [_said(each) for each in node.args[1:]]
                words += [_said(each.value) for each in node.keywords if each.arg in ("message", "hint")]
                name = words[0] if words and NAME.fullmatch(words[0]) else ""
                message, hint, *_ = [*(each for each in words if CHINESE.search(each)), "", ""]
                yield Raised(name, message, hint, module)


def _said(node: ast.expr) -> str:
    """The text an expression gives, as far as it is written out."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(_said(each) if isinstance(each, ast.Constant) else "…" for each in node.values)
    if isinstance(node, ast.BinOp):
        return _said(node.left) + (_said(node.right) or "…")
    if isinstance(node, ast.IfExp | ast.BoolOp):
        parts = (node.body, node.orelse) if isinstance(node, ast.IfExp) else node.values
        return next((text for text in map(_said, parts) if text), "")
    return ""
