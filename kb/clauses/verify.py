"""The outline of an instrument held against the official text: what changed, is missing, was added or renumbered.

An outline holds digests and no text, so a finding names the clause and the line where it stands or should stand;
what exactly differs in it has to be read there. Texts of which nothing differs have no findings, and no others do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from kb.clauses.locator import cite
from kb.clauses.model import Clause, Instrument
from kb.clauses.sections import Section
from kb.findings import Finding, Place


@dataclass(frozen=True, slots=True)
class _Pair:
    """A clause of the outline and the section of the text it was found to be; one of them may lack."""

    clause: Clause | None
    section: Section | None
    line: int
    after: str
    """Locator of the section before, to find the place by."""


def verifiable(instrument: Instrument) -> bool:
    """Whether the outline has the digests to verify a text with."""
    return any(each.digest for each in instrument.clauses)


def likeness(instrument: Instrument, found: Sequence[Section]) -> int:
    """How many sections of a text are word for word clauses of this instrument."""
    digests = {each.digest for each in instrument.clauses if each.digest}
    return sum(each.digest in digests for each in found)


def verify(instrument: Instrument, found: Sequence[Section], shown: str) -> list[Finding]:
    """Every difference between the outline and the sections of a text, in the order of the text.

    `shown` is the file's name in findings. Findings V101 changed, V102 missing, V103 added, V104 numbered
    otherwise, V105 moved. Clauses without a digest are skipped, so is what the text has of them.
    """
    unknown = {each.locator for each in instrument.clauses if not each.digest}
    clauses = [each for each in instrument.clauses if each.digest]
    sections = [each for each in found if each.locator not in unknown]
    pairs = list(_aligned(clauses, sections))
    moved = ({each.clause.digest for each in pairs if each.clause and not each.section}
             & {each.section.digest for each in pairs if each.section and not each.clause})
    told = [each for each in pairs if not (each.section and not each.clause and each.section.digest in moved)]
    findings: list[Finding] = []
    for renumbered, group in groupby(told, key=_renumbered):
        run = list(group)
        if renumbered and len(run) > 2:
            findings.append(_renumbering(instrument, run, shown))
        else:
            findings += [_finding(instrument, each, shown, moved) for each in run]
    return findings


def _aligned(clauses: Sequence[Clause], sections: Sequence[Section]) -> Iterator[_Pair]:
    """The pairs that are not the same clause under the same number with the same text."""
    matcher = SequenceMatcher(None, [(each.locator, each.digest) for each in clauses],
                              [(each.locator, each.digest) for each in sections], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            last = sections[j1 - 1] if j1 else None
            line = sections[j1].line if j1 < len(sections) else last.line if last else 1
            yield from _differing(clauses[i1:i2], sections[j1:j2], line, last.locator if last else "")


def _differing(clauses: Sequence[Clause], sections: Sequence[Section], line: int, after: str) -> Iterator[_Pair]:
    """Clauses and sections between two places where all is the same: the same text first, then the same number."""
    partner: dict[int, int] = {}
    same = SequenceMatcher(None, [each.digest for each in clauses], [each.digest for each in sections], autojunk=False)
    for i, j, size in same.get_matching_blocks():
        partner.update({j + step: i + step for step in range(size)})
    for j, section in enumerate(sections):
        if j not in partner:
            named = [i for i, each in enumerate(clauses) if each.locator == section.locator
                     and i not in partner.values()]
            if named:
                partner[j] = named[0]
    left = [i for i in range(len(clauses)) if i not in partner.values()]
    extra = [j for j in range(len(sections)) if j not in partner]
    if len(left) == len(extra):  # the number itself was changed
        partner.update(zip(extra, left, strict=True))
        left = extra = []
    yield from (_Pair(clauses[i], None, line, clauses[i - 1].locator if i else after) for i in left)
    for j, section in enumerate(sections):
        before = sections[j - 1].locator if j else after
        yield _Pair(None if j in extra else clauses[partner[j]], section, section.line, before)


def _renumbered(pair: _Pair) -> bool:
    return pair.clause is not None and pair.section is not None and pair.clause.digest == pair.section.digest


def _renumbering(instrument: Instrument, run: Sequence[_Pair], shown: str) -> Finding:
    """One finding for a stretch of clauses that only stand under another heading or annex."""
    clauses = [each.clause for each in run if each.clause]
    sections = [each.section for each in run if each.section]
    return Finding(
        "V104", "clause-renumbered", "error", Place(shown, run[0].line, 1),
        f"从{_said(clauses[0])}到{_said(clauses[-1])}的{len(run)}条文字没变，"
        f"位置变成了{cite(sections[0].locator)}到{cite(sections[-1].locator)}",
        "检查它们上面的标题和编号", at=tuple(each.locator for each in clauses),
        clauses=tuple(f"{instrument.id}/{each.locator}" for each in clauses))


def _finding(instrument: Instrument, pair: _Pair, shown: str, moved: set[str]) -> Finding:
    place = Place(shown, pair.line, 1)
    near = f"在{cite(pair.after)}之后" if pair.after else "在全文开头"
    clause, section = pair.clause, pair.section
    named = (f"{instrument.id}/{clause.locator}",) if clause else ()
    if section is None and clause is not None:
        if clause.digest in moved:
            return Finding("V105", "clause-moved", "error", place, f"{_said(clause)}不在原来的地方，原来{near}",
                           "恢复原来的次序，或按新文件改条款目录", at=(clause.locator,), clauses=named)
        return Finding("V102", "clause-missing", "error", place, f"缺少{_said(clause)}，应当{near}",
                       "补上这一条；编号写错也会这样", at=(clause.locator,), clauses=named)
    if clause is None or section is None:
        locator = section.locator if section else ""
        return Finding("V103", "clause-added", "error", place, f"多出一段，编号是{cite(locator)}，{near}",
                       "目录里没有这一条；多写、重复或编号写错都会这样", at=(locator,), clauses=named)
    if clause.digest == section.digest:
        return Finding("V104", "clause-renumbered", "error", place,
                       f"{_said(clause)}文字没变，位置变成了{cite(section.locator)}",
                       "检查它上面的标题和编号", at=(clause.locator,), clauses=named)
    renamed = f"，编号也变成了{cite(section.locator)}" if clause.locator != section.locator else ""
    return Finding("V101", "clause-changed", "error", place, f"{_said(clause)}的文字与目录里的摘要不符{renamed}",
                   "逐字核对这一条；增删改一个字都会这样", at=(clause.locator,), clauses=named)


def _said(clause: Clause) -> str:
    return f"{cite(clause.locator)}“{clause.title}”"
