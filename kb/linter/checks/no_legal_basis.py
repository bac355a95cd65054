"""没有依据的事项

查什么：规则写明没有法律、法规等依据就不得办的那一段里，文件是不是列了规则里没有、又没有依据的审批、审查、备案、评估
一类环节。依据看环节的 legal_basis：写了 null、“无”，或者只写内部规定、会议纪要、惯例的，就是没有依据。

为什么：没有依据的事项已经一律取消，谁也不得再办；留着一项，申请人就多跑一处。

怎样才合规：删去这个环节；确有依据的，在 legal_basis 里写明是哪部法律、法规、规章或者省市规范性文件的哪一条。

不管什么：规则里有的环节不查；写明了依据的不查，依据对不对由人去核；没有写依据的，只有写明由哪个部门办的审批才作警告；
看不出在不在这一段里的、看不出是不是办事项的，只作警告。收费、材料有没有依据由别的检查看；审批清单以外的由 P103 报告；
名称同规则里的环节相近的，由 P601 提示。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.basis import Baseless, baseless
from kb.linter.doubt import doubted
from kb.linter.review import Review

CODE, NAME = "P110", "no-legal-basis"
WORDS = {"after": "它在这一段里办", "kind": "它是审批、审查一类的事项", "legal_basis": "它没有法律、法规等依据"}


def check(review: Review) -> Iterator[Finding]:
    """Steps without a legal basis."""
    for each in baseless(review):
        sure = each.breach.severity == "error" and not each.doubts
        found = review.finding(
            CODE, NAME, each.breach, review.procedure.step_place(each.stated, "legal_basis"), (each.stated.id,),
            _message(each), "删去这个环节" if sure else "写明依据、性质和先后；没有依据的就删去",
            remove=("steps", each.stated.index) if sure else None)
        if each.doubts:
            what = "、".join(WORDS[doubt.rpartition(".")[2]] for doubt in each.doubts)
            found = doubted(found, what, *each.doubts)
        yield found


def _message(each: Baseless) -> str:
    name = each.stated.name
    if each.basis == "unsaid":
        return f"规则里没有“{name}”，文件也没有写它的依据；没有依据的不得再办"
    if each.basis == "internal":
        return f"“{name}”的依据只写了“{each.stated.legal_basis}”，不是法律、法规等依据，不得再办"
    return f"“{name}”没有依据，不得再办"
