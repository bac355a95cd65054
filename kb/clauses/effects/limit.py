"""`limit`: a step or a span takes at most this long (or on average this long)."""

from kb.clauses.keyword import ID, TEXT, At, Data, Keyword, Say, closed, limit_of
from kb.clauses.model import Ref, Slot
from kb.clauses.quantity import show_limit


def _target(data: Data) -> tuple[str, str]:
    return ("step", str(data["step"])) if "step" in data else ("span", str(data["span"]))


def _slots(data: Data) -> tuple[Slot, ...]:
    kind, name = _target(data)
    limit = limit_of(data)
    return (Slot("limit", f"{kind}:{name}:{limit.measure}", limit),)


def _refs(data: Data, at: At) -> tuple[Ref, ...]:
    kind, name = _target(data)
    return (Ref(kind, name, at(kind)),)


def _say(data: Data, say: Say) -> str:
    limit = limit_of(data)
    bound = "平均不超过" if limit.measure == "average" else "不超过"
    shown = "即时办结" if limit.value == 0 else f"{bound}{show_limit(limit)}"
    return f"{say(*_target(data))}{shown}{f'({limit.includes})' if limit.includes else ''}"


KEYWORD = Keyword(
    "limit", "时限", "一个环节或一段流程最多用多少时间；平均值不用来判断单个办件。",
    {**closed(("value",), step=ID, span=ID, value={"type": "number", "minimum": 0, "multipleOf": 0.5},
              unit={"enum": ["working_day", "day", "hour", "month"]}, measure={"enum": ["max", "average"]},
              starts=TEXT, ends=TEXT, includes=TEXT),
     "oneOf": [{"required": ["step"]}, {"required": ["span"]}]},
    slots=_slots, refs=_refs, say=_say,
)
