"""Materials in three lists: what to bring, what the authority fetches, what may follow later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.content.desk import Desk
from generator.content.model import EDITORIAL, Block, Bullets, Chapter, Ground, Paragraph, Row, Sentence, Table
from generator.content.order import position
from generator.content.words import NOT_GIVEN, TO_CONFIRM, TO_SUPPLY, ended, listed, when
from kb.engine.answer import MaterialAnswer

KEYWORDS = {"material": "bring", "fetch": "fetched", "defer": "later", "waive_material": "waived",
            "forbid_material": "forbidden"}
HEAD = ("材料", "哪个环节用", "什么情形要", "谁出具", "说明")


def chapter(desk: Desk) -> Chapter:
    """The three lists, boxed alternatives, what is not asked for, what nobody has published."""
    place = position(desk)
    found = sorted(desk.answer.materials, key=lambda each: place.get(each.step, -1))
    lists = {name: [each for each in found if kind(desk, each) == name] for name in KEYWORDS.values()}
    blocks: list[Block] = []
    for name, title in (("bring", "自己带、自己填"), ("fetched", "由我们调取，不用带"), ("later", "可以承诺以后补交")):
        if lists[name]:
            blocks.append(Table(HEAD, tuple(_row(desk, each) for each in lists[name]), title))
        if name == "bring":
            blocks += _alternatives(desk, lists[name])
        if name == "bring" and lists[name] and not any(_form(each) for each in lists[name]):
            blocks.append(Paragraph((_none("这些材料的形式（原件、复印件、电子件）和份数"),)))
        if name == "fetched" and not lists[name]:
            blocks.append(Bullets((_none("哪些材料由部门自己调取"),), title))
        if name == "later" and not lists[name]:
            blocks.append(Bullets((_none("哪些材料可以承诺以后补交"),), title))
    spared = _bans(desk) + [_spared(desk, each) for each in (*lists["waived"], *(each for each in lists["forbidden"]
                                                        if not _says(desk, each, "forbid_material")))]
    if spared:
        blocks.append(Bullets(tuple(dict.fromkeys(spared)), "不用交，也不得要求交"))
    gaps = missing_lists(desk)
    if not lists["bring"]:
        blocks.insert(0, Bullets((_none("要交哪些材料"),), "自己带、自己填"))
    if gaps:
        blocks.append(Bullets(tuple(gaps), "材料清单的缺口"))
    return Chapter("materials", "申请材料", tuple(blocks))


def _none(what: str) -> Sentence:
    return Sentence(ended(f"{what}，{NOT_GIVEN}，{TO_SUPPLY}"), EDITORIAL)


def kind(desk: Desk, material: MaterialAnswer) -> str:
    """The list a material belongs to, also while its rule is open."""
    if material.status != "depends":
        return material.status
    for reason in material.because:
        for effect in desk.rules[reason.rule].rule.effects:
            if effect.data.get("id") == material.id and effect.keyword in KEYWORDS:
                return KEYWORDS[effect.keyword]
    return "bring"


def _says(desk: Desk, material: MaterialAnswer, keyword: str) -> list[tuple[str, Mapping[str, Any]]]:
    """The rules that say this of the material, with what they say."""
    return [(reason.rule, effect.data) for reason in material.because
            for effect in desk.rules[reason.rule].rule.effects
            if effect.keyword == keyword and effect.data.get("id") == material.id]


def condition(desk: Desk, material: MaterialAnswer) -> str:
    """In which situations the material is wanted; empty when in all."""
    if material.status != "depends":
        return ""
    own = {kind: keyword for keyword, kind in KEYWORDS.items()}[kind(desk, material)]
    return listed((desk.condition(rule) for rule, _ in _says(desk, material, own)), "；或者")


def _row(desk: Desk, each: MaterialAnswer) -> Row:
    step = desk.name("step", each.step) if each.step else "所有环节"
    situation = condition(desk, each) or ("实行以后都要" if _planned(desk, each) else "都要")
    return desk.row(each.name, step, situation, _issuer(desk, each), "；".join(_notes(desk, each)),
                    rules=[reason.rule for reason in each.because])


def _planned(desk: Desk, each: MaterialAnswer) -> bool:
    """Whether a material is open only because what asks for it, or fetches it, is a plan; not for a waiver to come."""
    own = {kind: keyword for keyword, kind in KEYWORDS.items()}[kind(desk, each)]
    return each.status == "depends" and not any(desk.truths[rule] == "true" for rule, _ in _says(desk, each, own))


def _notes(desk: Desk, each: MaterialAnswer) -> list[str]:
    marks = [desk.mark(rule) for rule, _ in _says(desk, each, "material")]
    notes = [part for part in (*dict.fromkeys(marks), _form(each), each.note) if part]
    if each.any_of:
        notes.append("任选其一，见下面的方框")
    for rule, data in _says(desk, each, "defer"):
        notes.append(when(desk.condition(rule), f"凭{data['on']}" if data.get("on") else "凭什么后补，文件没有写"))
    if each.status in ("bring", "later", "depends"):
        notes += [f"{desk.mark(rule)}{when(desk.condition(rule), '不用交')}"
                  for rule, _ in _says(desk, each, "waive_material")]
    if each.basis == "to_confirm":
        notes.append(TO_CONFIRM)
    return notes


def _form(each: MaterialAnswer) -> str:
    copies = {None: "", 0: "不收复印件"}.get(each.copies, f"{each.copies}份")
    return "，".join(part for part in (each.form, copies) if part)


def _issuer(desk: Desk, each: MaterialAnswer) -> str:
    return "申请人自备" if each.source == "applicant" else desk.knowledge.who(each.source)


def _alternatives(desk: Desk, materials: list[MaterialAnswer]) -> list[Block]:
    groups: dict[tuple[str, str], list[MaterialAnswer]] = {}
    for each in materials:
        if each.any_of:
            groups.setdefault((each.step, each.any_of), []).append(each)
    return [Bullets(tuple(Sentence(each.name, desk.ground(*(reason.rule for reason in each.because)))
                          for each in group), f"任选其一（{desk.name('step', step)}）", boxed=True)
            for (step, _), group in groups.items() if len(group) > 1]


def _spared(desk: Desk, each: MaterialAnswer) -> Sentence:
    rules = [reason.rule for reason in each.because]
    verb = "不得要求交" if kind(desk, each) == "forbidden" else "不用交"
    return desk.sentence(when(condition(desk, each), f"{verb}{each.name}"), *rules)


def _bans(desk: Desk) -> list[Sentence]:
    """What rules forbid to ask for, by name or by kind, and closed lists of materials."""
    return [desk.sentence(when(desk.condition(each.rule), each.text), each.rule)
            for each in desk.answer.items.get("prohibitions", ())
            if each.keyword == "forbid_material" or each.data.get("of") == "materials"]


def missing_lists(desk: Desk) -> list[Sentence]:
    """What is said to be unavailable about materials, with its holder."""
    return [gap(each) for each in desk.answer.unavailable if "材料" in str(each["what"])]


def gap(each: Mapping[str, Any]) -> Sentence:
    """One gap as a sentence."""
    return Sentence(ended(f"{each['what']}：{NOT_GIVEN}，请问{each['holder_name']}"),
                    Ground((), tuple(each["clauses"])))
