"""Materials in three lists: what to bring, what the authority fetches, what may follow later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.content.desk import Desk
from generator.content.model import EDITORIAL, Block, Bullets, Chapter, Ground, Paragraph, Row, Sentence, Table
from generator.content.order import position
from generator.content.words import NOT_GIVEN, TO_CONFIRM, TO_SUPPLY, ended, listed, when
from kb.clauses.model import Effect
from kb.engine.answer import MaterialAnswer

KEYWORDS = {"material": "bring", "fetch": "fetched", "defer": "later", "waive_material": "waived",
            "forbid_material": "forbidden"}
HEAD = ("材料", "哪个环节用", "什么情形要", "谁出具", "形式和份数", "说明")
FETCHED_HEAD = ("材料", "哪个环节用", "什么情形要", "谁出具", "谁去调取", "说明")
SPARED_HEAD = ("材料", "交不交", "什么情形", "哪个环节")


def chapter(desk: Desk) -> Chapter:
    """The three lists, boxed alternatives, what is not asked for, what nobody has published."""
    place = position(desk)
    found = sorted(desk.answer.materials, key=lambda each: place.get(each.step, -1))
    lists = {name: [each for each in found if kind(desk, each) == name] for name in KEYWORDS.values()}
    blocks = [*_brought(desk, lists["bring"]), *_fetched(desk, lists["fetched"]), *_later(desk, lists["later"])]
    spared = [_spared(desk, each) for each in (*lists["waived"], *lists["forbidden"])]
    if spared:
        blocks.append(Table(SPARED_HEAD, tuple(dict.fromkeys(spared)), "免交和不得要求的材料"))
    bans = _bans(desk)
    if bans:
        blocks.append(Bullets(tuple(dict.fromkeys(bans)), "不得要求交"))
    gaps = missing_lists(desk)
    if gaps:
        blocks.append(Bullets(tuple(gaps), "材料清单的缺口"))
    return Chapter("materials", "申请材料", tuple(blocks))


def _brought(desk: Desk, materials: list[MaterialAnswer]) -> list[Block]:
    title = "自己带、自己填"
    if not materials:
        return [Bullets((_none("要交哪些材料"),), title)]
    unsaid = [each for each in materials if not form(each)]
    note = "形式（原件、复印件、电子件）和份数" if len(unsaid) == len(materials) else "表里空着的形式和份数"
    return [Table(HEAD, tuple(_row(desk, each, form(each)) for each in materials), title),
            *_alternatives(desk, materials), *([Paragraph((_none(note),))] if unsaid else [])]


def _fetched(desk: Desk, materials: list[MaterialAnswer]) -> list[Block]:
    title = "由我们调取，不用带"
    if not materials:
        return [Bullets((_none("哪些材料由部门自己调取"),), title)]
    return [Table(FETCHED_HEAD, tuple(_row(desk, each, fetcher(desk, each)) for each in materials), title)]


def _later(desk: Desk, materials: list[MaterialAnswer]) -> list[Block]:
    title = "可以承诺以后补交"
    if not materials:
        return [Bullets((_none("哪些材料可以承诺以后补交"),), title)]
    return [Table(HEAD, tuple(_row(desk, each, form(each)) for each in materials), title),
            Paragraph((_none("承诺以后补交的，几天内补交"),))]


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


def says(desk: Desk, material: MaterialAnswer, keyword: str) -> list[tuple[str, Mapping[str, Any]]]:
    """The rules that say this of the material, with what they say."""
    return [(reason.rule, effect.data) for reason in material.because
            for effect in desk.rules[reason.rule].rule.effects
            if effect.keyword == keyword and effect.data.get("id") == material.id]


ESCAPES = {"forbid_material": "不得要求交", "waive_material": "不用交", "fetch": "由部门调取",
           "defer": "可以承诺以后补交"}


def escapes(desk: Desk, material: MaterialAnswer) -> list[str]:
    """What open rules may yet do to a material that is wanted: waive, forbid, fetch or defer it, and when."""
    found = []
    for name, fired in desk.rules.items():
        if desk.truths[name] != "unknown":
            continue
        for effect in fired.rule.effects:
            if effect.keyword in ESCAPES and _meant(effect, material) and KEYWORDS[effect.keyword] != material.status:
                said = when(desk.condition(name), f"{ESCAPES[effect.keyword]}{material.name}")
                found.append(f"{desk.mark(name)}实行以后，{said}" if fired.pending else said)
    return list(dict.fromkeys(found))


def _meant(effect: Effect, material: MaterialAnswer) -> bool:
    if effect.data.get("step") not in (None, material.step):
        return False
    if "id" in effect.data:
        return effect.data["id"] == material.id
    return (effect.data.get("issuer") == material.source if "issuer" in effect.data
            else bool(material.form) and effect.data.get("form") == material.form)


def condition(desk: Desk, material: MaterialAnswer) -> str:
    """In which situations the material is wanted; empty when in all."""
    if material.status != "depends":
        return ""
    own = {kind: keyword for keyword, kind in KEYWORDS.items()}[kind(desk, material)]
    return listed((desk.condition(rule) for rule, _ in says(desk, material, own)), "；或者")


def _row(desk: Desk, each: MaterialAnswer, fifth: str) -> Row:
    situation = condition(desk, each) or ("实行以后都要" if _planned(desk, each) else "都要")
    return desk.row(each.name, step_of(desk, each), situation, _issuer(desk, each), fifth,
                    "；".join(_notes(desk, each, situation)),
                    rules=[reason.rule for reason in each.because])


def step_of(desk: Desk, each: MaterialAnswer) -> str:
    """The step at which a material is handed in, in words."""
    return desk.name("step", each.step) if each.step else "所有环节"


def fetcher(desk: Desk, each: MaterialAnswer) -> str:
    """Who fetches a material; empty when the rules do not say."""
    named = [str(data["from"]) for _, data in says(desk, each, "fetch") if data.get("from")]
    return listed(desk.knowledge.who(name) for name in named)


def _planned(desk: Desk, each: MaterialAnswer) -> bool:
    """Whether a material is open only because what asks for it, or fetches it, is a plan; not for a waiver to come."""
    own = {kind: keyword for keyword, kind in KEYWORDS.items()}[kind(desk, each)]
    return each.status == "depends" and not any(desk.truths[rule] == "true" for rule, _ in says(desk, each, own))


def _notes(desk: Desk, each: MaterialAnswer, situation: str) -> list[str]:
    """What is to be said of a material besides; what holds in the row's own situation without saying it again."""
    marks = [desk.mark(rule) for rule, _ in says(desk, each, "material")]
    notes = [part for part in (*dict.fromkeys(marks), each.note) if part]
    if each.any_of:
        notes.append("任选其一，见下面的方框")
    for rule, data in says(desk, each, "defer"):
        said = desk.condition(rule)
        notes.append(when("" if said == situation else said, commitment(data)))
    if each.status in ("bring", "later", "depends"):
        notes += [f"{desk.mark(rule)}{when(desk.condition(rule), '不用交')}"
                  for rule, _ in says(desk, each, "waive_material")]
    return [*notes, TO_CONFIRM] if each.basis == "to_confirm" else notes


def commitment(data: Mapping[str, Any]) -> str:
    """On what a material may follow later, as far as the rule says."""
    return f"凭{data['on']}" if data.get("on") else f"凭什么后补，{NOT_GIVEN}"


def form(each: MaterialAnswer) -> str:
    """Original or copy and how many, as far as the rules say."""
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


def _spared(desk: Desk, each: MaterialAnswer) -> Row:
    verb = "不得要求交" if kind(desk, each) == "forbidden" else "免交"
    return desk.row(each.name, verb, condition(desk, each) or "都这样", step_of(desk, each),
                    rules=[reason.rule for reason in each.because])


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
