"""Findings for people at a terminal: document by document, the line with a caret, the clause, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from kb.cli.reporting.words import SEVERITIES, clause, fact
from kb.cli.wide import columns, terminal, wrapped
from kb.linter.outcome.reviewed import Outcome, Reviewed, Told, counted, opened
from kb.linter.outcome.unheard import shown

if TYPE_CHECKING:
    from kb.compiler.knowledge import Knowledge

COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}
BETWEEN = "几份文件合起来看"


def render(knowledge: Knowledge, outcome: Outcome) -> str:
    """The whole report in one text."""
    parts = [line for each in outcome.documents for line in document(knowledge, each)]
    return "\n".join([*parts, *ending(knowledge, outcome)]) + "\n"


def document(knowledge: Knowledge, reviewed: Reviewed) -> Iterator[str]:
    """The lines on one document."""
    width = terminal()
    yield click.style(reviewed.file, bold=True)
    yield wrapped(f"{reviewed.title}（{reviewed.service_name}，按{reviewed.as_of}的规定）", width)
    if reviewed.taken:
        yield wrapped(f"按名称认定：{'；'.join(reviewed.taken)}", width, 2)
    if reviewed.unheard:
        spots = "、".join(map(shown, reviewed.unheard))
        yield wrapped(f"没有认出、没有审查的句子：{spots}（请人看一遍）", width, 2)
    yield from _told(knowledge, reviewed.told, width)
    yield "" if opened(reviewed.told) else "\n没有新的问题\n" if reviewed.told else "\n没有发现问题\n"
    yield from _kept(reviewed.told, width)
    if reviewed.mended is not None:
        from kb.cli.reporting.mending import lines

        yield from lines(reviewed.mended, width)


def ending(knowledge: Knowledge, outcome: Outcome) -> Iterator[str]:
    """What only several documents together show, and the counts."""
    width = terminal()
    if outcome.between:
        yield click.style(BETWEEN, bold=True)
        for each in outcome.between:
            if each.state == "open":
                yield from ("", str(each.finding.place), *_one(knowledge, each, width))
        yield ""
        yield from _kept(outcome.between, width)
    yield wrapped(summary(outcome), width)


def summary(outcome: Outcome) -> str:
    """The counts in one sentence."""
    told = outcome.told()
    counts = [f"{word}{sum(each.severity == kind for each in outcome.open())}处" for kind, word in SEVERITIES.items()]
    for state, word in (("accepted", "保留的偏差"), ("known", "基线里已有")):
        if number := counted(told, state):  # type: ignore[arg-type]
            counts.append(f"{word}{number}处")
    missed = f"；另有{outcome.missed}份没能读入" if outcome.missed else ""
    gone = f"；基线里有{outcome.gone}处已经不再出现，可以重写基线" if outcome.gone else ""
    return f"审查{len(outcome.documents)}份文件：{'，'.join(counts)}{missed}{gone}"


def kept_line(told: Told) -> str:
    """A finding that does not count, and why, in one line."""
    finding = told.finding
    until = f"，到{told.until}为止" if told.until else ""
    why = f"保留（{told.reason}{until}）" if told.state == "accepted" else "基线里已有"
    return f"{why}：{finding.code} {finding.message}"


def _told(knowledge: Knowledge, told: Sequence[Told], width: int) -> Iterator[str]:
    for each in told:
        if each.state == "open":
            yield ""
            yield from _one(knowledge, each, width)


def _kept(told: Sequence[Told], width: int) -> Iterator[str]:
    if kept := [each for each in told if each.state != "open"]:
        yield from (wrapped(kept_line(each), width, 2) for each in kept)
        yield ""


def _one(knowledge: Knowledge, told: Told, width: int) -> Iterator[str]:
    each = told.finding
    head = f"{SEVERITIES[each.severity]} {each.code} "
    yield click.style(head, fg=COLOURS[each.severity], bold=True) + wrapped(each.message, width, 2, columns(head))
    if each.place.spot:
        yield _line("位置：", each.place.spot, width)
    elif told.line:
        number = f"{each.place.line:>5} | "
        shown, at = window(told.line, each.place.column - 1, width - len(number))
        yield number + shown
        yield f"{'':>5} | {' ' * at}" + click.style("^", fg=COLOURS[each.severity])
    for name in each.clauses:
        yield _line("依据：", f"{clause(knowledge, name)}（{name}）", width)
    if each.depends_on:
        yield _line("取决于：", "、".join(fact(knowledge, name) for name in each.depends_on), width)
    if each.hint:
        yield _line("怎么改：", each.hint, width)


def _line(label: str, text: str, width: int) -> str:
    return f"  {label}" + wrapped(text, width, 2 + columns(label))


def window(line: str, column: int, width: int) -> tuple[str, int]:
    """As much of a line as fits, with the column in view, and how far in it stands."""
    line = line.replace("\t", " ")
    start = max(0, column - width)
    while columns(line[start:column]) > width // 2:
        start += 1
    head = "…" if start else ""
    shown = head + line[start:start + width]
    cut = columns(shown) > width or start + width < len(line)
    while columns(shown) > (width - 2 if cut else width):
        shown = shown[:-1]
    return shown + "…" * cut, columns(head + line[start:column])
