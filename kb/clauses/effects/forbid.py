"""`forbid`: a practice that is forbidden, and what it is about as far as a check must know.

`allows` are words by which a document's text shows that something else is meant.
"""

from kb.clauses.keyword import ID, IDS, TEXT, WORDS, Data, closed, listing
from kb.clauses.kinds import BANNED
from kb.clauses.model import Slot

MATTERS = {"no-legal-basis": "没有依据的事项"}
"""What steps of a document a practice makes unlawful by themselves."""


def _slots(data: Data) -> tuple[Slot, ...]:
    return (Slot("ban", "*", ("kind", data["materials"])),) if "materials" in data else ()


KEYWORD = listing(
    "prohibitions", "forbid", "禁止做法", "明令禁止的做法。",
    closed(("who", "practice", "text"), who=IDS, practice=ID, text=TEXT, step=ID, before=ID, seal=ID,
           matters={"enum": list(MATTERS)}, materials={"enum": list(BANNED)}, allows=WORDS),
    lambda data, say: str(data["text"]), authorities=("who", "seal"), practices=("practice",), steps=("step", "before"),
    slots=_slots)
