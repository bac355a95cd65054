"""Demands that no rule stands behind: another authority's opinion, no legal basis, outside the list or the guide."""

from __future__ import annotations

from collections.abc import Iterator

from kb.linter.entries import authorities
from kb.linter.materials.bans import at, bans_of
from kb.linter.materials.demands import Demand
from kb.linter.materials.held import issuer_named, rules_of
from kb.linter.materials.suspicion import Doubt, Suspicion
from kb.linter.materials.words import catch_all, issued, opinion, routine, third_party
from kb.linter.names import folded
from kb.linter.review import Review

_KINDS = ("other-authority-opinion", "no-legal-basis", "unlisted")


def groundless(review: Review, demand: Demand) -> Iterator[Suspicion]:
    """What no rule calls for in the document's situation, where rules allow only what is called for."""
    if demand.known is None and catch_all(demand.name):
        return  # P311
    bans = bans_of(review.run)
    if not (bans.closed or bans.prerequisites or any(bans.kinds.get(each) for each in _KINDS)):
        return
    if _called(review, demand):
        return
    doubt = _another_name(review, demand)
    yield from _opinion(review, demand, doubt)
    yield from _baseless(review, demand, doubt)
    if doubt is None and demand.brought:
        yield from _unlisted(review, demand)


def _called(review: Review, demand: Demand) -> bool:
    """Whether some rule asks for the material in the document's situation, at whatever step."""
    called = bans_of(review.run).called.get(demand.named.id or "", ())
    judge = review.judge_of(demand.stated)
    rules = review.judge.any_of(index for index, _ in called)
    return judge is None or (bool(called) and judge.of(rules, demand.when).truth != "never")


def _another_name(review: Review, demand: Demand) -> Doubt | None:
    """Whether it may be another name of something that the rules ask for."""
    called = bans_of(review.run).called
    near = next((name for name, _ in demand.named.candidates if name in called), None)
    if demand.known is not None or near is None:
        return None
    return Doubt(f"{_where(demand)}.is", f"不是“{review.knowledge.materials[near].name}”的另一种叫法")


def _opinion(review: Review, demand: Demand, doubt: Doubt | None) -> Iterator[Suspicion]:
    """Another authority's decision or opinion."""
    indices = at(bans_of(review.run).kinds.get("other-authority-opinion", ()), demand.steps)
    if not indices or demand.asker is None or demand.basis == "given":
        return
    issuer = demand.known.issuer if demand.known is not None else _named_issuer(review, demand)
    authority = review.knowledge.authorities.get(issuer or "")
    if authority is None or authority.kind != "government" or issuer == demand.asker or not opinion(demand.name):
        return
    yield Suspicion("opinion", rules_of(review, indices), doubt or _without_basis(demand), detail=authority.name)


def _named_issuer(review: Review, demand: Demand) -> str | None:
    """The authority that issues a material by its name or note, that its name begins with, or that is its source."""
    text = issued(demand.name, demand.material.note)
    if text or not demand.brought:
        return issuer_named(review, text) if text else demand.material.source_id
    plain, known = folded(demand.name), authorities(review.knowledge).names.tables[0]
    word = next((plain[:size] for size in range(len(plain) - 1, 2, -1) if plain[:size] in known), "")
    return next(iter(known[word])) if len(known.get(word, ())) == 1 else None


def _baseless(review: Review, demand: Demand, doubt: Doubt | None) -> Iterator[Suspicion]:
    """What has no legal basis by the document's own words, or adds somebody's consent to closed prerequisites."""
    bans = bans_of(review.run)
    indices = at(bans.kinds.get("no-legal-basis", ()), demand.steps)
    closed = [] if routine(demand.material.core) else [
        index for index, _, targets in bans.prerequisites if not demand.steps.isdisjoint(targets)]
    if not demand.brought:
        doubt = doubt or Doubt(f"{_where(demand)}.from", "要申请人自己去取")
    if demand.basis in ("none", "internal") and (indices or closed):
        yield Suspicion("baseless", rules_of(review, [*indices, *closed]), doubt)
    elif demand.brought and demand.basis == "unsaid" and closed and demand.known is None and third_party(
            demand.material.core):
        yield Suspicion("baseless", rules_of(review, closed), doubt or _without_basis(demand))


def _without_basis(demand: Demand) -> Doubt | None:
    return Doubt(f"{_where(demand)}.legal_basis", "没有法律法规依据") if demand.basis == "unsaid" else None


def _unlisted(review: Review, demand: Demand) -> Iterator[Suspicion]:
    """What stands outside a closed list, or may stand outside the published guide."""
    bans = bans_of(review.run)
    closed = [index for index, members, steps in bans.closed
              if demand.named.id not in members and (not steps or not demand.steps.isdisjoint(steps))]
    if closed:
        yield Suspicion("unlisted", rules_of(review, closed))
    indices = at(bans.kinds.get("unlisted", ()), demand.steps)
    if indices and demand.basis != "given" and not routine(demand.material.core):
        elsewhere = at(bans.called.get(demand.named.id or "", ()), demand.steps)  # asked for here in other situations
        serious = bool(elsewhere) or third_party(demand.material.core)
        yield Suspicion("unlisted", rules_of(review, indices), Doubt("document.guide", "公开的办事指南里没有列它"),
                        slight=not serious)


def _where(demand: Demand) -> str:
    return f"{demand.stated.id}.materials.{demand.material.at[-1]}"
