"""Documents that are reviewed together: what each asks for first may, taken together, run in a circle.

A step is the same step in two documents when it is the same rule step or, where the rule base lacks it, when name and
authority are the same. Waiting is what `kb.linter.waiting` says it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product

from kb.clauses.model import Value
from kb.clauses.tree import ALWAYS, Node, conjunction
from kb.findings import Finding, KbError, Place
from kb.linter.document import StatedStep
from kb.linter.names import folded
from kb.linter.review import Review
from kb.linter.stated import Path
from kb.linter.waiting import own_circles, papers, waiting_place
from kb.schedule.network import Activity, plan

Key = tuple[str, ...]
"""What a step is across documents: (service, rule step), (service, name, authority), or (document's number, id)."""

_TRIES = 50


@dataclass(frozen=True, slots=True)
class Wait:
    """One document makes a step wait: for which step, where it says so, and what is not sure about it."""

    review: Review
    later: StatedStep
    waits: Key
    at: Path
    earlier: StatedStep | None = None
    material: str = ""
    doubts: tuple[str, ...] = ()

    @property
    def place(self) -> Place:
        """Where the document says so."""
        return self.review.procedure.place(*self.at)

    def said(self) -> str:
        """The waiting in words, with where it stands."""
        what = f"先交“{self.material}”" if self.material else f"先办“{self.earlier.name if self.earlier else ''}”"
        return f"“{self.later.name}”要{what}（{self.place}）"


def circles(reviews: Sequence[Review]) -> Iterator[tuple[Wait, ...]]:
    """The circles that only several documents together make, each as its waits: every one for the next."""
    waits: dict[tuple[Key, Key], list[Wait]] = {}
    for pair, wait in _waits(reviews):
        waits.setdefault(pair, []).append(wait)
    for _ in range(_TRIES):
        pairs = next(_found(waits), None)
        if pairs is None:
            return
        ways = product(*(sorted(waits[pair], key=lambda each: len(each.doubts)) for pair in pairs))
        circle = next((way for way in islice(ways, _TRIES) if _counts(way)), None)
        if circle is not None:
            yield circle
        del waits[pairs[0]]  # told, or no circle that counts: look for the next one


def _waits(reviews: Sequence[Review]) -> Iterator[tuple[tuple[Key, Key], Wait]]:
    """All waits by (who, for whom)."""
    for number, review in enumerate(reviews):
        yield from waits_of(review, str(number))


def waits_of(review: Review, name: str) -> Iterator[tuple[tuple[Key, Key], Wait]]:
    """A document's waits by (who, for whom); `name` tells its own steps from other documents'.

    A document with a circle of its own is left to its own findings.
    """
    if own_circles(review)[0]:
        return
    node = {each.id: _node(review, name, each) for each in review.procedure.steps}
    for later in review.procedure.steps:
        for waited in later.waits():
            earlier = review.steps[waited[1]]
            if node[later.id] != node[earlier.id]:
                yield (node[later.id], node[earlier.id]), Wait(
                    review, later, node[earlier.id], waiting_place(review, later, earlier.id), earlier,
                    doubts=_doubts(review, later, earlier))
    for paper in papers(review):
        for issuer in paper.issued_by:
            if issuer != node[paper.later.id]:
                yield (node[paper.later.id], issuer), Wait(
                    review, paper.later, issuer, (*paper.stated.at, "name"), material=paper.stated.name,
                    doubts=_doubts(review, paper.later))


def owner_of(review: Review) -> tuple[str, str]:
    """Whose document it is: its service, and its department or else the file."""
    stated = review.procedure
    return stated.service.id, stated.department_id or folded(stated.department) or stated.file


def _node(review: Review, name: str, stated: StatedStep) -> Key:
    step, service = review.rule_step(stated), review.procedure.service.id
    if step is not None and len(review.stated_as(step.id)) == 1:
        return service, step.id
    who = stated.authority or folded(stated.authority_text)
    same = [each for each in review.procedure.steps if folded(each.name) == folded(stated.name)]
    return (service, folded(stated.name), who) if step is None and who and len(same) == 1 else (name, stated.id)


def _doubts(review: Review, later: StatedStep, earlier: StatedStep | None = None) -> tuple[str, ...]:
    """What the document leaves open about its own waiting: whose step it is, and when it takes place."""
    stated, step = review.procedure, review.rule_step(later)
    department = stated.department_id or folded(stated.department)
    owner = later.authority or folded(later.authority_text) or (step.authority if step else "")
    found = [] if department else ["document.department"]
    if department and owner != department:
        found.append(f"{later.id}.authority")
    found += [f"{each.id}.when" for each in (later, earlier) if each is not None and each.vague]
    return tuple(found)


def _found(waits: Mapping[tuple[Key, Key], object]) -> Iterator[tuple[tuple[Key, Key], ...]]:
    needs: dict[Key, list[Key]] = {}
    for later, earlier in waits:
        needs.setdefault(later, []).append(earlier)
        needs.setdefault(earlier, [])
    nodes = list(needs)
    ids = {node: str(number) for number, node in enumerate(nodes)}
    try:
        plan(Activity(ids[node], 0, tuple((ids[each],) for each in needs[node])) for node in nodes)
    except KbError as error:
        for each in error.findings:
            steps = [nodes[int(name)] for name in reversed(each.at)]  # each now waits for the next
            yield tuple(zip(steps, (*steps[1:], steps[0]), strict=True))


def _counts(circle: Sequence[Wait]) -> bool:
    """Whether these are documents of more than one department or service, and the circle can close in one case."""
    owners = {owner_of(each.review) for each in circle}
    return len({id(each.review) for each in circle}) > 1 and len(owners) > 1 and _at_once(circle)


def _at_once(circle: Sequence[Wait]) -> bool:
    given: dict[str, Value] = {}
    nodes: dict[str, list[Node]] = {}
    for each in circle:
        service = each.review.procedure.service.id
        for step in (each.later, each.earlier):
            for name, own in {**each.review.procedure.situation, **(step.situation if step else {})}.items():
                if given.setdefault(name, own) != own:
                    return False
            nodes.setdefault(service, []).append(each.review.takes_place(step) if step else ALWAYS)
    for service, conditions in nodes.items():
        judge = next(each.review.judge for each in circle if each.review.procedure.service.id == service)
        merged = judge.under({name: own for name, own in given.items() if name in judge.run.program.facts})
        if merged is None or merged.find(conjunction((merged.covers, *conditions))) is None:
            return False
    return True


def finding(code: str, name: str, circle: Sequence[Wait]) -> Finding:
    """The finding on one circle, placed at its first wait in the order of files and lines."""
    start = min(range(len(circle)), key=lambda number: circle[number].place)
    turned = [*circle[start:], *circle[:start]]
    first = turned[0]
    doubts = tuple(dict.fromkeys(doubt for each in turned for doubt in each.doubts))
    sure = "" if not doubts else "。违规，当这几份文件写的都是本部门自己的环节、照写的条件办时"
    return Finding(
        code, name, "warning" if doubts else "error", first.place,
        f"几份文件互为前置，谁也没法先办：{'；'.join(each.said() for each in turned)}{sure}",
        "几个部门商定谁先办，去掉其中一个前置", "绕成一圈的前置谁也满足不了",
        _ids(each for each in turned if each.review is first.review), depends_on=doubts)


def _ids(waits: Iterable[Wait]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(step.id for each in waits for step in (each.later, each.earlier) if step))
