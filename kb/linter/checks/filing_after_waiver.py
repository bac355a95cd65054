"""免办以后要办的没有写

查什么：规则免去一个环节、同时要求另办一件事的（如免办规划许可的要报备竣工测量资料），文件写了那个环节什么情形才办，
却没有写免办以后要办的那件事。

为什么：免办的人照着文件，会以为什么都不用办，事后才知道漏了一件。

怎样才合规：补上这个环节，用 situation 或 when 写明免办的情形才办。

不管什么：只看文件里有那个环节、并且区分了情形的。写的是全过程、或者要补的环节夹在中间的，由 P503 报告；免办的情形还
要求办那个环节的，由 P101 报告。文件写的不是全过程，所以只作警告；名称相近、可能已经写了的，不提。
"""

from collections.abc import Iterator
from functools import lru_cache

from kb.clauses.tree import ALWAYS
from kb.engine.runner import Runner
from kb.findings import Finding
from kb.linter.coverage import Coverage
from kb.linter.doubt import doubted
from kb.linter.review import Review

CODE, NAME = "P506", "filing-after-waiver"


def check(review: Review) -> Iterator[Finding]:
    """What takes the place of a waived step and is not in the document."""
    coverage = Coverage(review)
    for (waived, instead), indices in _pairs(review.run).items():
        step = review.run.program.steps[instead]
        if step.id in coverage.named or coverage.expects(step):
            continue
        rules = [(index, review.judge.holds(index)) for index in indices]
        breach = review.breach(rules)
        stated = next((each for each in review.stated_as(waived) if each.condition != ALWAYS), None)
        if breach is None or stated is None or review.breach(rules, stated, assuming=stated.condition) is not None:
            continue
        found = review.finding(
            CODE, NAME, breach, review.procedure.step_place(stated), (stated.id,),
            f"免办“{stated.name}”的，要办“{step.name}”（{review.knowledge.who(step.authority)}），文件没有写",
            f"补上这个环节，写 `is: {step.id}`")
        yield doubted(found, "这份文件也管免办的情形", "document.scope")


@lru_cache(maxsize=64)
def _pairs(run: Runner) -> dict[tuple[str, str], list[int]]:
    """The rules that waive one step and require another, by both."""
    found: dict[tuple[str, str], list[int]] = {}
    for index, fired in enumerate(run.program.rules):
        slots = [slot for effect in fired.rule.effects for slot in effect.slots if slot.kind == "step"]
        for one in slots:
            for other in slots:
                if (one.value, other.value) == ("waived", "required"):
                    found.setdefault((one.target, other.target), []).append(index)
    return found
