"""互为前置

查什么：几个环节是不是互相等对方先办完，绕成一圈。收材料时要的是另一个环节发的证照、批文，也算在等那个环节。几份文件
一起审查时，还看合起来是不是绕成一圈：甲部门的文件要等乙部门的结果，乙部门的文件又要等甲部门的。

为什么：绕成一圈，谁也没法先办，申请人两头跑。

怎样才合规：去掉圈里的一个前置，或者让其中几个环节同时办。

不管什么：不管哪个前置该去掉。可以后补、有别的材料可以代替的，不算在等。文件里有圈的，各段总时间算不出来，P402 不再
比较。几份文件之间：不认得的环节，名称和办理部门都一样才当作同一个；一份文件里分几次写的环节不拿来比；同一部门、同一
事项的几份文件（如新旧两版）之间不比；圈里有哪个等待已由 P201、P501、P502 报告的，不再报告；文件没有写明是哪个部门的、
写的是别的部门的环节的，只作警告。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.review import Review
from kb.linter.waiting import Paper, own_circles, waiting_place

CODE, NAME = "P202", "circular-prerequisite"


def check(review: Review) -> Iterator[Finding]:
    """Steps that wait for each other."""
    circles, asked = own_circles(review)
    for circle in circles:
        yield _finding(review, circle, asked)


def _finding(review: Review, circle: tuple[str, ...], asked: dict[tuple[str, str], Paper]) -> Finding:
    first, last = review.steps[circle[0]], circle[-1]
    links = list(zip((last, *circle), circle, strict=False))  # earlier, later
    told = [asked[later, earlier] for earlier, later in links if (later, earlier) in asked]
    paper = asked.get((first.id, last))
    where = (*paper.stated.at, "name") if paper else waiting_place(review, first, last)
    papers = "".join(f"；“{each.later.name}”要先交“{each.stated.name}”" for each in told)
    return Finding(CODE, NAME, "error", review.procedure.place(*where),
                   f"互为前置，谁也没法先办：{review.shown((*circle, circle[0]))}{papers}",
                   "箭头从先办的指向后办的；去掉其中一个前置", "绕成一圈的前置谁也满足不了", circle)
