"""够用的证明还不认

查什么：规则写明几种材料有一样就行的，文件是不是几样都要，或者只认其中一样，或者不认已经够用的、偏要另一样；
个案决定、其他做法里有没有不认规则要的那样材料。

为什么：规则让申请人凭手里有的那一样去办；几样都要，就得多等一个部门的批件，等于又加了一道前置。

怎样才合规：只要一样；几样都列出来的，用 any_of 写同一个组名，表示交一样就行。

不管什么：规则要求都交的不管。文件只列了其中一样、没有提另一样的，只作警告：也许只是没有写全；选哪一样是法律而不是本
文件给的，只作提示。材料名称或者备注另写了什么情形才交的，只作警告。拿哪一份证明还没有核实过的，只作提示。不必交的（
required: false）、可以后补的不算。材料能不能由部门自己取得，这里不说。写了材料本身有毛病
（过期、缺页、复印件等）才不认的，不管。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.document import pointer
from kb.linter.doubt import doubted
from kb.linter.evidence import Refused, refused
from kb.linter.review import Review
from kb.linter.treatment import excused
from kb.linter.unrecognised import unrecognised

CODE, NAME = "P206", "evidence-refused"


def check(review: Review) -> Iterator[Finding]:
    """Evidence that suffices and is not accepted."""
    for each in refused(review):
        hint = "两样写成同一个 any_of 组，交一样就行"
        if each.kind == "instead":
            hint = f"改要“{_name(review, each)}”" if not _listed(review, each) else "删去这份材料"
        found = review.finding(
            CODE, NAME, each.breach, review.procedure.place_of(each.asked, "name"), (each.later.id,),
            _message(review, each), hint,
            remove=each.asked.at if each.kind == "instead" and each.breach.severity == "error" and not each.doubt
            and _listed(review, each) else None)
        if each.doubt:
            what = "另一样不认" if each.kind == "only" else "写明的情形并不排斥另一样"
            found = doubted(found, what, each.doubt)
        yield found
    for one in unrecognised(review):
        step = one.review.run.program.steps[one.step].name
        yield excused(one.review, one.part, one.review.finding(
            CODE, NAME, one.breach, review.procedure.place_of(one.part, "text"), (pointer(one.part.at),),
            f"“{one.part.text}”：办“{step}”凭“{one.paper.word}”就够，不得不认", "认这份材料"))


def _name(review: Review, each: Refused) -> str:
    return review.knowledge.materials[each.enough].name


def _listed(review: Review, each: Refused) -> bool:
    return any(review.material(stated).id == each.enough for stated in each.later.materials)


def _message(review: Review, each: Refused) -> str:
    enough, step = _name(review, each), each.later.name
    if each.kind == "instead":
        return f"办“{step}”凭“{enough}”就够，不得再要“{each.asked.name}”"
    if each.kind == "besides":
        return f"“{each.asked.name}”和“{enough}”有一样就可以办“{step}”，文件两样都要"
    return f"“{each.asked.name}”和“{enough}”有一样就可以办“{step}”，文件只写了前一样"
