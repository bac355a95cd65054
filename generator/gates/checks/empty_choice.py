"""任选其一却没有可选的

查什么：任选其一的一组材料里，是不是至少还有一份可以交。

为什么：一组里的材料都免交或者不得要求，又仍旧写着任选其一，人就无从选起。

怎样才合规：整组免交的，写明免交；只剩一份的，就写这一份。

不管什么：选哪一份。
"""

from collections.abc import Iterator

from generator.gates.proof import Proof
from kb.findings import Finding

CODE, NAME = "G108", "empty-choice"
LIVE = ("bring", "fetched", "later", "depends")


def check(proof: Proof) -> Iterator[Finding]:
    """Groups in the boxes of the guide of which nothing is left to hand in."""
    groups: dict[tuple[str, str], list[str]] = {}
    for each in proof.desk.answer.materials:
        if each.any_of:
            groups.setdefault((each.step, each.any_of), []).append(each.status)
    boxed = "\n".join(text for chapter, text in proof.read() if chapter and chapter.id == "materials")
    for (step, group), states in groups.items():
        if not any(state in LIVE for state in states) and f"任选其一（{proof.desk.name('step', step)}）" in boxed:
            rules = [reason.rule for each in proof.desk.answer.materials if each.any_of == group
                     for reason in each.because]
            yield proof.finding(CODE, NAME, f"“{proof.desk.name('step', step)}”任选其一的材料（{group}）一份也不剩",
                                "写明整组免交，或者留一份", rules)
