"""`entitle`: a right of the person served, with the words by which decisions call it."""

from kb.clauses.keyword import ID, TEXT, closed, listing
from kb.clauses.standards import STANDARDS, standard_refs

_WORDS = {"type": "array", "items": TEXT, "minItems": 1, "uniqueItems": True}

KEYWORD = listing(
    "entitlements", "entitle", "可以享受", "办事人可以要求得到的待遇。",
    closed(("who", "text"), who=ID, text=TEXT, id=ID, aliases=_WORDS, instead=_WORDS, only={"const": True},
           **STANDARDS),
    lambda data, say: str(data["text"]), more=standard_refs)
