"""作了规则禁止的决定

查什么：个案决定（decisions）的文字里，有没有规则明令禁止的做法，如要求先买理财产品才放款、拒绝供电、限定办理渠道。

为什么：禁止的做法写进一个一个的决定里，同写进规定里一样是违规。

怎样才合规：撤回这个决定，或者改掉禁止的内容。

不管什么：文字里写明不得、自愿的，不算；拒绝供应的，依法可以拒绝的情形文件里看不出来，最多作警告；写在其他做法里的，由检查
做法的那几项报告。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.cases import case_of
from kb.linter.conduct import aimed_bans, practices_of, softened
from kb.linter.document import pointer
from kb.linter.practices import REFUSALS, Shown, plain
from kb.linter.review import Review
from kb.linter.stated import StatedDecision

CODE, NAME = "P755", "forbidden-decision"


def check(review: Review) -> Iterator[Finding]:
    """Decisions that do what a rule forbids."""
    for decision in review.procedure.decisions:
        case = case_of(review, decision)
        for shown in practices_of(case).shown(plain(decision.text)) if case is not None else ():
            yield from _broken(review, case, decision, shown)


def _broken(review: Review, case: Review | None, decision: StatedDecision, shown: Shown) -> Iterator[Finding]:
    if case is None or (decision.at in review.reasoned and not practices_of(case).by_name(shown)):
        return
    practices = practices_of(case)
    mine = set(aimed_bans(case, decision, shown))
    bans = [(index, data) for name in shown.ids for index, data in practices.bans[name] if index in mine]
    breach = case.breach([(index, case.judge.holds(index)) for index, _ in bans]) if bans else None
    if breach is None:
        return
    names = "或者".join(f"“{practices.known[name].name}”" for name in shown.ids)
    banned = "；".join(dict.fromkeys(str(data["text"]) for _, data in bans))
    found = case.finding(
        CODE, NAME, breach, review.procedure.place_of(decision, "text"), (pointer(decision.at),),
        f"“{decision.text}”属于{names}：{banned}", "撤回这个决定，或者改掉禁止的内容")
    practice = practices.known[shown.ids[0]]
    provided = "没有依法可以拒绝的理由" if practice.group in REFUSALS else practice.provided
    yield softened(found, provided, f"decisions.{decision.at[-1]}.note")
