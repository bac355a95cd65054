"""规则里找不到的环节

查什么：没有写 is、按名称也对不上规则库任何环节的环节。

为什么：对不上的环节没有办法审查：它该不该有、最多多久，都不知道。名称相近的只列出来供选择，不替您认定。

怎样才合规：其实是规则库里的环节，用 is 写明；确实是另外的环节，可以不改。

不管什么：只作提示。清单以外的审批（P103）、重复的审查（P106）、免办证明（P107）、超出范围的审查（P109）、没有依据的
事项（P110）、拿来作前置的别的部门的意见（P203）、另设的窗口（P701）、让申请人跑的环节（P707），这里不重复。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.approvals import unlisted
from kb.linter.basis import baseless, opinions
from kb.linter.exemptions import disguised
from kb.linter.match import undecided
from kb.linter.repeated import repeated
from kb.linter.review import Review
from kb.linter.scope import beyond
from kb.linter.windows import sent, several

CODE, NAME = "P601", "unknown-step"


def check(review: Review) -> Iterator[Finding]:
    """Steps that the rule base does not have, with those that might be meant."""
    told = {*(each.stated.id for each in unlisted(review)), *(each.stated.id for each in repeated(review)),
            *(each.stated.id for each in baseless(review)), *(each.stated.id for each in disguised(review)),
            *(each.stated.id for each in beyond(review)), *(earlier.id for _, earlier, _, _ in opinions(review)),
            *(each.point.stated.id for each in several(review)), *(each.stated.id for each in sent(review))}
    for stated in review.procedure.steps:
        if review.rule_step(stated) is not None or stated.id in told:
            continue
        likely = review.matches[stated.id].candidates
        names = "、".join(f"“{review.run.program.steps[name].name}”（`is: {name}`，相近{score:.0%}）"
                         for name, score in likely)
        also = "，分不出是哪一个" if undecided(likely) else ""
        yield Finding(
            CODE, NAME, "note", review.procedure.step_place(stated),
            f"规则里没有“{stated.name}”这个环节，没有审查它的时限和前提" + (f"；也许是{names}{also}" if names else ""),
            f"是的话写 `is: {likely[0][0]}`" if likely else "是规则里的环节就用 `is` 写明", at=(stated.id,))
