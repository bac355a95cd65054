"""数据挪作他用

查什么：规则限定了用途的数据，文件写的用途（data_uses）和做法里，有没有别的用途：营销、推销、出售，提供给开发商、中介。

为什么：办事时交的信息是为了办这件事；挪作他用，没有人再敢放心地交。

怎样才合规：只用于规则写明的用途，只给规则写明的单位；别的用途删去。

不管什么：用途里写到规则写明的业务（登记、交易、交税、法院查控等）的不算；对不上规则用语、也不像挪用的，只作警告。规则没有写本人同意
就可以的，写了 consent: true 也照样报告。
"""

from collections.abc import Iterator
from dataclasses import replace

from kb.clauses.keyword import listed
from kb.findings import Finding
from kb.linter.conduct import Ban, bans_of, findings, practices_of
from kb.linter.denied import denied
from kb.linter.document import pointer
from kb.linter.practices import plain
from kb.linter.review import Review
from kb.linter.stated import StatedDataUse

CODE, NAME = "P905", "data-misuse"
GROUPS = ("data-misuse",)
HINT = "删去这个用途；数据只用于规则写明的业务"


def check(review: Review) -> Iterator[Finding]:
    """Data used for what they may not be used for."""
    yield from findings(review, CODE, NAME, GROUPS, HINT)
    if not review.procedure.data_uses:
        return
    bans = [each for each in bans_of(review, GROUPS) if listed(each.data["who"]) != ("applicant",)]
    for use in review.procedure.data_uses:
        yield from _use(review, use, bans)


def _use(review: Review, use: StatedDataUse, bans: list[Ban]) -> Iterator[Finding]:
    purpose = plain(use.purpose)
    sentence = plain(f"信息用于{use.purpose}。信息提供给{use.receiver}。")
    found = {name for each in practices_of(review).shown(sentence, forced=True) for name in each.ids}
    rightful = [each for each in bans if any(word in purpose for word in listed(each.data.get("allows")))]
    shown = [each for each in bans if each.practice in found]
    open_ = [each for each in bans if each.data.get("allows")]
    mine = shown or ([] if rightful or denied(purpose) else open_)
    breach = review.breach((each.index, review.judge.holds(each.index)) for each in mine) if mine else None
    if breach is None:
        return
    sure = bool(shown) and (not rightful or _in_purpose(review, purpose, found))
    texts = "；".join(dict.fromkeys(str(each.data["text"]) for each in mine))
    to = f"，给“{use.receiver}”" if use.receiver else ""
    said = (f"数据用于“{use.purpose}”{to}：{texts}" if sure else
            f"数据用于“{use.purpose}”{to}，看不出是不是规则写明的用途；不是的话，{texts}")
    key = "purpose" if not rightful else "receiver"
    finding = review.finding(CODE, NAME, breach, review.procedure.place_of(use, key if not sure else "purpose"),
                             (pointer(use.at),), said, HINT,
                             remove=use.at if sure and breach.severity == "error" else None)
    if not sure:
        finding = replace(finding, severity="warning" if finding.severity == "error" else finding.severity,
                          depends_on=(*finding.depends_on, pointer((*use.at, key))))
    yield finding


def _in_purpose(review: Review, purpose: str, found: set[str]) -> bool:
    """Whether the purpose by itself shows the misuse, and not only who receives the data."""
    return any(set(each.ids) & found for each in practices_of(review).shown(f"信息用于{purpose}", forced=True))
