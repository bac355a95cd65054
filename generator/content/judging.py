"""What an application lacks: sorted by what follows from it. Nothing that is still open is counted as lacking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from generator.content.application import Application
from generator.content.desk import Desk
from generator.content.materials import escapes, kind, missing_lists
from kb.engine.answer import MaterialAnswer
from kb.findings import Finding, KbError, nearest, problem

Outcome = Literal["complete", "commitment", "told", "unclear"]


@dataclass(frozen=True, slots=True)
class Lack:
    """One material, or several of which one would do, with what is wrong: empty when it is not there."""

    any_of: tuple[MaterialAnswer, ...]
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found. `essential` stop the application, `later` may follow, `open` hang on facts not given.

    `spare` was handed in and need not be; `incomplete`: the rules do not give the whole list of materials.
    """

    outcome: Outcome
    essential: tuple[Lack, ...]
    later: tuple[Lack, ...]
    open: tuple[Lack, ...]
    fetched: tuple[MaterialAnswer, ...]
    spare: tuple[str, ...]
    incomplete: bool
    questions: tuple[Mapping[str, Any], ...]


def judge(desk: Desk, application: Application) -> Judgement:
    """Hold an application against the answer. KbError S645 unknown step, S646 unknown material."""
    _check(desk, application)
    steps = {each.id: each.status for each in desk.answer.steps}
    wanted = [each for each in desk.answer.materials if not application.steps or each.step in ("", *application.steps)]
    essential: list[Lack] = []
    later: list[Lack] = []
    open_: list[Lack] = []
    for group in _groups(desk, wanted):
        lack = _lack(group, application)
        if lack is None:
            continue
        if not any(_certain(each, steps) for each in group) or any(escapes(desk, each) for each in group):
            open_.append(lack)
        elif kind(desk, group[0]) == "later":
            later.append(lack)
        else:
            essential.append(lack)
    needed = {each.id for each in wanted if kind(desk, each) in ("bring", "later")}
    incomplete = bool(missing_lists(desk)) or not needed
    unclear = bool(open_) or incomplete
    outcome: Outcome = "told" if essential else "unclear" if unclear else "commitment" if later else "complete"
    return Judgement(outcome, tuple(essential), tuple(later), tuple(open_),
                     tuple(each for each in wanted if kind(desk, each) == "fetched"),
                     tuple(each for each in application.handed_in if each not in needed),
                     incomplete, tuple(_questions(desk, open_)))


def _certain(material: MaterialAnswer, steps: Mapping[str, str]) -> bool:
    """Whether a material is wanted whatever the open facts are."""
    return material.status != "depends" and steps.get(material.step, "required") == "required"


def _groups(desk: Desk, materials: list[MaterialAnswer]) -> Iterator[tuple[MaterialAnswer, ...]]:
    """What is to be handed in: single materials, and those of which one will do."""
    groups: dict[tuple[str, str, str], list[MaterialAnswer]] = {}
    for each in materials:
        own = kind(desk, each)
        if own in ("bring", "later"):
            groups.setdefault((own, each.step, each.any_of or f"={each.id}"), []).append(each)
    yield from (tuple(group) for group in groups.values())


def _lack(group: tuple[MaterialAnswer, ...], application: Application) -> Lack | None:
    """What a group lacks; None when one of it was handed in and is right."""
    given = {each.id: application.handed_in[each.id] for each in group if each.id in application.handed_in}
    if any(not wrong for wrong in given.values()):
        return None
    names = {each.id: each.name for each in group}
    told = [f"{names[name]}：{wrong}" if len(group) > 1 else wrong for name, wrong in given.items()]
    return Lack(group, "；".join(told))


def _questions(desk: Desk, lacks: list[Lack]) -> Iterator[Mapping[str, Any]]:
    """The missing facts that decide whether these materials are wanted."""
    parts = {part for lack in lacks for each in lack.any_of for part in (f"material:{each.id}", f"step:{each.step}")}
    yield from (each for each in desk.answer.missing if parts & set(each["affects"]))


def _check(desk: Desk, application: Application) -> None:
    found: list[Finding] = []
    steps = {each.id: each.name for each in desk.service.steps}
    for step in application.steps:
        if step not in steps:
            found.append(problem("S645", "unknown-step", f"{desk.service.name}没有环节 `{step}`",
                                 hint=nearest(step, steps) or f"可以写：{'、'.join(steps)}"))
    known = desk.knowledge.materials
    for name in application.handed_in:
        if name not in known:
            used = dict.fromkeys(each.id for each in desk.answer.materials)
            hint = nearest(name, known) or f"这个事项用到的：{'、'.join(used) or '没有'}"
            found.append(problem("S646", "unknown-material", f"没有材料 `{name}`", hint=hint))
    if found:
        raise KbError(found)
