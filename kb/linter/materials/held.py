"""Demands for what nobody has to bring: waived, or in the hands of the authority that asks, or within its reach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb.clauses.tree import NEVER, Node, both, conjunction, negate
from kb.linter.document import StatedStep
from kb.linter.entries import authorities
from kb.linter.materials.bans import Ban, at, bans_of
from kb.linter.materials.demands import Demand, same_moment
from kb.linter.materials.suspicion import Doubt, Rules, Suspicion
from kb.linter.materials.words import again, drawn, issued
from kb.linter.names import folded
from kb.linter.review import Review
from kb.linter.waiting import asked_for

_INSIDE = ("review", "approval", "notice")
"""Kinds of steps at which an authority may list what it has received already."""


def rules_of(review: Review, indices: Sequence[int], also: Node | None = None) -> Rules:
    """Rules with when they hold, and when something else does besides."""
    return [(index, review.judge.holds(index) if also is None else both(also, review.judge.holds(index)))
            for index in indices]


def wanted_here(review: Review, demand: Demand) -> Node:
    """When the rules themselves ask for the material at the demand's steps."""
    called = bans_of(review.run).called.get(demand.named.id or "", [])
    return review.judge.any_of(at(called, demand.steps))


def waived(review: Review, demand: Demand) -> Iterator[Suspicion]:
    """Forbidden or waived by name or issuer, or the result of a step that is waived or abolished."""
    bans, known = bans_of(review.run), demand.known
    if known is None:
        return
    yield from _about(review, demand, "waived", [*bans.named.get(known.id, ()), *bans.issuers.get(known.issuer, ())])
    makers = [name for name in bans.makers.get(known.id, ()) if name not in demand.steps]
    gone = [[index for index, status in review.run.frame.statuses.get(name, ()) if status in ("waived", "abolished")]
            for name in makers]
    if makers and all(gone):
        also = conjunction([*map(review.judge.any_of, gone), negate(wanted_here(review, demand))])
        names = "、".join(f"“{review.run.program.steps[name].name}”" for name in makers)
        yield Suspicion("waived", rules_of(review, gone[0], also), detail=names)


def obtainable(review: Review, demand: Demand) -> Iterator[Suspicion]:
    """What the authority gets itself: by name, or because it is shared."""
    bans, known = bans_of(review.run), demand.known
    if known is None:
        return
    yield from _about(review, demand, "obtainable", bans.fetched.get(known.id, ()))
    if known.shared:
        yield from _about(review, demand, "obtainable", bans.kinds.get("shared", ()))
        if _organ(review, known.issuer) and _organ(review, demand.asker):
            yield from _about(review, demand, "obtainable", bans.kinds.get("exchanged", ()))


def own(review: Review, demand: Demand) -> Iterator[Suspicion]:
    """What the asking authority has issued itself."""
    indices = at(bans_of(review.run).kinds.get("own-issued", ()), demand.steps)
    if indices and demand.asker is not None and demand.asker in _issuers(review, demand):
        yield Suspicion("own", rules_of(review, indices), detail=review.knowledge.who(demand.asker))


def results(review: Review, demand: Demand) -> Iterator[Suspicion]:
    """What another step of the same chain has issued."""
    bans, steps = bans_of(review.run), review.run.program.steps
    makers = [name for name in bans.makers.get(demand.named.id or "", ()) if name not in demand.steps]
    for maker in _issued_before(review, demand, makers):
        indices = at(bans.kinds.get("own-issued", ()), demand.steps)
        if indices and demand.asker is not None and maker.authority == demand.asker:
            yield Suspicion("result", rules_of(review, indices), other=maker)
        for each in (*obtainable(review, demand), *_exchanged(review, demand, maker)):
            yield Suspicion("result", each.rules, each.doubt, maker)
    for name in makers if asked_for(demand.stated, demand.material) else ():
        indices = _not_before(review, demand, name)
        if indices:
            also = negate(wanted_here(review, demand))
            yield Suspicion("result", rules_of(review, indices, also), detail=steps[name].name)


def reviewed(review: Review, demand: Demand, others: Sequence[Demand]) -> Iterator[Suspicion]:
    """What the same authority has asked for and reviewed at an earlier step, as the document or the rules have it."""
    bans, known = bans_of(review.run), demand.known
    indices = at(bans.kinds.get("reviewed", ()), demand.steps)
    outside = known is not None and known.issuer not in ("applicant", demand.asker)
    if not indices or demand.asker is None or not (outside or drawn(known.name if known is not None else demand.name)):
        return
    if again(demand.name, demand.material.note):
        yield Suspicion("reviewed", rules_of(review, indices))
    before, still = review.before(demand.stated.id), _still_brought(review, demand)
    for other in others:
        if other.stated.id in before and other.asker == demand.asker and _same(demand, other):
            doubt = Doubt(f"{other.stated.id}.materials", f"“{other.stated.name}”审过它") if still else None
            yield Suspicion("repeated", rules_of(review, indices), doubt, other.stated)
    for index, name in bans.called.get(demand.named.id or "", ()):
        if name in demand.steps or name not in review.run.program.steps:
            continue
        step = review.run.program.steps[name]
        if step.authority == demand.asker and any(_before(review, name, each) for each in demand.steps):
            also = both(review.judge.holds(index), review.needed(name))
            yield Suspicion("reviewed", rules_of(review, indices, also), detail=step.name)


def _still_brought(review: Review, demand: Demand) -> bool:
    """Whether the rules ask the applicant for the material at this step too, and none lets the authority get it."""
    judge = review.judge_of(demand.stated)
    fetched = any(row.status == "fetched" and row.material == demand.named.id and row.step in ("*", *demand.steps)
                  for row in review.run.frame.materials)
    return judge is not None and not fetched and judge.of(wanted_here(review, demand), demand.when).truth != "never"


def repeated(review: Review, demand: Demand, others: Sequence[Demand]) -> Iterator[Suspicion]:
    """What has been handed in at another step of a chain that takes everything once."""
    indices = at(bans_of(review.run).kinds.get("repeated", ()), demand.steps)
    if indices and again(demand.name, demand.material.note):
        yield Suspicion("repeated", rules_of(review, indices))
    for other in others if indices else ():
        if _first(review, other, demand) and _same(demand, other) and not same_moment(demand, other):
            step = review.rule_step(demand.stated)
            inside = step is not None and step.kind in _INSIDE and other.asker == demand.asker
            doubt = Doubt(f"{demand.stated.id}.materials", "要申请人再交一次") if inside else None
            yield Suspicion("repeated", rules_of(review, indices), doubt, other.stated)
            return


def _first(review: Review, one: Demand, other: Demand) -> bool:
    """Whether one demand comes before the other: in waiting, else in the list."""
    places = {each.id: number for number, each in enumerate(review.in_order)}
    return places[one.stated.id] < places[other.stated.id]


def issuer_named(review: Review, text: str) -> str | None:
    """The authority that a text names."""
    return authorities(review.knowledge).match(text, review.run.program).id


def _about(review: Review, demand: Demand, reason: str, bans: Sequence[Ban]) -> Iterator[Suspicion]:
    sure = at(bans, demand.steps)
    if sure:
        yield Suspicion(reason, rules_of(review, sure))  # type: ignore[arg-type]
        return
    for index, name in bans:
        if name in demand.perhaps:
            step = review.run.program.steps[name].name
            yield Suspicion(reason, rules_of(review, [index]),  # type: ignore[arg-type]
                            Doubt(f"{demand.stated.id}.is", f"是为“{step}”收的"))


def _organ(review: Review, name: str | None) -> bool:
    authority = review.knowledge.authorities.get(name or "")
    return authority is not None and authority.kind == "government"


def _issuers(review: Review, demand: Demand) -> set[str]:
    """Who issues the material: by the rule base, or by its name."""
    if demand.known is None:
        named = issuer_named(review, issued(demand.name, demand.material.note))
        return {named} if named else set()
    steps = review.run.program.steps
    makers = bans_of(review.run).makers.get(demand.known.id, ())
    return {demand.known.issuer, *(steps[name].authority for name in makers if name not in demand.steps)}


def _issued_before(review: Review, demand: Demand, makers: Sequence[str]) -> Iterator[StatedStep]:
    """The document's earlier steps whose result the material is."""
    for name in review.before(demand.stated.id):
        stated, core = review.steps[name], folded(demand.material.core)
        step = review.rule_step(stated)
        if (step is not None and step.id in makers) or (len(core) > 3 and folded(stated.result) == core):
            yield stated


def _exchanged(review: Review, demand: Demand, maker: StatedStep) -> Iterator[Suspicion]:
    """A document of one organ asked for by another, where nobody knows whether the platform has it."""
    known, judge = demand.known, review.judge_of(demand.stated)
    if known is None or known.shared or judge is None or not _organ(review, known.issuer):
        return
    indices = at(bans_of(review.run).kinds.get("exchanged", ()), demand.steps)
    other = _organ(review, demand.asker) and demand.asker != known.issuer
    if indices and other and judge.of(wanted_here(review, demand), demand.when).truth == "never":
        yield Suspicion("result", rules_of(review, indices),
                        Doubt(f"{demand.stated.id}.materials", "共享平台上取得到它"), maker)


def _not_before(review: Review, demand: Demand, maker: str) -> list[int]:
    """The rules by which the step that issues the material may not stand before the demand's step."""
    bans = bans_of(review.run)
    into = {into for index, into in review.run.frame.into.get(maker, ()) if review.judge.holds(index) != NEVER}
    listed = [index for index, members, targets in bans.prerequisites
              if not demand.steps.isdisjoint(targets) and maker not in members and into.isdisjoint(members)]
    freed = [index for index, step in bans.free.get(maker, ()) if step in demand.steps]
    beside = [index for index, group in bans.together if maker in group and not demand.steps.isdisjoint(group)]
    return [*listed, *freed, *beside]


def _same(one: Demand, other: Demand) -> bool:
    """Whether two demands are for the same material."""
    if one.named.id is not None or other.named.id is not None:
        return one.named.id == other.named.id
    core = folded(one.material.core)
    return len(core) > 3 and core == folded(other.material.core)


def _before(review: Review, first: str, then: str) -> bool:
    """Whether a rule step comes before another in the rules' order."""
    seen, queue = set(), [then]
    while queue:
        name = queue.pop()
        if name not in seen:
            seen.add(name)
            queue += [each for group in review.run.program.steps[name].after for each in group]
            queue += [one for _, one, later in review.run.frame.orders if later == name]
    return first in seen - {then}
