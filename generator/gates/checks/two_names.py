"""同一样东西两个名字

查什么：一个环节办出的结果，在后面的环节当材料用时，名字是不是一样；名字一样的，是不是同一份材料。

为什么：前面领的证和后面要的证对不上名字，人会去找另外一个证。

怎样才合规：用同一份材料的编号；确实是两样东西的，名字里把不同写出来。

不管什么：别名。
"""

from collections.abc import Iterator

from generator.gates.proof import Proof
from kb.findings import Finding
from kb.linter.names import folded

CODE, NAME = "G109", "two-names"


def check(proof: Proof) -> Iterator[Finding]:
    """Results and materials that share a name and are not one."""
    made = {folded(proof.desk.name("material", name)): name for step in proof.desk.service.steps
            for name in step.produces}
    for each in proof.desk.answer.materials:
        other = made.get(folded(each.name))
        if other is not None and other != each.id:
            yield proof.finding(CODE, NAME, f"“{each.name}”既是前面办出的结果（{other}），又是另一份材料（{each.id}）",
                                "用同一个编号", [reason.rule for reason in each.because])
