"""该给的没有给

查什么：个案决定、其他做法和环节里，有没有不给规则规定应当给的待遇（如低压接入、优先授信、绿色通道、代办），或者要求办
规则免办的环节。决定用 denies 写明的最准；没有写的，按文字里待遇的名称和“不予”“不提供”一类的说法认定。

为什么：符合条件的人有权得到，不给就是违反了承诺。

怎样才合规：按规则给；不具备条件的，写明不具备哪一项。

不管什么：规则的期限没有到的，只作提示；要看没有写明的情况（包括由部门认定的情况）的，作警告，并写出取决于什么。说法不清楚的，
由 P754 提示；一律不给、不看个案的，由 P753 报告；环节本身该不该有，由检查环节的那几项报告；规则明令禁止的做法，由检查
做法的那几项报告。
"""

from collections.abc import Iterator

from kb.clauses.tree import both
from kb.findings import Finding
from kb.linter.review import Review
from kb.linter.treatment import Treated, discretion, excused, treated, verb

CODE, NAME = "P751", "right-denied"


def check(review: Review) -> Iterator[Finding]:
    """Rights that are denied though the rules grant them."""
    for each in treated(review):
        if not each.denied:
            continue
        case = each.review
        rules = [(index, case.judge.holds(index)) for index in each.right.rules if _due(each, index)]
        breach = case.breach(rules, *each.steps, assuming=both(each.assuming, case.judge.covers)) if rules else None
        if breach is not None:
            found = case.finding(
                CODE, NAME, breach, review.procedure.place_of(each.part, each.key), each.at,
                f"“{each.text}”：按规则应当{verb(each)}“{each.right.name}”", "按规则给；不具备条件的，写明不具备哪一项")
            yield excused(case, each.part, found)


def _due(each: Treated, index: int) -> bool:
    """Whether a rule makes the right due in this case, and does not leave it to a judgement that this decision is."""
    left_to = each.right.left_to.get(index)
    decided = left_to is None or each.review.judge.values.get(left_to) is True
    return decided and not (each.general and discretion(each, index))
