"""`waive_material`: the material is not asked for here."""

from kb.clauses.keyword import ID, TEXT, Keyword, closed, material_refs, material_slots

KEYWORD = Keyword(
    "waive_material", "免交材料", "这种情形下不用交这份材料。",
    closed(("id",), id=ID, step=ID, note=TEXT),
    slots=material_slots("waived"), refs=material_refs,
    say=lambda data, say: f"不用提交{say('material', str(data['id']))}",
)
