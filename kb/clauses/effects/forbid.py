"""`forbid`: a practice that is forbidden."""

from kb.clauses.keyword import ID, IDS, TEXT, closed, listing

KEYWORD = listing(
    "prohibitions", "forbid", "禁止做法", "明令禁止的做法。",
    closed(("who", "practice", "text"), who=IDS, practice=ID, text=TEXT), lambda data, say: str(data["text"]),
    practices=("practice",))
