"""`fetch`: the authority gets the material itself, one by id or all of a kind."""

from kb.clauses.keyword import ID, TEXT, At, Data, Keyword, closed, material_refs, material_slots
from kb.clauses.model import Ref, Slot

KINDS = {
    "own-issued": "本机关自己核发的材料",
    "reviewed": "同一机关在前面环节已经收过的材料",
    "shared": "能共享取得的材料",
    "exchanged": "行政机关核发、机关之间能共享取得的材料",
}
"""Kinds of material an authority has or can get without the applicant; `kb.compiler.fetching` finds them."""


def _slots(data: Data) -> tuple[Slot, ...]:
    return material_slots("fetched")(data) if "id" in data else ()


def _refs(data: Data, at: At) -> tuple[Ref, ...]:
    if "id" in data:
        return material_refs(data, at)
    return (Ref("step", str(data["step"]), at("step")),) if data.get("step") else ()


KEYWORD = Keyword(
    "fetch", "内部调取", "办理机关自己取得这份材料，不向申请人要。",
    {**closed((), id=ID, kind={"enum": list(KINDS)}, step=ID, note=TEXT, **{"from": ID}),
     "oneOf": [{"required": ["id"]}, {"required": ["kind"]}]},
    slots=_slots, refs=_refs,
    say=lambda data, say: (say("material", str(data["id"])) if "id" in data else KINDS[str(data["kind"])])
    + "由办理机关自行取得",
)
