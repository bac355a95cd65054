"""让申请人跑别的部门

查什么：规则要求一个窗口办、不准让人来回跑的事，文件里有没有由申请人自己到别的部门去办、去开、去盖章的环节，个案决定和
其他做法里有没有这样写。

为什么：一窗受理以后，部门之间的事由部门之间传，不该让申请人来回跑。

怎样才合规：去掉这个环节，由窗口或者办理部门向那个部门取得、核实。

不管什么：规则里本来就有的申请人环节（如缴税）不算；到受理窗口去的不算；环节名称里没有写明去哪个部门的，看不出来，不算。
规则按名称禁止的做法，由检查做法的那几项报告；要申请人交别的部门的材料，由检查材料的那几项报告。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.document import pointer
from kb.linter.errands import other_department
from kb.linter.review import Review
from kb.linter.windows import sent

CODE, NAME = "P707", "applicant-sent-around"


def check(review: Review) -> Iterator[Finding]:
    """Steps that send the applicant to another department."""
    for each in sent(review):
        who = review.knowledge.who(each.authority)
        yield review.finding(
            CODE, NAME, each.breach, review.procedure.step_place(each.stated, "name"), (each.stated.id,),
            f"“{each.stated.name}”让申请人自己到{who}去，应当在一个窗口办完",
            f"去掉这个环节，需要{who}办的由窗口转过去")
    for errand in other_department(review):
        who = review.knowledge.who(errand.to[0])
        yield errand.review.finding(
            CODE, NAME, errand.breach, review.procedure.place_of(errand.part, "text"), (pointer(errand.part.at),),
            f"“{errand.part.text}”让申请人自己到{who}去，应当在一个窗口办完", f"需要{who}办的由窗口转过去")
