"""材料不属于环节或者没有依据

查什么：每一份材料是不是属于一个环节，有没有要它（或者免它、调取它）的规则。

为什么：说不出在哪一步用、凭什么要的材料，办事人可以不交，窗口也不该收。

怎样才合规：规则用 material 写明环节；依据没有核实的写 basis: to_confirm。

不管什么：哪一步都不用交的材料；材料该不该要，由规则和 banshi lint 管。
"""

from collections.abc import Iterator

from generator.gates.proof import Proof
from kb.findings import Finding

CODE, NAME = "G102", "loose-material"


def check(proof: Proof) -> Iterator[Finding]:
    """Materials of no step, or for no reason."""
    steps = {each.id for each in proof.desk.service.steps}
    for each in proof.desk.answer.materials:
        if each.step not in steps and each.status not in ("waived", "forbidden"):
            yield proof.finding(CODE, NAME, f"材料“{each.name}”不属于任何环节", "写明在哪一步交",
                                [reason.rule for reason in each.because])
        if not each.because:
            yield proof.finding(CODE, NAME, f"材料“{each.name}”没有依据", "写明哪条规则要它")
