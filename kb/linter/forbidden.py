"""The bans that checks on steps look after, and the phrases by which a step or a material shows what is banned."""

from __future__ import annotations

from collections.abc import Iterator

from kb.clauses.keyword import listed
from kb.linter.conduct import Ban, bans_of, practices_of
from kb.linter.denied import denied
from kb.linter.practices import plain
from kb.linter.review import Review


def live_bans(review: Review, *groups: str) -> Iterator[Ban]:
    """The bans on the practices of some groups (of all groups without one) that hold in the situation, or may."""
    known = groups or tuple({each.group for each in practices_of(review).known.values()})
    for each in bans_of(review, known):
        if review.judge.live(each.index):
            yield each


def about(ban: Ban, key: str = "step") -> str:
    """What a ban names under a key, such as the step that it is about; "" when it names nothing."""
    return str(ban.data.get(key) or "")


def barred(ban: Ban) -> tuple[str, ...]:
    """Who may not."""
    return listed(ban.data["who"])


def shown(review: Review, ban: Ban, text: str) -> bool:
    """Whether a name or a note shows what is banned: a phrase of the practice stands in it and is not denied."""
    said = plain(text)
    return any(each.owner == ban.practice and not denied(said, each.start, each.end)
               for each in practices_of(review).named(said))
