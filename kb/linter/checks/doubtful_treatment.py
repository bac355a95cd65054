"""看不出给没给待遇

查什么：个案决定和其他做法里提到了规则规定的待遇，或者用了相近的说法，却看不出是给还是不给。

为什么：给没给，关系到是不是违规；看不清的只提出来，不替您认定。

怎样才合规：决定里用 grants 或者 denies 写明给了、没给哪项待遇，或者把话说清楚。

不管什么：只作提示。说得清楚的由 P751、P752 判断；同哪项待遇都不相近的决定，这里不说。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.review import Review
from kb.linter.rights import Right
from kb.linter.stated import StatedDecision, StatedPractice
from kb.linter.treatment import alike, doubts

CODE, NAME = "P754", "doubtful-treatment"


def check(review: Review) -> Iterator[Finding]:
    """Decisions and practices that speak of a right and do not say clearly whether it is given."""
    for each in doubts(review):
        known = each.right.id.isascii()
        hint = (f"写 grants: {each.right.id} 或者 denies: {each.right.id}"
                if known and isinstance(each.part, StatedDecision) else "写明给还是不给、什么情形下给")
        yield _note(review, each.part,
                    f"“{each.part.text}”提到“{each.word}”，看不出是给还是不给“{each.right.name}”", hint)
    for decision, likely in alike(review):
        names = "、".join(f"“{right.name}”（{right.id}，相近{score:.0%}）" for right, score in likely)
        yield _note(review, decision, f"“{decision.text}”也许说的是{names}", _named(likely))


def _named(likely: tuple[tuple[Right, float], ...]) -> str:
    return f"是的话写 grants: {likely[0][0].id} 或者 denies: {likely[0][0].id}"


def _note(review: Review, part: StatedDecision | StatedPractice, message: str, hint: str) -> Finding:
    at = "".join(f"/{each}" for each in part.at)
    return Finding(CODE, NAME, "note", review.procedure.place_of(part, "text"), message, hint, at=(at,))
