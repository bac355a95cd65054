"""报送对象不对

查什么：文件里的报送，是不是报给了规则写明的每一家；漏了一家，或者报给了别的单位。

为什么：规则要求分别报的，漏报一家，那一家就没有数据。

怎样才合规：把规则写明的单位都列上。

不管什么：没有写报给谁的不查；规则写的都报了、又多报给别的单位的不管；规则没有写明是哪个部门的（例如只写主管部门）
不查；名称认不准的单位，只作警告。
"""

from collections.abc import Iterator
from dataclasses import replace

from kb.clauses.keyword import listed
from kb.findings import Finding
from kb.linter.document import pointer
from kb.linter.reported import Owed, breach_of, owed
from kb.linter.review import Review

CODE, NAME = "P953", "report-addressee"


def check(review: Review) -> Iterator[Finding]:
    """Reports that do not go to everybody they must go to."""
    for each in owed(review):
        missing = [name for name in listed(each.topic.data["to"]) if name not in each.stated.to_ids]
        if not each.stated.to or not missing or _open(review, each):
            continue
        breach = breach_of(review, each)
        if breach is None:
            continue
        unclear = [text for text, known in zip(each.stated.to, each.stated.to_ids, strict=True) if known is None]
        wanted = [review.knowledge.who(name) for name in listed(each.topic.data["to"])]
        names = "、".join(review.knowledge.who(name) for name in missing)
        doubt = f"；“{'”“'.join(unclear)}”认不出是不是" if unclear else ""
        mend = [*each.stated.to, *(review.knowledge.who(name) for name in missing)]
        found = review.finding(
            CODE, NAME, breach, review.procedure.place_of(each.stated, "to"), (pointer(each.stated.at),),
            f"“{each.stated.what}”没有报给{names}{doubt}", f"报给{'、'.join(wanted)}",
            replace=((*each.stated.at, "to"), mend) if breach.severity == "error" and not unclear else None)
        if unclear:
            found = replace(found, severity="warning" if found.severity == "error" else found.severity,
                            depends_on=(*found.depends_on, pointer((*each.stated.at, "to"))))
        yield found


def _open(review: Review, each: Owed) -> bool:
    """Whether the rule itself leaves open who the addressee is."""
    rule = review.run.program.rules[each.topic.index].rule
    return any(rule.id in gap.touches for gap in review.run.program.unavailable)
