"""`forbid`: a practice that is forbidden."""

from kb.clauses.keyword import ID, IDS, TEXT, At, Data, Keyword, closed, named
from kb.clauses.kinds import BANNED
from kb.clauses.model import Ref, Slot


def _slots(data: Data) -> tuple[Slot, ...]:
    return (Slot("ban", "*", ("kind", data["materials"])),) if "materials" in data else ()


def _refs(data: Data, at: At) -> tuple[Ref, ...]:
    return named("authority", data, at, "who")


KEYWORD = Keyword(
    "forbid", "禁止做法", "明令禁止的做法。",
    closed(("who", "practice", "text"), who=IDS, practice=ID, materials={"enum": list(BANNED)}, text=TEXT),
    slots=_slots, refs=_refs, say=lambda data, say: str(data["text"]), section="prohibitions")
