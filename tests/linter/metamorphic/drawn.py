"""Trees drawn as BPMN diagrams: tasks in lanes, flows for waiting, all else in the words beside a task."""

from __future__ import annotations

from datetime import date
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from forms import without
from papers import KNOWLEDGE, Part, Tree

from generator.template.rows import cell
from kb.linter.match import Materials
from kb.linter.readers.columns import DOCUMENT, STEPS, Column

MATERIALS = Materials(KNOWLEDGE, KNOWLEDGE.program("power.connect", date(2018, 11, 5))).names
SAID = [each for each in STEPS.columns if each.key not in ("id", "name", "authority", "after", "issue_after", "note")]
_HEAD = ('<?xml version="1.0" encoding="UTF-8"?>\n<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
         'id="d">\n')


def drawable(tree: Tree) -> Tree | None:
    """What of a document a diagram can hold; None when it has no steps. Waiting is told in the order of the tasks."""
    if not tree.get("steps"):
        return None
    left = without({key: tree[key] for key in ("document", "situation", "steps") if key in tree}, _undrawn)
    ids = [str(each["id"]) for each in left["steps"]]
    for step in left["steps"]:
        if "after" in step:
            stated = step["after"] if isinstance(step["after"], list) else [step["after"]]
            step["after"] = [name for name in ids if name in map(str, stated)]
        for key, name in (("materials", "name"), ("accepts_with", "name"), ("fees", "name"), ("seals", "by")):
            if key in step:
                step[key] = [each if isinstance(each, str) else each[name] for each in step[key]]
        if "materials" in step:  # two papers in one name are two in an enumeration
            step["materials"] = [each for each in step["materials"] if "、" not in each or MATERIALS.owners(each)[0]]
        if "fees" in step:
            step["fees"] = [{"name": each} for each in step["fees"]]
        for key in [key for key, each in step.items() if each in (None, [], "")]:
            del step[key]
    return left


def _undrawn(part: Part) -> bool:
    """Waiting for a result only; and remarks, which a diagram mixes with its other words."""
    return part[-1] in ("issue_after", "note") and part[0] in ("steps", "document")


def drawn(tree: Tree) -> tuple[str, dict[Part, str]]:
    """The diagram, and in which element the value at a path stands."""
    names = {str(each["id"]): f"t{number}" for number, each in enumerate(tree["steps"])}
    elements: dict[Part, str] = {("steps",): "t0"}  # a list is where its first entry is
    words = [_line(column, tree["document"][column.key]) for column in DOCUMENT.columns
             if column.key in tree["document"]]
    if tree.get("situation"):
        words.append(f"情形：{cell(_facts(tree['situation']), Column('', ''))}")
    lanes: dict[str, list[str]] = {}
    inner = ""
    for number, step in enumerate(tree["steps"]):
        own = names[str(step["id"])]
        elements["steps", number] = own
        if step.get("authority"):
            lanes.setdefault(step["authority"], []).append(own)
        said = [_line(column, value) for column in SAID if (value := _value(step, column.key)) is not None]
        inner += f"<task id={quoteattr(own)} name={quoteattr(step['name'])}>{_words(said)}</task>\n"
        for place, earlier in enumerate(step.get("after", ())):
            flow = f"f{number}-{place}"
            elements["steps", number, "after", place] = flow
            elements.setdefault(("steps", number, "after"), flow)
            inner += (f'<sequenceFlow id="{flow}" sourceRef="{names[earlier]}" targetRef="{own}"/>\n')
    drawn_lanes = "".join(f"<lane id={quoteattr(f'l{number}')} name={quoteattr(name)}>" + "".join(
        f"<flowNodeRef>{each}</flowNodeRef>" for each in mine) + "</lane>\n"
        for number, (name, mine) in enumerate(lanes.items()))
    return (f'{_HEAD}<process id="p">{_words(words)}\n<laneSet id="l">{drawn_lanes}</laneSet>\n{inner}</process>'
            "</definitions>", elements)


def _facts(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: cell(each, Column("", "")) for name, each in facts.items()}


def _value(step: dict[str, Any], key: str) -> Any:
    found: Any = step
    for each in key.split("."):
        found = found.get(each) if isinstance(found, dict) else None
    return [each["name"] for each in found] if key == "fees" and found else found


def _line(column: Column, value: Any) -> str:
    return f"{column.title}：{cell(value, column)}"


def _words(lines: list[str]) -> str:
    return f"<documentation>{escape(chr(10).join(lines))}</documentation>" if lines else ""
