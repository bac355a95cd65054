"""没有写明是哪种情形

查什么：文件列的环节只在一部分情形下才办，或者时限随情形不同，文件的 situation、环节的 situation 和 when 都没有写明。

为什么：看文件的人不知道自己要不要办、照哪个时间等。

怎样才合规：整份文件只写一种情形的，写在 situation；只有这个环节分情形的，写在环节的 situation 或 when。

不管什么：只作提示，整份文件合成一条；不影响这些环节和时限的情况不提；免办、取消的情形由 P101、P102 报告，超过某种情形
的时限由 P401 报告，这里不重复；要由部门认定的情况不提。
"""

from collections.abc import Iterator

from kb.clauses.logic import residual
from kb.clauses.tree import ALWAYS, NEVER, Node, facts_in
from kb.findings import Finding
from kb.linter.quality import Said, together
from kb.linter.review import BINDING, Review
from kb.linter.stated import StatedStep

CODE, NAME = "P646", "situation-not-stated"


def check(review: Review) -> Iterator[Finding]:
    """Facts that decide whether a listed step takes place, or by when, and that the document leaves open."""
    found, facts = [], dict[str, None]()
    for stated in review.procedure.steps:
        if stated.vague or review.rule_step(stated) is None:
            continue
        names = _open(review, stated, (*_needed(review, stated), *_limits(review, stated)))
        if names:
            found.append(Said(stated.name, review.procedure.step_place(stated), stated.id))
            facts |= dict.fromkeys(names)
    if found:
        titles = "、".join(f"“{review.judge.shown[name].title}”" for name in facts)
        yield together(CODE, NAME, "note", found, f"{{names}}要不要办、最多多久，随{titles}不同，文件没有写明",
                       "写在 situation；只有这个环节分情形的，写在环节的 situation 或 when", tuple(facts))


def _needed(review: Review, stated: StatedStep) -> Iterator[Node]:
    """When the rules call for a step that they call for in some situations only and nowhere lift."""
    step = review.rule_step(stated)
    effects = review.run.frame.statuses.get(step.id, ()) if step else ()
    if all(status == "required" or not review.judge.live(index) for index, status in effects):
        yield review.judge.any_of(index for index, status in effects if status == "required")


def _limits(review: Review, stated: StatedStep) -> Iterator[Node]:
    """When each of several limits holds, all of which the stated time keeps."""
    step, own = review.rule_step(stated), stated.duration
    if step is None or own is None or own.measure == "average":
        return
    rules = review.run.program.rules
    live = [(index, limit) for index, limit in review.run.frame.limits.get(f"step:{step.id}:max", ())
            if rules[index].force in BINDING and limit.unit == own.unit and review.judge.live(index)]
    several = len({limit.value for index, limit in live if rules[index].force == "promise"}) > 1
    if several and all(own.value <= limit.value for _, limit in live):
        yield from (review.judge.holds(index) for index, _ in live)


def _open(review: Review, stated: StatedStep, nodes: tuple[Node, ...]) -> list[str]:
    """The facts that conditions turn on, as far as neither the document nor the step says them."""
    judge = review.judge_of(stated)
    if judge is None:
        return []
    said = facts_in(stated.condition)
    left = [residual(node, judge.values) for node in nodes]
    names = {name for node in left if node not in (ALWAYS, NEVER) for name in facts_in(node)}
    return sorted(name for name in names - said - {"as_of"}
                  if name in review.run.program.facts and not review.run.program.facts[name].discretion
                  and not name.startswith("done_"))
