"""认不准承诺的是哪一项

查什么：承诺表里的一项，名称对不上规则库里的环节、流程段、事项或者事项里的类别，却同其中几个相近，或者有两种以上的意思。

为什么：不知道承诺的是哪一段时间，就没有办法同时限比。名称相近的只列出来供选择，不替您认定。

怎样才合规：改用规则库里的名称；说整个事项、而事项分几段计时的，写明是哪一段。

不管什么：只作提示。同哪一个都不相近的项目，规则没有管，不说。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.promises import promised
from kb.linter.review import Review

CODE, NAME = "P613", "doubtful-promise"


def check(review: Review) -> Iterator[Finding]:
    """Promised items that are similar to some names of the rule base and none of them for sure."""
    for each in promised(review):
        if each.slot or not each.candidates:
            continue
        names = "、".join(f"“{name}”" for name in each.candidates)
        yield Finding(CODE, NAME, "note", review.procedure.place_of(each.stated, "item"),
                      f"认不准“{each.stated.item}”承诺的是哪一段时间，没有审查；也许是{names}",
                      f"是的话改写成“{each.candidates[0]}”", at=each.at)
