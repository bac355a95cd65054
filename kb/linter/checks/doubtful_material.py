"""分不清是哪份材料

查什么：没有写 is、名称对不上规则库的材料，却又同其中一份或者几份相近的材料。

为什么：材料该不该交、归谁提供，都要先认准是哪一份。名称相近的只列出来供选择，不替您认定。

怎样才合规：是规则库里的材料，用 is 写明，或者改用规则库的名称；确实是另外的材料，可以不改。

不管什么：只作提示。同哪一份都不相近的材料、“其他材料”这类兜底的说法，这里不说；“复印件”“一式两份”
“加盖公章”这类说法不影响认材料。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.match import undecided
from kb.linter.materials.words import catch_all
from kb.linter.review import Review

CODE, NAME = "P611", "doubtful-material"


def check(review: Review) -> Iterator[Finding]:
    """Materials that are similar to some of the rule base and none of them for sure."""
    for step in review.procedure.steps:
        for stated in step.materials:
            likely = review.material(stated).candidates
            if not likely or catch_all(stated.name):
                continue
            names = "、".join(f"“{review.knowledge.materials[name].name}”（`is: {name}`，相近{score:.0%}）"
                             for name, score in likely)
            also = "，分不出是哪一份" if undecided(likely) else ""
            yield Finding(CODE, NAME, "note", review.procedure.place_of(stated, "name"),
                          f"没有认出材料“{stated.name}”；也许是{names}{also}",
                          f"是的话写 `is: {likely[0][0]}`", at=(step.id,))
