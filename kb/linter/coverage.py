"""How much of a service a document covers: the whole of it, or only some steps."""

from __future__ import annotations

from functools import cached_property, lru_cache

from kb.clauses.model import Step
from kb.engine.runner import Runner
from kb.linter.review import Review


class Coverage:
    """What a document's steps cover of the service."""

    def __init__(self, review: Review) -> None:
        self.review = review
        self.stated = [step for each in review.procedure.steps if (step := review.rule_step(each)) is not None]

    @cached_property
    def named(self) -> frozenset[str]:
        """The rule steps that the document has, or may have under a similar name."""
        found = {step.id for step in self.stated}
        for match in self.review.matches.values():
            found |= {name for name, _ in match.candidates}
        return frozenset(found)

    @cached_property
    def authorities(self) -> frozenset[str]:
        """Who does the document's steps."""
        return frozenset(step.authority for step in self.stated)

    @cached_property
    def whole(self) -> bool:
        """Whether it goes from the application or its acceptance to the final delivery."""
        kinds = {step.kind for step in self.stated}
        begins = any(not step.after or step.kind == "acceptance" for step in self.stated)
        return begins and "delivery" in kinds

    def between(self, step: Step) -> bool:
        """Whether the document has something before this step and something after it."""
        mine = {each.id for each in self.stated}
        return bool(self.before(step.id) & mine) and any(step.id in self.before(name) for name in mine)

    def owns(self, step: Step) -> bool:
        """Whether a step is the applicant's or that of one of the document's authorities."""
        return step.authority == "applicant" or step.authority in self.authorities

    def expects(self, step: Step) -> bool:
        """Whether a step that is called for belongs into the document: into the whole, or between its own steps."""
        return self.whole or (self.between(step) and self.owns(step))

    def before(self, name: str) -> frozenset[str]:
        """Everything that comes before a step in the rules' order."""
        return order_of(self.review.run)[name]


@lru_cache(maxsize=64)
def order_of(run: Runner) -> dict[str, frozenset[str]]:
    """Everything that comes before each step: by the natural order and by the orders that rules set."""
    direct: dict[str, set[str]] = {name: {each for group in step.after for each in group}
                                   for name, step in run.program.steps.items()}
    for _, first, then in run.frame.orders:
        direct[then].add(first)
    found: dict[str, frozenset[str]] = {}
    for name in direct:
        seen: set[str] = set()
        queue = list(direct[name])
        while queue:
            each = queue.pop()
            if each not in seen:
                seen.add(each)
                queue += direct[each]
        found[name] = frozenset(seen)
    return found


@lru_cache(maxsize=64)
def places_of(run: Runner) -> dict[str, frozenset[str]]:
    """At which steps the rules speak of each material; `*` for at any."""
    found: dict[str, set[str]] = {}
    for row in run.frame.materials:
        found.setdefault(row.material, set()).add(row.step)
    return {name: frozenset(each) for name, each in found.items()}
