"""各环节加起来超过承诺，或者承诺超过法定

查什么：一段时限的各环节相加，是不是超过了文件给这一段的承诺；一个环节的承诺，是不是超过了法定的时限。超过的，指南有没有
把矛盾写出来。

为什么：指南给人两个对不上的数，又不说明，人就不知道该信哪个。

怎样才合规：数字写错的改数字；文件自己对不上的，写成 tension，说明两种读法和采用哪一种。

不管什么：单位不同、不能相比的；平均值。
"""

from collections.abc import Iterator
from decimal import Decimal

from generator.gates.proof import Proof
from kb.findings import Finding

CODE, NAME = "G106", "over-promise"


def check(proof: Proof) -> Iterator[Finding]:
    """Sums over a declared total, and promises over the law, that no shown contradiction speaks of."""
    told = proof.chapter("tensions") is not None
    for span in proof.desk.answer.spans:
        for each in span.declared:
            over = each["settled"] and each["measure"] == "max" and span.known and span.low > each["value"] * 2
            if over and not (told and _touched(proof, span.id)):
                yield proof.finding(CODE, NAME, f"“{span.name}”各环节相加至少{Decimal(span.low) / 2}个工作日，"
                                    f"承诺是{each['value']}个工作日，没有写明这个矛盾", "改数字，或者写成 tension",
                                    [reason.rule for reason in span.because])
    for step in proof.desk.answer.steps:
        if step.status != "required" or step.limit is None:
            continue
        for law in step.statutory:
            same = law["unit"] == step.limit["unit"] and not step.limit.get("statutory")
            if same and Decimal(str(step.limit["value"])) > Decimal(str(law["value"])) and not _touched(proof, step.id):
                yield proof.finding(CODE, NAME, f"“{step.name}”的时限{step.limit['value']}超过法定的{law['value']}，"
                                    "没有写明这个矛盾", "改成不超过法定时限，或者写成 tension",
                                    [reason.rule for reason in step.because])


def _touched(proof: Proof, name: str) -> bool:
    recorded = {each.id: each.touches for each in proof.desk.program.tensions}
    return any(name in recorded.get(str(each["id"]), ()) or (each["computed"] and name in str(each["id"]))
               for each in proof.desk.answer.tensions)
