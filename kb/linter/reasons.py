"""Sentences that make one thing wait for another: 没有资金到位证明，不予核发施工许可证; 缴费以后才发证.

What is waited for is looked up among the program's steps, materials, forbidden fees and what is given instead of a
right; what waits, among its steps and what they issue. Only names that stand in the sentence count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from kb.clauses.keyword import listed
from kb.engine.runner import Runner
from kb.linter.polarity import clauses, plain
from kb.linter.rights import rights_of
from kb.linter.wording import form_of, taken_apart

Kind = Literal["step", "material", "copy", "fee", "instead"]


@dataclass(frozen=True, slots=True)
class Thing:
    """What a sentence names: a step, material, forbidden fee (by name) or what is given instead of a right (its id)."""

    kind: Kind
    id: str
    word: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Something that is not done (`steps`, none when no step is named) for lack of `lacking`; `form`: of a paper.

    `order`: the sentence only says what comes first, and not that something is refused. `near`: the steps that are
    applied for elsewhere in the text.
    """

    lacking: tuple[Thing, ...]
    steps: tuple[str, ...]
    words: str
    form: str = ""
    order: bool = False
    near: tuple[str, ...] = ()


def waits(run: Runner, text: str) -> Iterator[Wait]:
    """What a text lets wait for what."""
    near = _applied_for(run, text)
    for each in _waits(run, text):
        yield replace(each, near=near)


def _waits(run: Runner, text: str) -> Iterator[Wait]:
    parts = [each for each in clauses(text) if each.strip()]
    refused = [each for each in parts if _REFUSES.search(each)]
    if any(_DOUBLE.search(each) for each in parts):
        return
    if refused:
        for each in parts:
            if _LACKS.search(each) and not (_REFUSES.search(each) and not _BOTH.search(each)):
                others = " ".join(one for one in refused if one != each)
                yield _wait(run, _LACKS.sub("", _HAS.sub("", each)), others, each)
    for each in parts:
        if (match := _INSTEAD.search(each)) is not None and not _BARRED.search(each):
            yield replace(_wait(run, match["first"], "", each), order=True)
    for each in (*parts, plain(text)):
        if _BARRED.search(each):
            continue
        for pattern in _ORDERS:
            if match := pattern.fullmatch(each):
                yield replace(_wait(run, _nearest(run, match["first"]), match["then"], each), order=True)
                break


def _nearest(run: Runner, first: str) -> str:
    """Of several clauses the last one that names something."""
    parts = clauses(first)
    return next((each for each in reversed(parts) if named(run, each)), first) if len(parts) > 1 else first


def _applied_for(run: Runner, text: str) -> tuple[str, ...]:
    """The steps that a text names in clauses that speak of an application."""
    return tuple(dict.fromkeys(thing.id for each in clauses(text) if _APPLIES.search(each)
                               for thing in named(run, each) if thing.kind == "step"))


def _wait(run: Runner, first: str, then: str, words: str) -> Wait:
    form = next((form for each in _FORMS if each in first for form in (form_of(each),)), "")
    core = taken_apart(first).core if form else first
    steps = tuple(dict.fromkeys(each.id for text in (then, then.replace("申请", "许可")) for each in named(run, text)
                                if each.kind == "step"))
    return Wait(named(run, core), steps, words, form)


def named(run: Runner, text: str) -> tuple[Thing, ...]:
    """What a text names, longer names first, no part of the text twice; a paper also as the step that issues it."""
    pattern, owners = _index(run)
    found: dict[tuple[str, str], Thing] = {}
    plain_text = plain(text)
    for match in pattern.finditer(plain_text) if pattern is not None else ():
        if match.group().endswith("证") and plain_text.startswith("明", match.end()):
            continue  # 土地证明 is no 土地证
        for each in owners[match.group()]:
            found.setdefault((each.kind, each.id), each)
    return tuple(found.values())


@lru_cache(maxsize=64)
def _index(run: Runner) -> tuple[re.Pattern[str] | None, dict[str, tuple[Thing, ...]]]:
    owners: dict[str, dict[tuple[str, str], Thing]] = {}
    for kind, name, words in _things(run):
        for word in map(plain, words):
            if len(word) >= _SHORTEST:
                owners.setdefault(word, {})[kind, name] = Thing(kind, name, word)
    words = sorted(owners, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, words))) if words else None
    return pattern, {word: tuple(each.values()) for word, each in owners.items()}


def _things(run: Runner) -> Iterator[tuple[Kind, str, Iterable[str]]]:
    materials = run.knowledge.materials
    for step in run.program.steps.values():
        yield "step", step.id, (step.name, *step.aliases)
        for name in step.produces:
            yield "step", step.id, (materials[name].name, *materials[name].aliases)
    known = {ref.name for fired in run.program.rules for effect in fired.rule.effects for ref in effect.refs
             if ref.kind == "material"}
    for name in sorted(known):
        yield "material", name, (materials[name].name, *materials[name].aliases, *materials[name].short)
    for fired in run.program.rules:
        for effect in fired.rule.effects:
            if effect.keyword == "fee" and effect.data["status"] == "forbidden":
                name = str(effect.data["name"])
                yield "fee", name, (name, *listed(effect.data.get("aliases")))
    for right in rights_of(run.program).by_id.values():
        yield "instead", right.id, right.instead


_SHORTEST = 3
_FORMS = ("复印件", "影印件", "复制件")
_LACKS = re.compile("还没有|还没|尚未|没有|没|未能|未|缺少|缺|欠|无|不(?=买|购|交|缴|办|提供|接受)")
_HAS = re.compile("(?:只有|仅有|只持有|仅持有|只提交了?|仅提交了?|虽有|已有)[^、,，而但]*")
_BOTH = re.compile("(?:还没有|尚未|没有|未|缺少?|无)[^,，]*(?:不予|不给|暂不|退回|退件|驳回)")
_REFUSES = re.compile("不予|不给|不发|不办|不受理|不收件|不核发|不登记|不放款|不批|暂不|暂缓|退回|退件|驳回|拒绝|"
                      "不得|不能")
_DOUBLE = re.compile("(?:不得|不能|不可|不应|不要|不许|不准|严禁|禁止|避免|防止|不会).{0,8}(?:不|拒|退|驳|暂|要|以|缓)")
_BARRED = re.compile("(?:不得|不准|不许|不允许|不能|禁止|严禁|不再|不用|无需|无须|不必)"
                     "[^,，。;；]{0,8}(?:等|要求|让|以|把|将|先|因)|不再前置|不作(?:为)?前置|并行办理|同时办理|同步办理")
_APPLIES = re.compile("申请|申办|申领|报批|报建|办理")
_INSTEAD = re.compile("(?:须|应|要|需|必须|要求|改)(?:申请人|其)?(?:先)?(?:[将把][^,，。;；]{2,12})?"
                      "(?:换成|换为|换交|改交|改为提交|改为提供|以)(?P<first>[^,，。;；]+?)(?:代替)?$")
_ORDERS = (
    re.compile("(?P<then>.+?)(?:要|须|应当?|得|必须|需)?等(?P<first>.+?)(?:发出|办完|办结|办好|完成|取得|批准|核发|出来)?"
               "(?:以?后|之后)?(?:才|方可|再).+"),
    re.compile("(?P<then>.+?)(?:要|须|应当?|得|必须|需)?在(?P<first>.+?)(?:发出|办完|办结|办好|完成|取得|批准|核发)"
               "(?:以后|之后|后)(?:才|方可|再)?(?:办理|申请|受理|审批|收件|核发|开始|启动).*"),
    re.compile("(?P<first>.+?)(?:以后|之后|后)[,，]?[^,，。;；]{0,8}?(?:才|方可|方能|再)(?P<then>.+)"),
    re.compile("(?P<first>.+?)(?:发出|办完|办结|办好|完成|取得|批准|核发)?(?:以前|之前|前)[,，]?(?:一律|均|都|先)?"
               "(?:不予|不|暂不|暂缓)(?:受理|办理|收件|审批|核发|发|接收)(?P<then>.+)"),
    re.compile("(?P<then>.+?)(?:以前|之前|前)(?:须|要|应当?|必须|需)?先(?P<first>.+)"),
    re.compile("(?:.{0,12}?(?:要求|应当?|须|请|需))?先(?P<first>.+?)[,，]?(?:再|才|方可|后)(?P<then>.+)"),
)
