"""`not_prerequisite`: a step or material may not be demanded before another step."""

from collections.abc import Mapping

from kb.clauses.keyword import ID, IDS, At, Data, Keyword, Say, closed, listed, named
from kb.clauses.model import Ref, Slot


def _what(data: Data) -> tuple[str, str]:
    what = data["what"]
    return ("material", str(what["material"])) if isinstance(what, Mapping) else ("step", str(what))


def _slots(data: Data) -> tuple[Slot, ...]:
    return tuple(Slot("free", of, _what(data)) for of in listed(data["of"]))


def _refs(data: Data, at: At) -> tuple[Ref, ...]:
    kind, name = _what(data)
    where = at("what") if kind == "step" else at("what", "material")
    return (Ref(kind, name, where), *named("step", data, at, "of"))


def _say(data: Data, say: Say) -> str:
    return f"不得把{say(*_what(data))}作为{'、'.join(say('step', each) for each in listed(data['of']))}的前置条件"


KEYWORD = Keyword(
    "not_prerequisite", "不得作为前置", "办后一件事之前，不得要求先完成或先提交前一件。",
    closed(("what", "of"), what={"oneOf": [ID, closed(("material",), material=ID)]}, of=IDS),
    slots=_slots, refs=_refs, say=_say, section="prohibitions",
)
