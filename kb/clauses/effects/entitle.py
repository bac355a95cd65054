"""`entitle`: a right of the person served."""

from kb.clauses.keyword import ID, TEXT, closed, listing

KEYWORD = listing(
    "entitlements", "entitle", "可以享受", "办事人可以要求得到的待遇。",
    closed(("who", "text"), who=ID, text=TEXT), lambda data, say: str(data["text"]))
