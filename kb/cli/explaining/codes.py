"""Finding codes and effect keywords in words.

What a code means is read from the program itself: a check in `kb.linter.checks` that carries the code, and the
places that raise it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from inspect import getdoc
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import NamedTuple

import kb
from kb.clauses.keyword import Keyword
from kb.cli.explaining.entry import Entry, Part, joined, listing, many, one
from kb.cli.explaining.rules import rules_of
from kb.compiler.knowledge import Knowledge

CODE = re.compile("[SCRP][0-9]{3}")
QUOTED = re.compile(f'"({CODE.pattern})"')
NAME = re.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*")
FAMILIES = {"S": "文件或输入本身的毛病", "C": "规则之间的毛病", "R": "规则库整体的毛病", "P": "部门文件与规则不一致"}
CHECKS = "kb.linter.checks"
SAID = {"title": "检查什么", "meaning": "含义", "severity": "级别", "why": "为什么", "hint": "怎么改", "about": "说明"}


class Raised(NamedTuple):
    """One place that raises a code: its name, what it says, the hint; `…` stands for what varies."""

    name: str
    message: str
    hint: str
    module: str


def known_codes() -> tuple[str, ...]:
    """Every finding code the program can give, sorted."""
    found = {code for _, text in _sources() for code in QUOTED.findall(text)}
    return tuple(sorted(found | {code for check in _checks() for code in _codes(check)}))


def code_entry(code: str) -> Entry:
    """A finding code: its name, what the check looks for, what it says and what to do."""
    raised = list(dict.fromkeys(_raised(code)))
    check = next((each for each in _checks() if code in _codes(each)), None)
    names = list(dict.fromkeys(each.name for each in raised)) or [_text(check, "name") or code]
    said = [f"{each.message}{f'（{each.hint}）' if each.hint else ''}" for each in raised if each.message]
    parts: list[Part] = [
        *one("family", "类别", FAMILIES[code[0]]),
        *(part for key, label in SAID.items() for part in one(key, label, _text(check, key))),
        *many("doc", "检查", _doc(check)),
        *many("messages", "会说", list(dict.fromkeys(said))),
        *many("modules", "程序", sorted({each.module for each in raised} | {_module(check)} - {""})),
    ]
    return Entry("code", code, "、".join(names), tuple(parts))


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
            if isinstance(node, ast.Call):
                words = [_said(each) for each in node.args]
                named = {each.arg: _said(each.value) for each in node.keywords if each.arg}
                if words[:1] == [code] and len(words) > 1 and NAME.fullmatch(words[1]):
                    later = [each for each in words[3:] if each]
                    yield Raised(words[1], (named.get("message") or "".join(words[2:3])).strip("…"),
                                 named.get("hint") or "".join(later[:1]), module)


def _said(node: ast.expr) -> str:
    """The text an expression gives, as far as it is written out."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(_said(each) if isinstance(each, ast.Constant) else "…" for each in node.values)
    if isinstance(node, ast.IfExp | ast.BoolOp):
        parts = (node.body, node.orelse) if isinstance(node, ast.IfExp) else node.values
        return next((text for text in map(_said, parts) if text), "")
    return ""


def _checks() -> Iterator[object]:
    """The checks of the linter: each module's `CHECK`, or the module where it has none."""
    if find_spec(CHECKS) is None:
        return
    package = import_module(CHECKS)
    for each in iter_modules(package.__path__):
        module = import_module(f"{CHECKS}.{each.name}")
        found = getattr(module, "CHECK", None) or getattr(module, "CHECKS", None) or module
        yield from found if isinstance(found, list | tuple) else [found]


def _codes(check: object) -> frozenset[str]:
    """The codes a check carries as `code` or `codes`, or that its docstring names."""
    if isinstance(check, str):
        return frozenset(CODE.findall(check))
    if isinstance(check, Mapping):
        return frozenset(code for key in check for code in CODE.findall(str(key)))
    found = getattr(check, "code", None) or getattr(check, "codes", None)
    if found is None:
        return frozenset(CODE.findall(getdoc(check) or "")) if isinstance(check, ModuleType) else frozenset()
    many_codes = found if isinstance(found, list | tuple | set | frozenset | Mapping) else [found]
    return frozenset(str(getattr(each, "code", each)) for each in many_codes)


def _text(check: object, key: str) -> str:
    value = getattr(check, key, "")
    return value if isinstance(value, str) else ""


def _module(check: object) -> str:
    if check is None:
        return ""
    return check.__name__ if isinstance(check, ModuleType) else str(getattr(check, "__module__", ""))


def _doc(check: object) -> list[str]:
    """The docstring of a check or of the module it stands in, unwrapped into paragraphs."""
    if check is None:
        return []
    home = check if isinstance(check, ModuleType) else import_module(_home(check))
    return [" ".join(each.split()) for each in re.split(r"\n\s*\n", getdoc(home) or "") if each.strip()]


def _home(check: object) -> str:
    for each in iter_modules(import_module(CHECKS).__path__):
        name = f"{CHECKS}.{each.name}"
        module = import_module(name)
        carried = (getattr(module, "CHECK", None), *(getattr(module, "CHECKS", None) or ()))
        if any(one is check for one in carried):
            return name
    return CHECKS
