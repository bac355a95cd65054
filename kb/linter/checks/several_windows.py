"""要跑几个窗口

查什么：规则要求一个窗口办的几个环节，文件是不是让申请人去不止一个地方：各环节的办理渠道（channel）写了不同的地方，
或者在统一的窗口以外，另有部门自己收件、受理；个案决定和其他做法里
有没有让申请人分别去几个部门的窗口。

为什么：一窗受理就是材料交一处、结果从一处拿；另设窗口，申请人又要分头排队。

怎样才合规：几个环节写同一个窗口；材料由窗口收下以后，在部门内部流转。

不管什么：能在网上、邮寄、电话办的环节，不用去哪里，不算另一个窗口；写在统一窗口后面的部门内部受理，不算；勘查、施工、
检查的现场不算；写得看不出是不是同一个地方的，不算。申请人被支使去别的部门，由 P707 报告。
"""

from collections.abc import Iterator

from kb.findings import Finding
from kb.linter.document import pointer
from kb.linter.errands import several_windows
from kb.linter.places import Spot
from kb.linter.review import Review
from kb.linter.windows import Point, several

CODE, NAME = "P701", "several-windows"


def check(review: Review) -> Iterator[Finding]:
    """Steps of one window that have a place of their own."""
    for each in several(review):
        stated, first = each.point.stated, each.first.stated
        yield review.finding(
            CODE, NAME, each.breach, review.procedure.place(*each.point.at), (stated.id, first.id),
            f"应当一个窗口办，文件要去两处：“{first.name}”在{_said(review, each.first)}，"
            f"“{stated.name}”在{_said(review, each.point)}",
            "写同一个窗口，材料收下以后由部门内部流转")
    for errand in several_windows(review):
        yield errand.review.finding(
            CODE, NAME, errand.breach, review.procedure.place_of(errand.part, "text"), (pointer(errand.part.at),),
            f"“{errand.part.text}”：应当一个窗口办，不该跑{'、'.join(errand.to)}几个窗口",
            "写同一个窗口，材料收下以后由部门内部流转")


def _said(review: Review, point: Point) -> str:
    if point.stated.channels:
        return "、".join(point.stated.channels)
    return "或者".join(_window(review, each) for each in point.spots)


def _window(review: Review, spot: Spot) -> str:
    return f"{review.knowledge.who(spot.window)}的窗口"
