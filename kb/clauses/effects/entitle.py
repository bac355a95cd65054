"""`entitle`: a right of the person served, with the words by which decisions call it."""

from kb.clauses.keyword import ID, TEXT, WORDS, At, Data, closed, listing
from kb.clauses.model import Ref
from kb.clauses.standards import STANDARDS, standard_refs


def _refs(data: Data, at: At) -> tuple[Ref, ...]:
    judged = (Ref("fact", str(data["left_to"]), at("left_to")),) if "left_to" in data else ()
    return (*judged, *standard_refs(data, at))


KEYWORD = listing(
    "entitlements", "entitle", "可以享受", "办事人可以要求得到的待遇。",
    closed(("who", "text"), who=ID, text=TEXT, id=ID, aliases=WORDS, instead=WORDS, only={"const": True},
           left_to=ID, **STANDARDS),
    lambda data, say: str(data["text"]), more=_refs)
