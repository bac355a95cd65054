"""条件写成了一句话

查什么：环节的适用条件（when）是不是写成了一句话，没有写成规则语言的条件。

为什么：一句话的条件没有办法核对：是不是每个人都要办、什么时候免办，都判断不了，有关的违规只能作提示。

怎样才合规：用 situation 写明情况（如 occupies_green: true），或者把 when 写成条件（如 line_length_m >= 150）。

不管什么：只作提示，整份文件合成一条。规则库里没有的情况，写不成条件的，可以不改。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.quality import Said, together
from kb.linter.review import Review

CODE, NAME = "P648", "condition-in-words"


def check(review: Review) -> Iterator[Finding]:
    """Conditions that nobody can judge; one finding for all of them."""
    procedure = review.procedure
    found = [Said(each.name, procedure.step_place(each, "when"), each.id) for each in procedure.steps if each.vague]
    if found:
        first = next(each for each in procedure.steps if each.vague)
        yield together(CODE, NAME, "note", found,
                       f"{{names}}的条件写成了一句话（“{first.vague}”），没有当作条件审查",
                       "用 situation 写明情况，或者把 when 写成条件")
