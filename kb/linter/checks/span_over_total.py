"""一段流程超过总时限

查什么：照文件自己写的先后和时间，算出每一段的关键路径，同规则写明的总时限比。清单以外的审批夹在审批里的，也算进去。

为什么：每个环节都不超时，串起来办或者多加了环节，总时间还是会超过承诺。

怎样才合规：让能同时办的同时办，删去多出来的环节，或者缩短路径上的环节。

不管什么：平均值和排名不拿来比；规则自己的各环节加起来就大于总时限的，按各环节加起来的数比；没有写时间的、单位不是工作日的
环节按零算；规则不计时的环节（施工、缴费等）不算；不认得的环节夹在中间才超过的，只作警告；文件写明不计入、规则却要计入，
算上才超过的，只作警告。
"""

from collections.abc import Iterator
from dataclasses import replace

from kb.clauses.quantity import show_limit
from kb.clauses.tree import NEVER, both, conjunction
from kb.findings import Finding, KbError
from kb.linter.review import Review
from kb.linter.spans import Variant, variants

CODE, NAME = "P402", "span-over-total"


def check(review: Review) -> Iterator[Finding]:
    """Spans that take longer than declared; the surest reading of the document that is contrary is told."""
    try:
        for span in review.run.program.service.spans:
            found = next((each for variant in variants(review, span) if (each := _over(review, variant))), None)
            if found is not None:
                yield found
    except KbError:
        return  # the steps wait for each other: P202


def _over(review: Review, variant: Variant) -> Finding | None:
    node = variant.total.condition()
    if node == NEVER:
        return None
    breach = review.breach([(index, both(review.judge.holds(index), node)) for index, _ in variant.total.caps],
                           assuming=variant.total.assuming)
    if breach is None:
        return None
    case = review.judge.find(conjunction((review.judge.covers, variant.total.assuming, node))) or {}
    schedule = variant.total.schedule(case)
    path = [review.steps[name] for name in schedule.critical_path]
    ids = {fired.rule.id for fired in breach.rules}
    caps = {limit.value: limit for index, limit in variant.total.caps
            if review.run.program.rules[index].rule.id in ids}
    weights = [schedule.times[each.id].weight / 2 for each in path]
    total = "+".join(f"{each:g}" for each in weights) + (f"={schedule.total / 2:g}" if len(weights) > 1 else "")
    allowed = "或".join(show_limit(caps[key]) for key in sorted(caps))
    message = (f"“{variant.total.span.name}”照文件要{total}个工作日，总时限是{allowed}"
               f"（{review.shown(each.id for each in path)}）")
    last = path[-1]
    found = review.finding(CODE, NAME, breach, review.procedure.step_place(last, "duration"),
                           tuple(each.id for each in path), message, "让能同时办的同时办，或者缩短路径上的环节")
    if not variant.doubts:
        return found
    return replace(found, severity="warning" if found.severity == "error" else found.severity,
                   message=f"{found.message}。{variant.words}", depends_on=(*found.depends_on, *variant.doubts))
