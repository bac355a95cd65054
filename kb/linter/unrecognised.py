"""Sentences that don't recognise a paper that a rule asks for: 出让合同不能证明用地, 以它作为证明的不予认可."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.linter.cases import sentences
from kb.linter.denied import denied
from kb.linter.practices import plain
from kb.linter.reasons import Thing, named
from kb.linter.review import Breach, Review
from kb.linter.rights import rights_of
from kb.linter.stated import StatedDecision, StatedPractice

_NOT = re.compile("不予认可|不认可|不被认可|未予认可|不认(?=$|[,。;!?账])|不予采信|不采信|不能证明|不足以证明|证明不了"
                  "|(?:不算|不能算|不是|不能作为?|不得作为?|不作为?|不可作为?|不能当|不能用作|不视为)"
                  "[^,。;]{0,6}(?:证明|凭证|依据|证件|材料)")
_FAULTY = re.compile("过期|失效|无效|已?解除|作废|伪造|涂改|不一致|不符|缺页|缺[少项章]"
                     "|未盖章|没有盖章|未签字|复印件|扫描件"
                     "|不清|单方|已变更|另一|其他项目|别的项目")
"""What may be wrong with a paper itself."""
_SENTENCE = re.compile("[。;!?]")


@dataclass(frozen=True, slots=True)
class Unrecognised:
    """A paper of the rules that a part of the document doesn't recognise, in whose case, against which rules."""

    part: StatedDecision | StatedPractice
    paper: Thing
    step: str
    review: Review
    breach: Breach


def unrecognised(review: Review) -> Iterator[Unrecognised]:
    """The papers that decisions and practices don't recognise though the rules ask for them at a step they name."""
    for part, case in sentences(review):
        text = plain(part.text)
        said = _NOT.search(text)
        if said is None or _FAULTY.search(text) or denied(text, said.start(), said.end()):
            continue
        if any(each.heard == "denied" for each in rights_of(case.run.program).said(part.text)):
            continue  # P751
        steps = {each.id for each in named(case.run, text) if each.kind == "step"}
        for paper in _before(case, text, said.start()):
            rows = [row for row in case.run.frame.materials if row.status == "bring" and row.material == paper.id
                    and row.step in steps and row.data.get("basis") != "to_confirm"]
            breach = case.breach([(row.rule, case.judge.holds(row.rule)) for row in rows]) if rows else None
            if breach is not None:
                yield Unrecognised(part, paper, rows[0].step, case, breach)
                break


def _before(case: Review, text: str, at: int) -> list[Thing]:
    """The paper named last before a place: in its clause, else in the clause before it."""
    clauses = re.split("[,:]", _SENTENCE.split(text[:at])[-1])
    for clause in reversed(clauses[-2:]):
        papers = [each for each in named(case.run, clause) if each.kind == "material"]
        if papers:
            last = max(papers, key=lambda each: clause.rfind(each.word))
            return [each for each in papers if each.word == last.word]
    return []
