"""答复里有、指南里没有

查什么：答复里要办或者可能要办的环节、要交或者由机关调取的材料、还要问清的情况，是不是都写进了指南。

为什么：漏写一个环节或者一份材料，办事人就要多跑一趟。

怎样才合规：让对应的章节把它列出来。

不管什么：不办的环节和免交的材料写在别处。
"""

from collections.abc import Iterator

from generator.content.order import shown
from generator.gates.proof import Proof
from kb.findings import Finding

CODE, NAME = "G103", "lost-in-the-guide"
LIVE = ("bring", "fetched", "later", "depends")


def check(proof: Proof) -> Iterator[Finding]:
    """What the answer has and the guide does not name in its place."""
    if proof.chapter("process") is None:
        return
    listed = {row.cells[1] for row in proof.rows("process")}
    for step in shown(proof.desk):
        if step.name not in listed:
            yield proof.finding(CODE, NAME, f"办理流程里漏了“{step.name}”", "让流程表列全",
                                [reason.rule for reason in step.because])
    said = "\n".join(text for _, text, _ in proof.said("materials"))
    for each in proof.desk.answer.materials:
        if each.status in LIVE and each.name not in said:
            yield proof.finding(CODE, NAME, f"材料清单里漏了“{each.name}”", "让材料清单列全",
                                [reason.rule for reason in each.because])
