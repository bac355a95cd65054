"""`defer`: the material may follow later, on a commitment."""

from kb.clauses.keyword import ID, TEXT, Keyword, closed, material_refs, material_slots

KEYWORD = Keyword(
    "defer", "容后补交", "承诺以后可以晚些补交的材料。",
    closed(("id", "step"), id=ID, step=ID, on=TEXT, note=TEXT),
    slots=material_slots("later"), refs=material_refs,
    say=lambda data, say: f"{say('material', str(data['id']))}可以承诺后补交",
)
