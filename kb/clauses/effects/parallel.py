"""`parallel`: the steps may not wait for each other."""

from kb.clauses.keyword import ID, Keyword, listed
from kb.clauses.model import Ref, Slot

KEYWORD = Keyword(
    "parallel", "并联办理", "这些环节同时办理，不得互相等待。",
    {"type": "array", "items": ID, "minItems": 2, "uniqueItems": True},
    slots=lambda data: (Slot("parallel", " ".join(sorted(listed(data["it"]))), listed(data["it"])),),
    refs=lambda data, at: tuple(Ref("step", each, at(index)) for index, each in enumerate(listed(data["it"]))),
    say=lambda data, say: f"{'、'.join(say('step', each) for each in listed(data['it']))}同时办理",
)
