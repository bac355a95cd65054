"""环节的先后走不通

查什么：办理流程里的环节，是不是都排在它要等的环节后面；有没有几个环节互相等。

为什么：照着做不下去的流程不能发布。

怎样才合规：改先后规则；互为前置的，按规则断开一处。

不管什么：可以同时办的环节谁写在前面。
"""

from collections.abc import Iterator

from generator.content.order import before, shown
from generator.gates.proof import Proof
from kb.findings import Finding

CODE, NAME = "G105", "out-of-order"


def check(proof: Proof) -> Iterator[Finding]:
    """Steps that stand before what they need."""
    steps = {each.id: each for each in shown(proof.desk)}
    needs = before(proof.desk, steps)
    names = {each.name: each.id for each in steps.values()}
    listed = [names[row.cells[1]] for row in proof.rows("process") if row.cells[1] in names] or list(steps)
    for place, name in enumerate(listed):
        late = needs[name] - set(listed[:place])
        if late:
            waits = "、".join(steps[each].name for each in sorted(late))
            yield proof.finding(CODE, NAME, f"“{steps[name].name}”排在它要等的“{waits}”前面",
                                "改先后规则，或者断开互相等的一处", [reason.rule for reason in steps[name].because])
