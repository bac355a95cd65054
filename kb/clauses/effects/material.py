"""`material`: the applicant hands the material in with the step."""

from kb.clauses.keyword import ID, TEXT, Keyword, closed, material_refs, material_slots

KEYWORD = Keyword(
    "material", "提交材料", "申请人在这个环节提交这份材料。",
    closed(("id", "step"), id=ID, step=ID, any_of=ID, form=TEXT, copies={"type": "integer", "minimum": 0},
           basis={"enum": ["verified", "to_confirm"]}, note=TEXT),
    slots=material_slots("bring"), refs=material_refs,
    say=lambda data, say: f"提交{say('material', str(data['id']))}",
)
