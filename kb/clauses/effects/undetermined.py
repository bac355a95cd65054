"""`undetermined`: the text leaves open whether the step is needed; somebody else holds the answer."""

from kb.clauses.keyword import ID, TEXT, Keyword, closed
from kb.clauses.model import Ref, Slot

KEYWORD = Keyword(
    "undetermined", "文件未规定", "文件没有说这个环节办不办，要问有权答复的单位。",
    closed(("step", "holder", "what"), step=ID, holder=ID, what=TEXT),
    slots=lambda data: (Slot("step", str(data["step"]), "depends"),),
    refs=lambda data, at: (Ref("step", str(data["step"]), at("step")),
                           Ref("authority", str(data["holder"]), at("holder"))),
    say=lambda data, say: (f"{say('step', str(data['step']))}是否办理，文件没有规定，"
                           f"由{say('authority', str(data['holder']))}答复"),
)
