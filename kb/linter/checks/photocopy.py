"""要申请人交复印件

查什么：规则写明不收复印件的事项，文件是不是要申请人交复印件：form 写了复印件，或者材料名称里写了复印件、影印件。

为什么：窗口拍照、扫描就能留底；要申请人先去复印，就是让人多跑。

怎样才合规：改成看原件，由窗口拍照打印。

不管什么：写明由窗口复印的、原件或者复印件都可以的、任选一样而另一样不是复印件的，不算；没有禁止收复印件的事项不查；
副本不是复印件。
"""

from collections.abc import Iterator
from typing import Any

from kb.clauses.located import Step as Part
from kb.findings import Finding
from kb.linter.materials.bans import at, bans_of
from kb.linter.materials.demands import Demand
from kb.linter.materials.offences import demanded, forced, removable
from kb.linter.materials.words import photocopy
from kb.linter.review import Review
from kb.linter.wording import taken_apart

CODE, NAME = "P302", "photocopy"


def check(review: Review) -> Iterator[Finding]:
    """Photocopies where none may be asked for."""
    bans = bans_of(review.run).photocopies
    copies = [each for each in demanded(review) if each.copied and not each.part] if bans else []
    bad = {each.material.at for each in copies}
    for demand in copies:
        rules = [(index, review.judge.holds(index)) for index in at(bans, demand.steps)]
        breach = review.breach(rules, demand.stated, assuming=demand.when)
        if breach is None or not forced(demand, bad):
            continue
        where, mended = _mended(review, demand)
        name = demand.material.name
        certain = where and breach.severity == "error" and demand.material.at not in removable(review)
        yield review.finding(
            CODE, NAME, breach, review.procedure.place(*where or demand.material.at), (demand.stated.id,),
            f"不得要申请人交“{name}”的复印件" if "复印" not in name else f"不得要申请人交“{name}”",
            "改成看原件，由窗口拍照打印", replace=(where, mended) if certain else None)


def _mended(review: Review, demand: Demand) -> tuple[tuple[Part, ...], str]:
    """Where the copy is asked for and what to write instead; an empty path when it stands in two places."""
    material = demand.material
    written: Any = review.procedure.data.value
    for part in material.at:
        written = written[part]
    core = taken_apart(material.name).core
    if isinstance(written, str):
        return material.at, f"{core}（原件）"
    named = core != material.name and photocopy(material.name, "", "")
    if named and not written.get("form"):
        return (*material.at, "name"), f"{core}（原件）"
    return ((*material.at, "form"), "original") if written.get("form") and not named else ((), "")
