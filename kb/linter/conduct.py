"""The entries of `practices` that a rule forbids, and the findings on them that all checks of a group share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.clauses.keyword import listed
from kb.compiler.knowledge import Program
from kb.findings import Finding
from kb.linter.document import pointer
from kb.linter.practices import Meant, Practices, Shown, plain
from kb.linter.stated import StatedDecision, StatedPractice

if TYPE_CHECKING:
    from kb.linter.review import Breach, Review

PURPOSES = "data-misuse"
"""The group of practices for which the words that a ban allows say a purpose."""

KEPT = 32
"""How many programs' practices are kept: documents of many services come by turns."""
_known: dict[int, tuple[Program, Practices]] = {}


@dataclass(frozen=True, slots=True)
class Conduct:
    """An entry that is one of these practices (more than one only where they can't be told apart)."""

    stated: StatedPractice
    shown: Shown
    breach: Breach
    group: str
    names: tuple[str, ...]
    texts: tuple[str, ...]
    only: bool
    """Whether the entry shows nothing else, so that it can be removed as a whole."""


@dataclass(frozen=True, slots=True)
class Ban:
    """A rule that forbids a practice: its index in the program and the effect's data."""

    practice: str
    index: int
    data: Mapping[str, object]


def bans_of(review: Review, groups: Iterable[str]) -> list[Ban]:
    """The bans on the practices of some groups, in the order of the rules."""
    practices, wanted = practices_of(review), set(groups)
    return sorted((Ban(name, index, data) for name, bans in practices.bans.items()
                   if practices.known[name].group in wanted for index, data in bans), key=lambda each: each.index)


def practices_of(review: Review) -> Practices:
    """The practices that the rules forbid, kept for the programs last used."""
    program = review.run.program
    known = _known.get(id(program))
    if known is None or known[0] is not program:
        if len(_known) >= KEPT:
            del _known[next(iter(_known))]
        known = _known[id(program)] = program, Practices(review.knowledge, program)
    return known[1]


def meant(review: Review) -> Iterator[tuple[StatedPractice, Meant]]:
    """Every entry of the document with what it is."""
    for stated in review.procedure.practices:
        yield stated, practices_of(review).meant(stated)


def conduct(review: Review) -> Iterator[Conduct]:
    """The entries that break a ban, or may."""
    for stated, found in meant(review):
        broken = [(shown, breach, rules) for shown in found.shown
                  if (practices_of(review).by_name(shown) or stated.at not in review.reasoned)
                  and (rules := _rules(review, stated, shown)) and (breach := _breach(review, rules)) is not None]
        for shown, breach, _ in broken:
            practices = practices_of(review).known
            broke = {fired.rule.id for fired in breach.rules}
            texts = dict.fromkeys(
                str(data["text"]) for name in shown.ids for index, data in practices_of(review).bans[name]
                if review.run.program.rules[index].rule.id in broke)
            yield Conduct(stated, shown, breach, practices[shown.ids[0]].group,
                          tuple(practices[name].name for name in shown.ids), tuple(texts), len(broken) == 1)


def findings(review: Review, code: str, name: str, groups: Iterable[str], hint: str) -> Iterator[Finding]:
    """The findings of one check on the practices of its groups."""
    mine = tuple(groups)
    for each in review.conduct:
        if each.group in mine:
            yield finding(review, code, name, each, hint)


def softened(found: Finding, provided: str, known: str) -> Finding:
    """A finding that is only right if something holds that the document doesn't say (`known`: where it could)."""
    if not provided or found.severity != "error":
        return found
    return replace(found, severity="warning", depends_on=(known,), message=f"{found.message}。违规，当{provided}时",
                   fix=None)


def finding(review: Review, code: str, name: str, each: Conduct, hint: str) -> Finding:
    """One practice against the bans it breaks; the entry can be removed where it is surely nothing else."""
    provided = practices_of(review).known[each.shown.ids[0]].provided
    sure = each.breach.severity == "error" and each.only
    where = "kind" if each.stated.kind and not each.shown.phrase else "text"
    said = "或者".join(f"“{one}”" for one in each.names)
    found = review.finding(
        code, name, each.breach, review.procedure.place_of(each.stated, where), (pointer(each.stated.at),),
        f"“{each.stated.text}”属于{said}：{'；'.join(each.texts)}", hint, remove=each.stated.at if sure else None)
    return softened(found, provided, f"practices.{each.stated.at[-1]}.note")


def _rules(review: Review, stated: StatedPractice, shown: Shown) -> list[int]:
    """The bans on what an entry shows that may be aimed at who does it."""
    return aimed_bans(review, stated, shown)


def aimed_bans(review: Review, stated: StatedPractice | StatedDecision, shown: Shown) -> list[int]:
    """The bans on what a sentence shows that may be aimed at who acts, and that its words do not excuse.

    What data are for is said after what is done with them: words before it (登记时采集的) excuse nothing.
    """
    practices, text = practices_of(review), plain(stated.text)
    after = text.partition(shown.phrase)[2] if shown.phrase else text
    return [index for name in shown.ids for index, data in practices.bans[name]
            if aimed(stated.by_id, listed(data["who"]))
            and not any(word in (after if practices.known[name].group == PURPOSES else text)
                        for word in listed(data.get("allows")))]


def aimed(by: str | None, who: tuple[str, ...]) -> bool:
    """Whether a ban on some may be meant for who acts: what binds applicants binds no department, and the reverse."""
    return by is None or by in who or (by != "applicant" and who != ("applicant",))


def _breach(review: Review, rules: list[int]) -> Breach | None:
    return review.breach((index, review.judge.holds(index)) for index in dict.fromkeys(rules))
