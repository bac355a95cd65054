"""`fetch`: the authority gets the material itself."""

from kb.clauses.keyword import ID, TEXT, Keyword, closed, material_refs, material_slots

KEYWORD = Keyword(
    "fetch", "内部调取", "办理机关自己取得这份材料，不向申请人要。",
    closed(("id",), id=ID, step=ID, note=TEXT, **{"from": ID}),
    slots=material_slots("fetched"), refs=material_refs,
    say=lambda data, say: f"{say('material', str(data['id']))}由办理机关自行取得",
)
