"""缺的东西没有写明问谁

查什么：文件没有给出的内容，是不是每一项都写明了问谁；写着的项数和列出的项数对不对。

为什么：只说“没有”，不说问谁，人还是办不成。

怎样才合规：unavailable 写明 holder。

不管什么：答得上答不上。
"""

from collections.abc import Iterator

from generator.gates.proof import Proof
from kb.findings import Finding

CODE, NAME = "G113", "ownerless-gap"


def check(proof: Proof) -> Iterator[Finding]:
    """Gaps without a holder, and a count that is not that of the list."""
    rows = list(proof.rows("gaps"))
    for row in rows:
        if not row.cells[2]:
            yield proof.finding(CODE, NAME, f"“{row.cells[1]}”没有写明问谁", "写明 holder", row.ground.rules)
    said = [text for _, text, _ in proof.said("gaps")]
    if rows and not any(f"共{len(rows)}项" in text for text in said):
        yield proof.finding(CODE, NAME, f"列了{len(rows)}项缺的内容，写的项数不一样", "让项数同表格一致")
