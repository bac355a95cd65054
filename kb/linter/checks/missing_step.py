"""该有的环节没有

查什么：规则要求办、文件却没有列的审批、受理、审查、检查、报备、告知、送达和缴费环节。

为什么：照着文件办的人会漏掉它，后面的环节就卡住，或者事后才知道还有一件事没办。

怎样才合规：补上这个环节；不归本文件写的，可以不改。

不管什么：文件没有一栏说明写的是不是全过程，所以这样判断：既写了申请或受理、又写了最后的送达（如送电、接通）的，当作
全过程。全过程里缺的，是文件里已有的单位或者申请人自己的环节，作错误；是别的单位的环节，只作警告。不是全过程的，
只在缺的环节夹在已有环节中间、又是同一单位的时候作警告，其余不提。要看未知情况才需要的，最多作警告；
只作为别的环节的前提、又没有时限的环节（如规划选址），可能早已办完，也最多作警告。
申请人自己的准备和施工不查；整件事已经写了的，里面的各步不当作缺少；名称相近、可能只是叫法不同的，不当作缺少。
"""

from collections.abc import Iterator
from dataclasses import replace

from kb.findings import Finding
from kb.linter.coverage import Coverage
from kb.linter.review import Review

CODE, NAME = "P503", "required-step-missing"
KINDS = ("approval", "acceptance", "review", "inspection", "filing", "notice", "delivery", "payment")


def check(review: Review) -> Iterator[Finding]:
    """Required steps that the document leaves out although it covers where they belong."""
    coverage = Coverage(review)
    for step in review.run.program.steps.values():
        if step.kind not in KINDS or step.id in coverage.named or step.part_of in coverage.named:
            continue
        own, whole = coverage.owns(step), coverage.whole
        if not coverage.expects(step):
            continue
        rules = [(index, review.judge.holds(index))
                 for index, status in review.run.frame.statuses.get(step.id, ()) if status == "required"]
        breach = review.breach(rules)
        if breach is None or (breach.ruling.truth == "sometimes" and not own):
            continue
        if breach.severity == "error" and (not (whole and own) or _mere_prerequisite(review, step.id)):
            breach = replace(breach, severity="warning")
        who = review.knowledge.who(step.authority)
        found = review.finding(CODE, NAME, breach, review.procedure.data.key_place_of(("steps",)), (),
                               f"缺少“{step.name}”（{who}）", f"补上这个环节，写 `is: {step.id}`")
        if breach.severity == "warning" and breach.ruling.truth == "always":
            what = "没有在别处办完" if _mere_prerequisite(review, step.id) else "这份文件写的是全过程"
            found = replace(found, message=f"{found.message}。违规，当{what}时", depends_on=("document.scope",))
        yield found


def _mere_prerequisite(review: Review, step: str) -> bool:
    """Whether a step is only what another may ask for first, without a time of its own."""
    return not review.run.limits[step] and any(
        of == "prerequisites" and step in members for _, of, (members, _) in review.slots("closed"))
