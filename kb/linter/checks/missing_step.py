"""该有的环节没有

查什么：规则要求办、文件却没有列的审批、受理、审查、检查、报备、告知和送达环节。

为什么：照着文件办的人会漏掉它，后面的环节就卡住，或者事后才知道还有一件事没办。

怎样才合规：补上这个环节；不归本文件写的，可以不改。

不管什么：文件没有一栏说明写的是不是全过程，所以这样判断：既写了申请或受理、又写了最后的送达（如送电、接通）的，当作
全过程。全过程里缺了文件里已有的部门、文件自己的单位或者申请人的环节，才算缺少。要看未知情况才需要的，是自己的或者申请人的环节、文件又是
分情形写的，作警告。别的单位看情况的环节，通用文件（一种情形也没有分）里看情况的环节，别的单位夹在中间而文件不是全过程
的，只作为别的环节的前提、又没有时限的（如规划选址，可能早已办完），合起来提示一次。
申请人自己的准备、缴费和施工，企业办完以后自己去作的备案（如公章备案）不查；整件事已经写了的，里面的各步不当作缺少；名称相近、可能只是叫法不同的，不当作缺少。
"""

from collections.abc import Iterator

from kb.clauses.model import Step
from kb.findings import Finding
from kb.linter.coverage import Coverage
from kb.linter.judge import Ruling
from kb.linter.review import Breach, Review

CODE, NAME = "P503", "required-step-missing"
KINDS = ("approval", "acceptance", "review", "inspection", "filing", "notice", "delivery")
Missing = tuple[Step, Breach]


def check(review: Review) -> Iterator[Finding]:
    """Required steps that the document leaves out although it covers where they belong."""
    coverage = Coverage(review)
    doubtful: list[Missing] = []
    for step, breach in _missing(review, coverage):
        open_case = breach.ruling.truth != "always" and not (_mine(review, step) and _told_apart(review))
        if open_case or not _sure(review, coverage, step):
            doubtful.append((step, breach))
            continue
        yield review.finding(CODE, NAME, breach, review.procedure.data.key_place_of(("steps",)), (),
                             f"缺少“{step.name}”（{review.knowledge.who(step.authority)}）",
                             f"补上这个环节，写 `is: {step.id}`")
    if doubtful:
        yield _perhaps(review, doubtful)


def _missing(review: Review, coverage: Coverage) -> Iterator[Missing]:
    for step in review.run.program.steps.values():
        if step.kind not in KINDS or step.id in coverage.named or step.part_of in coverage.named:
            continue
        if not coverage.expects(step) or _somebody_s_own(review, step):
            continue
        breach = review.breach([(index, review.judge.holds(index))
                                for index, status in review.run.frame.statuses.get(step.id, ())
                                if status == "required"])
        if breach is not None and (breach.ruling.truth == "always" or coverage.owns(step)):
            yield step, breach


def _sure(review: Review, coverage: Coverage, step: Step) -> bool:
    """Whether the step belongs into this document for sure, so that it is missed where it is called for."""
    doer = review.knowledge.authorities[step.authority]
    return (coverage.whole and coverage.owns(step) and (_mine(review, step) or doer.kind == "government")
            and not _mere_prerequisite(review, step.id))


def _mine(review: Review, step: Step) -> bool:
    """Whether the applicant, the document's department or the authority of the service does the step."""
    return step.authority in ("applicant", review.procedure.department_id, review.procedure.service.authority)


def _told_apart(review: Review) -> bool:
    """Whether the document says for which cases it, or some step of it, is meant."""
    return bool(review.procedure.situation) or any(each.situation or each.when for each in review.procedure.steps)


def _somebody_s_own(review: Review, step: Step) -> bool:
    """Whether it is a filing that an enterprise does for itself after its part: nobody who applies misses it."""
    doer = review.knowledge.authorities[step.authority]
    return step.kind == "filing" and doer.kind != "government" and not _mine(review, step)


def _perhaps(review: Review, missing: list[Missing]) -> Finding:
    """One note on all that is missing if the document is to cover the whole."""
    names = "、".join(f"“{step.name}”" + (f"（{breach.ruling.words}时）" if breach.ruling.truth != "always" else "")
                     for step, breach in missing)
    rules = tuple({fired.rule.id: fired for _, breach in missing for fired in breach.rules}.values())
    return review.finding(
        CODE, NAME, Breach("note", rules, Ruling("always", ("document.scope",))),
        review.procedure.data.key_place_of(("steps",)), (),
        f"规则要求、文件没有写的还有{names}；这份文件要是写全过程，就漏了", "写全过程的，补上；只写本部门的，可以不改")


def _mere_prerequisite(review: Review, step: str) -> bool:
    """Whether a step is only what another may ask for first, without a time of its own."""
    return not review.run.limits[step] and any(
        of == "prerequisites" and step in members for _, of, (members, _) in review.slots("closed"))
