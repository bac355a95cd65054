"""What a rule does to steps and materials, as half a sentence: 不办规划许可，要办竣工测量资料报备."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from generator.content.desk import Desk
from generator.content.words import duration, listed
from kb.clauses.model import Effect

VERBS = {"approval": "要办", "filing": "要办", "payment": "要办", "construction": "要做", "inspection": "要做",
         "review": "要做", "notice": "要有", "acceptance": "要有", "delivery": "要有", "applicant": "申请人要做好"}
STEP_WORDS = ("waive", "abolish", "merge", "require", "undetermined", "limit", "material", "fetch", "defer",
              "waive_material")


def said(desk: Desk, effects: tuple[Effect, ...]) -> str:
    """The effects on steps and materials in one phrase; empty when there are none."""
    required = [str(each.data["it"]) for each in effects if each.keyword == "require"]
    found: dict[str, list[str]] = {}
    for keyword in STEP_WORDS:
        for effect in effects:
            if effect.keyword == keyword and "kind" not in effect.data:
                frame, name = _part(desk, effect, required)
                if frame:
                    found.setdefault(frame, []).append(name)
    return "，".join(frame.format(listed(names, "或者" if "其一" in frame else "、"))
                    for frame, names in found.items())


def subject(effects: tuple[Effect, ...]) -> str:
    """The step that a rule is chiefly about."""
    for keyword in ("waive", "abolish", "undetermined", "merge", "require", "limit", "material", "fetch", "defer",
                    "waive_material"):
        for effect in effects:
            if effect.keyword == keyword:
                step = effect.data.get("into") or effect.data.get("it") or effect.data.get("step")
                if step:
                    return str(step)
    return ""


def _part(desk: Desk, effect: Effect, required: list[str]) -> tuple[str, str]:
    """A frame with a gap, and the name that goes into it."""
    data: Mapping[str, object] = effect.data
    material = desk.name("material", str(data.get("id", "")))
    step = str(data.get("it") or data.get("step") or "")
    name = desk.name("step", step)
    match effect.keyword:
        case "waive":
            return "不办{}", name
        case "abolish":
            return "{}已取消", name
        case "merge":
            return f"{{}}并入{desk.name('step', str(data['into']))}", name
        case "require":
            return VERBS.get(desk.program.steps[step].kind, "要办") + "{}", name
        case "undetermined":
            return f"{{}}办不办，文件没有写（问{desk.knowledge.who(str(data['holder']))}）", name
        case "limit":
            if not step or data.get("measure") == "average":
                return "", ""
            return (_limit(data), "") if required == [step] else (f"{{}}{_limit(data)}", name)
        case "material":
            return ("提交{}（任选其一）" if data.get("any_of") else "提交{}"), material
        case "fetch":
            return "{}由办理单位自己调取", material
        case "defer":
            return "{}可以承诺以后补交", material
        case _:
            return "不用交{}", material


def _limit(data: Mapping[str, object]) -> str:
    shown = duration(Decimal(str(data["value"])), str(data.get("unit", "working_day")))
    bound = "即时办结" if shown == "即时" else f"不超过{shown}"
    return bound + (f"（{data['includes']}）" if data.get("includes") else "")
