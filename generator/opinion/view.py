"""A run of the linter as a reader wants it: document by document, in words, ready for a template."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.cli.reporting.text import BETWEEN, kept_line
from kb.cli.reporting.words import SEVERITIES, clause, fact
from kb.findings import Finding
from kb.linter.outcome.reviewed import Outcome, Reviewed, Told
from kb.linter.outcome.unheard import shown

if TYPE_CHECKING:
    from kb.compiler.knowledge import Knowledge

_TOKEN = re.compile(r"[^\s,，、;；{}\[\]]+")


@dataclass(frozen=True, slots=True)
class Item:
    """One finding. `line` is the offending line in three parts, of which the middle one is meant; () without one."""

    number: int
    level: str
    severity: str
    code: str
    message: str
    where: str
    line: tuple[str, ...]
    clauses: tuple[str, ...]
    depends: str
    hint: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One document: what it is, the findings that count, and those that do not, in a line each."""

    id: str
    file: str
    title: str
    about: tuple[tuple[str, str], ...]
    items: tuple[Item, ...]
    kept: tuple[str, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Opinion:
    """A whole run. `counts`: errors, warnings, notes; `pages`: the explanations of the checks that found something."""

    papers: tuple[Paper, ...]
    unread: tuple[str, ...]
    counts: tuple[int, ...]
    summary: str
    verdict: str
    base: str
    pages: tuple[tuple[str, str, tuple[str, ...]], ...]


def opinion(knowledge: Knowledge, outcome: Outcome) -> Opinion:
    """The run as an opinion."""
    papers = [_paper(knowledge, each, number) for number, each in enumerate(outcome.documents, start=1)]
    if outcome.between:
        items = _items(knowledge, outcome.between, file=True)
        papers.append(Paper("between", "", BETWEEN, (), items, _kept(outcome.between), _counts(outcome.between)))
    counts = tuple(map(sum, zip(*(each.counts for each in papers), strict=True))) or (0, 0, 0)
    said = "，".join(f"{word}{number}处" for word, number in zip(SEVERITIES.values(), counts, strict=True))
    missed = f"；另有{outcome.missed}份没能读入，没有审查" if outcome.missed else ""
    codes = {item.code for each in papers for item in each.items}
    return Opinion(tuple(papers), tuple(str(each) for each in outcome.unread), counts,
                   f"审查{len(outcome.documents)}份文件：{said}{missed}。", _verdict(counts, outcome.missed),
                   f"规则库 {knowledge.fingerprint[:19]}（banshi {knowledge.version}）", tuple(_pages(codes)))


def _paper(knowledge: Knowledge, reviewed: Reviewed, number: int) -> Paper:
    about = [("文件", reviewed.file), ("事项", f"{reviewed.service_name}（{reviewed.service}）"),
             ("部门", reviewed.department), ("按哪天的规定", reviewed.as_of.isoformat()),
             ("按名称认定", "；".join(reviewed.taken)),
             ("没有认出的句子", _unheard(reviewed))]
    return Paper(f"d{number}", reviewed.file, reviewed.title, tuple(each for each in about if each[1]),
                 _items(knowledge, reviewed.told), _kept(reviewed.told), _counts(reviewed.told))


def _unheard(reviewed: Reviewed) -> str:
    return f"{'、'.join(map(shown, reviewed.unheard))}，没有审查，请人看一遍" if reviewed.unheard else ""


def _items(knowledge: Knowledge, told: Iterable[Told], *, file: bool = False) -> tuple[Item, ...]:
    return tuple(_item(knowledge, each, number, file)
                 for number, each in enumerate((one for one in told if one.state == "open"), start=1))


def _item(knowledge: Knowledge, told: Told, number: int, file: bool) -> Item:
    found = told.finding
    clauses = tuple(clause(knowledge, each) for each in found.clauses)
    return Item(number, SEVERITIES[found.severity], found.severity, found.code, found.message,
                _where(found, file), _marked(told), clauses,
                "、".join(fact(knowledge, each) for each in found.depends_on), found.hint)


def _where(found: Finding, file: bool) -> str:
    place = found.place
    spot = place.spot or (f"第{place.line}行" if place.line else "")
    return f"{place.file} {spot}".strip() if file else spot


def _marked(told: Told) -> tuple[str, ...]:
    """The line before, in and after the value that is meant."""
    start = told.finding.place.column - 1
    if not told.line or start < 0:
        return ()
    token = _TOKEN.match(told.line, start)
    end = token.end() if token else min(start + 1, len(told.line))
    return told.line[:start], told.line[start:end], told.line[end:]


def _kept(told: Iterable[Told]) -> tuple[str, ...]:
    return tuple(kept_line(each) for each in told if each.state != "open")


def _counts(told: Sequence[Told]) -> tuple[int, ...]:
    return tuple(sum(each.state == "open" and each.finding.severity == severity for each in told)
                 for severity in SEVERITIES)


def _verdict(counts: Sequence[int], missed: int) -> str:
    if counts[0]:
        return "文件有与规则抵触的内容，见错误各处；改正以后再发布、执行。"
    if counts[1]:
        return "文件在警告所列的情形下与规则抵触；改正，或者在文件里写明不属于这些情形，再发布、执行。"
    return "没有发现与规则抵触的内容。" if not missed else "读入的文件里没有发现与规则抵触的内容；没有读入的不作结论。"


def _pages(codes: set[str]) -> Iterable[tuple[str, str, tuple[str, ...]]]:
    from kb.linter.check import checks

    for each in checks():
        if each.code in codes:
            yield each.code, each.title, tuple("".join(part.split("\n")) for part in each.page.split("\n\n")[1:])
