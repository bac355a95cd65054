"""`merge`: the step is done within another one."""

from kb.clauses.keyword import ID, Keyword, closed
from kb.clauses.model import Ref, Slot

KEYWORD = Keyword(
    "merge", "合并办理", "这个环节并入另一个环节，不再单独办理。",
    closed(("step", "into"), step=ID, into=ID),
    slots=lambda data: (Slot("step", str(data["step"]), "merged"), Slot("into", str(data["step"]), data["into"])),
    refs=lambda data, at: (Ref("step", str(data["step"]), at("step")), Ref("step", str(data["into"]), at("into"))),
    say=lambda data, say: f"{say('step', str(data['step']))}并入{say('step', str(data['into']))}",
)
