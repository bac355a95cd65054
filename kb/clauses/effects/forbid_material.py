"""`forbid_material`: a material may not be asked for, by id, issuer, form or kind."""

from kb.clauses.keyword import ID, TEXT, At, Data, Keyword, closed
from kb.clauses.kinds import BANNED
from kb.clauses.model import Ref, Slot

SELECTORS = ("id", "issuer", "form", "kind")


def _slots(data: Data) -> tuple[Slot, ...]:
    if "id" in data:
        return (Slot("material", f"{data.get('step') or '*'}/{data['id']}", "forbidden"),)
    selector = next(key for key in SELECTORS if key in data)
    return (Slot("ban", str(data.get("step") or "*"), (selector, data[selector])),)


def _refs(data: Data, at: At) -> tuple[Ref, ...]:
    kinds = {"id": "material", "issuer": "authority", "step": "step"}
    return tuple(Ref(kind, str(data[key]), at(key)) for key, kind in kinds.items() if key in data)


KEYWORD = Keyword(
    "forbid_material", "不得索要", "任何人不得要求申请人提交这类材料。",
    {**closed(("text",), id=ID, issuer=ID, form={"enum": ["photocopy"]}, kind={"enum": list(BANNED)}, step=ID,
              text=TEXT),
     "oneOf": [{"required": [each]} for each in SELECTORS]},
    slots=_slots, refs=_refs, section="prohibitions",
    say=lambda data, say: str(data["text"]),
)
