"""What a document publishes or reports, looked up among what the rules want published or reported.

A topic is the rules' own by id, name or alias, apart from words of publishing in front and empty words at the end, or
when it ends with one (电力接入收费标准 is a 收费标准). A list (收费、服务和程序) is each of its members.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kb.clauses.keyword import listed
from kb.compiler.knowledge import Program
from kb.linter.names import Candidates, Names, folded

_HEAD = re.compile("^(?:向社会|主动|依法)?(?:公开|公布|公示|公告|报送|上报)(?:的)?")
_PERIOD = re.compile("^[0-9]{4}(?:年度?)?(?:第?[0-9一二三四]{1,2}(?:季度|月份?)的?)?")
_TAIL = re.compile("(?:公开|公示|信息|内容|情况|表)$")
_AND = re.compile("[、,，;；/和及与]|以及")


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that a rule wants published or reported: the rule's index and the effect's data."""

    index: int
    data: Mapping[str, object]

    @property
    def names(self) -> tuple[str, ...]:
        """All that it is called."""
        return tuple(str(each) for each in (self.data.get("id"), self.data["what"], *listed(self.data.get("aliases")))
                     if each)


@dataclass(frozen=True, slots=True)
class Found:
    """The topics that a text is, or those that it may be."""

    topics: tuple[Topic, ...] = ()
    candidates: tuple[Topic, ...] = field(default=())


class Topics:
    """The topics of one keyword (disclose, report) in one program."""

    def __init__(self, program: Program, keyword: str, shortest: int) -> None:
        self.program, self.shortest = program, shortest
        self.all = [Topic(index, effect.data) for index, fired in enumerate(program.rules)
                    for effect in fired.rule.effects if effect.keyword == keyword]
        self.names = Names(((str(number), name) for number, each in enumerate(self.all) for name in each.names),
                           (folded, bare), 2)

    def find(self, text: str) -> Found:
        """What a text is for sure, part by part, else what it is similar to."""
        owners, _ = self.names.owners(text)
        parts = [part for part in _AND.split(text) if part]
        for part in (*parts, text) if not owners else ():
            owners = owners | self._owners(part)
        if owners:
            return Found(tuple(self.all[number] for number in sorted(map(int, owners))))
        return Found(candidates=tuple(self._similar(self.names.similar(text))))

    def _owners(self, text: str) -> set[str]:
        found, _ = self.names.owners(text)
        if found:
            return set(found)
        key = bare(text)
        table = self.names.tables[-1]
        ends = [name for name in table if len(name) >= self.shortest and key.endswith(name)]
        return set(table[max(ends, key=len)]) if ends else set()

    def _similar(self, candidates: Candidates) -> Iterable[Topic]:
        return (self.all[int(number)] for number, _ in candidates)


def bare(text: str) -> str:
    """A topic's folded name without words of publishing, the period it is about and empty words at the end."""
    found = folded(text)
    for empty in (_HEAD, _PERIOD, _TAIL):
        shorter = empty.sub("", found)
        found = shorter if len(shorter) >= 2 else found
    return found


_known: dict[str, Topics] = {}


def topics(program: Program, keyword: str, shortest: int = 3) -> Topics:
    """The topics of a keyword, kept for the program last used."""
    known = _known.get(keyword)
    if known is None or known.program is not program:
        known = _known[keyword] = Topics(program, keyword, shortest)
    return known
