"""有时限的环节没有写时间

查什么：规则给了时限的环节，文件列了却没有写要用多久；承诺表里的一项没有写时间。

为什么：办事的人要知道等几天；没有写，就没有东西可以核对。

怎样才合规：写上时间，不超过规则的时限；时间已经写在承诺表里的，可以不重复写。

不管什么：只作提示，整份文件合成一条。规则没有给时限的环节、申请人自己办的环节不提；写成“尽快”的由 P641 报告；文件里有
整段或者整个事项承诺的，各环节不写时间也不提。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.promises import promised
from kb.linter.quality import Said, is_limited, pointed, together
from kb.linter.review import Review

CODE, NAME = "P643", "time-not-stated"


def check(review: Review) -> Iterator[Finding]:
    """Limited steps and promises without a time; one finding for all of them."""
    procedure, found = review.procedure, []
    promises = [each for each in promised(review) if each.stated.duration is not None]
    slots = {each.slot for each in promises}
    if not any(each.span for each in promises):
        for stated in procedure.steps:
            step = review.rule_step(stated)
            if (step is not None and step.authority != "applicant" and f"step:{step.id}" not in slots
                    and procedure.written(stated, "duration") is None and is_limited(review, stated)):
                found.append(Said(stated.name, procedure.step_place(stated), stated.id))
    found += [Said(each.item, procedure.place_of(each, "item"), pointed(each)) for each in procedure.promises
              if procedure.written(each, "duration") is None]
    if found:
        yield together(CODE, NAME, "note", found, "{names}没有写要用多久", "写上时间，不超过规则的时限")
