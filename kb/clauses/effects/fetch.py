"""`fetch`: the authority gets the material itself, one by id or all of a kind."""

from kb.clauses.keyword import ID, TEXT, At, Data, Keyword, closed, material_refs, material_slots
from kb.clauses.kinds import FETCHED
from kb.clauses.model import Ref, Slot


def _slots(data: Data) -> tuple[Slot, ...]:
    if "id" in data:
        return material_slots("fetched")(data)
    return (Slot("ban", str(data.get("step") or "*"), ("kind", data["kind"])),)


def _refs(data: Data, at: At) -> tuple[Ref, ...]:
    if "id" in data:
        return material_refs(data, at)
    return (Ref("step", str(data["step"]), at("step")),) if data.get("step") else ()


KEYWORD = Keyword(
    "fetch", "内部调取", "办理机关自己取得这份材料，不向申请人要。",
    {**closed((), id=ID, kind={"enum": list(FETCHED)}, step=ID, note=TEXT, **{"from": ID}),
     "oneOf": [{"required": ["id"]}, {"required": ["kind"]}]},
    slots=_slots, refs=_refs,
    say=lambda data, say: (say("material", str(data["id"])) if "id" in data else FETCHED[str(data["kind"])])
    + "由办理机关自行取得",
)
