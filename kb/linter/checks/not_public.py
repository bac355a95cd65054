"""该公开的没有公开

查什么：规则要求向社会公开的内容，文件写明没有公开（public: false），或者公开的日子（since）还没有到；自称是全部
公开事项的清单，有没有漏掉规则要求公开的；其他做法里有没有写明不对外提供、只供内部掌握。

为什么：流程、时限、材料、收费不公开，申请人就只能一趟趟来问。

怎样才合规：公开，写明在哪里公开、从哪天起公开。

不管什么：没有提到的不查，除非文件自称是公开清单、公开目录，这时漏掉的只作警告；一次告知申请人的内容不在这里查；
某一项收费没有公示由 P804 报告；公开的期限还没有到的，只作提示。
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from kb.clauses.keyword import listed
from kb.clauses.tree import Node
from kb.findings import Finding
from kb.linter.document import pointer
from kb.linter.kept_back import kept_back
from kb.linter.payees import aimed_at
from kb.linter.review import Review
from kb.linter.stated import StatedDisclosure, StatedPractice
from kb.linter.topics import Topic, topics

CODE, NAME = "P951", "not-public"
COMPLETE = re.compile("(?:公开|公示|公布).{0,6}(?:清单|目录|一览)|全部公开|(?:清单|目录).{0,4}(?:公开|公示)")


def check(review: Review) -> Iterator[Finding]:
    """What must be public and is not."""
    for practice, topics_ in kept_back(review):
        yield from _kept(review, practice, topics_)
    if not review.procedure.disclosures:
        return
    known = topics(review.run.program, "disclose")
    told: list[Topic] = []
    for stated in review.procedure.disclosures:
        found = known.find(stated.what)
        told += (*found.topics, *found.candidates)
        yield from _hidden(review, stated, [each for each in found.topics if "told" not in each.data])
    if COMPLETE.search(review.procedure.title):
        yield from _left_out(review, [each for each in known.all if each not in told])


def _hidden(review: Review, stated: StatedDisclosure, duties: list[Topic]) -> Iterator[Finding]:
    since, day = stated.since, review.procedure.as_of
    later = since is not None and since > day
    if not duties or not (stated.public is False or later):
        return
    breach = review.breach(_rules(review, duties))
    if breach is None:
        return
    ids = {fired.rule.id for fired in breach.rules}
    texts = "；".join(dict.fromkeys(_text(each) for each in duties
                                   if review.run.program.rules[each.index].rule.id in ids))
    said = "没有公开" if stated.public is False else f"到{since}才公开"
    key = "public" if stated.public is False else "since"
    yield review.finding(CODE, NAME, breach, review.procedure.place_of(stated, key), (pointer(stated.at),),
                         f"“{stated.what}”{said}，应当{texts}", "公开，并写明在哪里公开、从哪天起")


def _kept(review: Review, stated: StatedPractice, duties: list[Topic]) -> Iterator[Finding]:
    breach = review.breach(_rules(review, duties))
    if breach is not None:
        ids = {fired.rule.id for fired in breach.rules}
        texts = "；".join(dict.fromkeys(_text(each) for each in duties
                                       if review.run.program.rules[each.index].rule.id in ids))
        yield review.finding(CODE, NAME, breach, review.procedure.place_of(stated, "text"), (pointer(stated.at),),
                             f"“{stated.text}”：应当{texts}", "公开、提供，并写明在哪里")


def _left_out(review: Review, duties: list[Topic]) -> Iterator[Finding]:
    for each in duties:
        if "told" in each.data or not aimed_at(review, listed(each.data["who"]), review.procedure.department_id):
            continue
        breach = review.breach(_rules(review, [each]))
        if breach is None:
            continue
        found = review.finding(CODE, NAME, breach, review.procedure.place("disclosures"), ("/disclosures",),
                               f"公开清单里没有“{_name(each)}”：应当{_text(each)}", "公开了的补写进来，没有公开的公开")
        yield replace(found, severity="warning" if found.severity == "error" else found.severity,
                      depends_on=(*found.depends_on, "/disclosures"))


def _rules(review: Review, duties: list[Topic]) -> list[tuple[int, Node]]:
    return [(each.index, review.judge.holds(each.index)) for each in duties]


def _text(each: Topic) -> str:
    return str(each.data.get("text") or f"公开{each.data['what']}")


def _name(each: Topic) -> str:
    """What is to be public, in Chinese."""
    return next((name for name in (str(each.data["what"]), *each.names) if not name.isascii()), str(each.data["what"]))
