"""`exclude`: time that a clock does not count."""

from kb.clauses.keyword import ID, TEXT, At, Data, Keyword, Say, closed, listed, named
from kb.clauses.model import Ref, Slot


def _slots(data: Data) -> tuple[Slot, ...]:
    spans = listed(data.get("from"))
    if "step" in data:
        return (Slot("exclude", str(data["step"]), spans),)
    return (Slot("pause", str(data["what"]), spans),)


def _refs(data: Data, at: At) -> tuple[Ref, ...]:
    steps = (Ref("step", str(data["step"]), at("step")),) if "step" in data else ()
    return (*steps, *named("span", data, at, "from"))


def _say(data: Data, say: Say) -> str:
    what = say("step", str(data["step"])) if "step" in data else str(data["what"])
    spans = "、".join(say("span", each) for each in listed(data.get("from")))
    return f"{what}的时间不计入{spans or '办理时限'}"


KEYWORD = Keyword(
    "exclude", "不计时限", "这段时间不算在时限之内，但仍然写出来。",
    {**closed((), step=ID, what=TEXT, reason=TEXT, **{"from": {"type": "array", "items": ID, "minItems": 1}}),
     "oneOf": [{"required": ["step"]}, {"required": ["what"]}]},
    slots=_slots, refs=_refs, say=_say,
)
