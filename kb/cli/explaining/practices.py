"""Practices in words: which rules are against them, which check looks after them, how sentences show them."""

from __future__ import annotations

from collections.abc import Iterator

from kb.clauses.model import Practice, Rule
from kb.cli.explaining.entry import Entry, Part, listing, many, one
from kb.cli.explaining.rules import rules_of
from kb.compiler.knowledge import Knowledge
from kb.linter.check import checks
from kb.linter.checks.forbidden_decision import CODE as IN_DECISIONS
from kb.linter.checks.forbidden_practice import CODE as OTHERS

MOST = 8
"""How many example wordings are shown."""


def practice_entry(knowledge: Knowledge, practice: Practice) -> Entry:
    """A practice: the rules that forbid it or that it breaks, their clauses, its checks, how sentences say it."""
    against = list(_against(knowledge, practice))
    codes = {each.code: each.title for each in checks()}
    code = next((each.code for each in checks() if practice.group in each.groups), OTHERS)
    parts: list[Part] = [
        *many("aliases", "也叫", practice.aliases),
        *listing("rules", "违反", rules_of(against)),
        *many("clauses", "条款", dict.fromkeys(each.clause for each in against)),
        *many("bans", "禁令", dict.fromkeys(_texts(practice, against))),
        *one("provided", "前提", practice.provided and f"{practice.provided}，才违规"),
        *listing("checks", "审查", [(each, codes[each]) for each in (code, IN_DECISIONS)]),
        *many("examples", "说法", _examples(practice)),
        *many("unless", "除外", [each.example for each in practice.unless]),
        *one("group", "类别", practice.group),
        *one("place", "位置", str(practice.place)),
    ]
    return Entry("practice", practice.id, practice.name, tuple(parts))


def _against(knowledge: Knowledge, practice: Practice) -> Iterator[Rule]:
    """The rules that forbid a practice, or are broken by it."""
    for rule in knowledge.rulebook.rules:
        named = {ref.name for effect in rule.effects for ref in effect.refs if ref.kind == "practice"}
        if practice.id in named | {ref.name for ref in rule.broken_by}:
            yield rule


def _texts(practice: Practice, against: list[Rule]) -> Iterator[str]:
    """What the rules say against it: the ban's text, or the rule's title where it is broken."""
    for rule in against:
        said = [str(effect.data["text"]) for effect in rule.effects
                if effect.keyword == "forbid" and effect.data["practice"] == practice.id]
        yield from said or [rule.title]


def _examples(practice: Practice) -> list[str]:
    """The plainest wordings of its phrases, each once; doubtful ones after the others."""
    sure = dict.fromkeys(each.example for each in practice.phrases)
    doubtful = dict.fromkeys(f"{each.example}（只作提示）" for each in practice.doubtful)
    return [*list(sure)[:MOST], *list(doubtful)[:2]]
