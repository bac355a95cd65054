"""`closed_set`: nothing may be added to these approvals, prerequisites or materials."""

from kb.clauses.keyword import ID, At, Data, Keyword, Say, closed, listed, named
from kb.clauses.model import Ref, Slot

KINDS = {"approvals": "审批环节", "prerequisites": "前置条件", "materials": "申请材料"}
IDLIST = {"type": "array", "items": ID, "uniqueItems": True}


def _slots(data: Data) -> tuple[Slot, ...]:
    return (Slot("closed", str(data["of"]), (listed(data["members"]), listed(data.get("for")))),)


def _refs(data: Data, at: At) -> tuple[Ref, ...]:
    member = "material" if data["of"] == "materials" else "step"
    return (*named(member, data, at, "members"), *named("step", data, at, "for"))


def _say(data: Data, say: Say) -> str:
    member = "material" if data["of"] == "materials" else "step"
    names = "、".join(say(member, each) for each in listed(data["members"])) or "(无)"
    return f"{KINDS[str(data['of'])]}限于：{names}；不得增加"


KEYWORD = Keyword(
    "closed_set", "封闭清单", "清单以外的审批、前置条件或材料，一律不得增加。",
    closed(("of", "members"), of={"enum": list(KINDS)}, members=IDLIST, **{"for": IDLIST}),
    slots=_slots, refs=_refs, say=_say, section="prohibitions",
)
