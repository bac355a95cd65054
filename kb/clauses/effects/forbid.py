"""`forbid`: a practice that is forbidden; `allows` are words by which a document's text shows what is not meant."""

from kb.clauses.keyword import ID, IDS, TEXT, closed, listing

KEYWORD = listing(
    "prohibitions", "forbid", "禁止做法", "明令禁止的做法。",
    closed(("who", "practice", "text"), who=IDS, practice=ID, text=TEXT,
           allows={"type": "array", "items": TEXT, "minItems": 1, "uniqueItems": True}), lambda data, say: str(data["text"]),
    practices=("practice",))
