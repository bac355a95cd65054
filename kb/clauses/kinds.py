"""Kinds of materials that effects speak of: what an authority has or can get, and what it may not ask for."""

FETCHED = {
    "own-issued": "本机关自己核发的材料",
    "reviewed": "同一机关在前面环节已经收过的材料",
    "shared": "能共享取得的材料",
    "exchanged": "行政机关核发、机关之间能共享取得的材料",
}
"""What an authority has or can get without the applicant; `kb.compiler.fetching` finds them."""

BANNED = {
    **FETCHED,
    "other-authority-opinion": "没有依据的其他部门意见",
    "no-legal-basis": "没有依据的材料",
    "unlisted": "清单、指南以外的材料",
    "repeated": "已经交过的材料",
    "extra-copies": "第二份以上的同一份材料",
    "open-ended": "没有写明是什么的材料",
}
"""What may not be asked for; the linter tells which of a document's materials are of a kind."""
