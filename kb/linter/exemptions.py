"""Proofs that something need not be done (免办证明), asked for although the rules already say so by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kb.clauses.located import Step as Part
from kb.clauses.model import Step
from kb.clauses.tree import Node
from kb.compiler.overrides import discretion_in
from kb.linter.document import StatedStep
from kb.linter.names import folded
from kb.linter.review import Breach, Review

_EXEMPT = re.compile("免办|免于办理|免予办理|免除办理|豁免|无需办理|无须办理|不需办理|不须办理|不用办理|不必办理"
                     "|不需要办理|免审批|免审|免批|免领|已取消|已经取消|不再办理")
_PROOF = re.compile("证明|确认|认定|核实|审核|审批|审查|核准|批准|批复|备案|登记|意见|通知|凭证|说明|声明|决定|申请|函"
                    "|证|表|单|书")
_TAIL = re.compile("(?:的|事项|手续|情况|材料|文件|办理|出具|开具|" + _PROOF.pattern + ")+$")


@dataclass(frozen=True, slots=True)
class Disguised:
    """A proof of exemption: asked for as a step or, at `stated`, as a material (`material`); what it exempts from.

    `doubt` names what the document would have to say to be sure which step is meant.
    """

    stated: StatedStep
    at: tuple[Part, ...]
    exempt: Step
    breach: Breach
    material: str = ""
    doubt: str = ""


def disguised(review: Review) -> tuple[Disguised, ...]:
    """The proofs of exemption that a document asks for."""
    return (*_steps(review), *_materials(review))


def _steps(review: Review) -> Iterator[Disguised]:
    for stated in review.procedure.steps:
        if review.rule_step(stated) is None and stated.kind not in ("notice", "delivery", "acceptance"):
            found = _found(review, stated, stated.name, stated.condition, f"{stated.id}.name",
                           judged=stated.kind in ("approval", "review"))
            if found is not None:
                yield Disguised(stated, (*stated.at, "name"), *found[:2], doubt=found[2])


def _materials(review: Review) -> Iterator[Disguised]:
    for stated in review.procedure.steps:
        for material in stated.materials:
            if not material.required or review.material(material).id is not None or not _EXEMPT.search(material.name):
                continue
            found = _found(review, stated, material.name, review.takes_place(stated), f"{stated.id}.materials")
            if found is not None:
                yield Disguised(stated, (*material.at, "name"), *found[:2], material.name, found[2])


def _found(review: Review, stated: StatedStep, name: str, assuming: Node, doubt: str, *,
           judged: bool = False) -> tuple[Step, Breach, str] | None:
    """The step that a name speaks of as exempt, the breach, and what is not sure about it."""
    said = folded(name)
    exempt = _EXEMPT.search(said)
    if exempt is None or not (judged or _PROOF.search(said[:exempt.start()] + "|" + said[exempt.end():])):
        return None
    step = _subject(review, stated, said[:exempt.start()], said[exempt.end():])
    sure = step is not None
    if step is None and not _TAIL.sub("", said[exempt.end():]) and not said[:exempt.start()]:
        waived = [each for each in review.run.program.steps.values() if _released(review, each.id)]
        step = waived[0] if len(waived) == 1 else None
    if step is None:
        return None
    breach = review.breach(_released(review, step.id), stated, assuming=assuming)
    return (step, breach, "" if sure else doubt) if breach is not None else None


def _released(review: Review, name: str) -> list[tuple[int, Node]]:
    """When the rules themselves do away with a step; not where an authority has to find that they do."""
    run = review.run
    return [(index, review.judge.holds(index)) for index, status in run.frame.statuses.get(name, ())
            if status in ("waived", "abolished") and review.judge.live(index)
            and not discretion_in(run.program.rules[index].condition, run.program.facts)]


def _subject(review: Review, stated: StatedStep, before: str, behind: str) -> Step | None:
    """The rule step whose name stands before the word for exempt, or behind it and before the word for proof."""
    tries = [before, _TAIL.sub("", before), behind]
    while (shorter := re.sub("(?:的|事项|手续|情况)?(?:" + _PROOF.pattern + ")$", "", behind)) != behind:
        behind = shorter.removesuffix("的")
        tries.append(behind)
    for text in tries:
        if len(text) > 1:
            step = review.matcher.match(replace(stated, name=text, rule_step=None)).step
            if step is not None:
                return step
    return None
