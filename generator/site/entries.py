"""Explanations of `banshi explain` as nodes of a page, with links in the place of ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from docutils import nodes
from docutils.nodes import Node
from sphinx.addnodes import pending_xref

from generator.site.collection import Collection
from kb.cli.explaining.entry import Entry, Part

LEFT_OUT = ("place", "cases", "when", "digest", "citation", "clauses")
KINDS = {"rules": "rule", "overrides": "rule", "overridden_by": "rule", "services": "guide", "below": "clause",
         "materials": "material"}
"""What a part's ids are ids of."""
STEPS = ("steps", "produced_by")
"""Parts whose ids are a service's and a step's: SERVICE/STEP."""
RULE_AT_END = re.compile(r"（([a-z][a-z0-9.-]+)）$")
Labelled = tuple[str, Sequence[Node]]


def described(entry: Entry, keys: Sequence[str], collection: Collection, *more: Labelled) -> nodes.definition_list:
    """The parts with these keys (all, when there are none) and further ones, as a list of terms."""
    parts = [each for each in entry.parts if (each.key in keys if keys else each.key not in LEFT_OUT)]
    told = [(each.label, _content(each, collection)) for each in parts]
    items = [nodes.definition_list_item("", nodes.term("", label), nodes.definition("", *_blocks(content)))
             for label, content in (*told, *more) if content]
    return nodes.definition_list("", *items, classes=["about"])


def _blocks(content: Sequence[Node]) -> Sequence[Node]:
    if isinstance(content[0], nodes.bullet_list | nodes.paragraph):
        return content
    return [nodes.paragraph("", "", *content)]


def _content(part: Part, collection: Collection) -> Sequence[Node]:
    if part.key in KINDS and isinstance(part.data, list):
        names = [each["id"] for each in part.data]
        return linked_list(KINDS[part.key], names, collection)
    if part.key in STEPS and isinstance(part.data, list):
        return _listed([_step(each, collection) for each in part.data])
    if part.key == "issuer":
        return linked_names("authority", [str(part.data)], collection) or [nodes.Text(part.lines[0])]
    if len(part.lines) == 1:
        return _line(part.lines[0], collection)
    return _listed([_line(each, collection) for each in part.lines])


def _line(text: str, collection: Collection) -> list[Node]:
    """A line; the id of a rule at its end becomes a link."""
    found = RULE_AT_END.search(text)
    if found is None or found.group(1) not in collection.rules:
        return [nodes.Text(text)]
    rule = found.group(1)
    return [nodes.Text(text[:found.start()] + "（"), _link("rule", rule, collection), nodes.Text("）")]


def _step(step: Mapping[str, str], collection: Collection) -> list[Node]:
    service = step["id"].partition("/")[0]
    name = collection.knowledge.services[service].name
    if service not in collection.guides:
        return [nodes.Text(f"{name}：{step['name']}")]
    return [_link("guide", service, collection), nodes.Text(f"：{step['name']}")]


def linked_list(kind: str, names: Iterable[str], collection: Collection) -> Sequence[Node]:
    """Links below each other; plain names where there is nothing to link to."""
    return _listed([[_link(kind, each, collection)] for each in names])


def linked_names(kind: str, names: Iterable[str], collection: Collection) -> list[Node]:
    """Links in a row; those that can be linked to nothing are left out."""
    found: list[Node] = []
    for each in names:
        if _known(kind, each, collection):
            found += [*([nodes.Text("、")] if found else []), _link(kind, each, collection)]
    return found


def _listed(lines: Iterable[Iterable[Node]]) -> list[Node]:
    items = [nodes.list_item("", nodes.paragraph("", "", *each)) for each in lines]
    return [nodes.bullet_list("", *items)] if items else []


def _link(kind: str, name: str, collection: Collection) -> Node:
    if not _known(kind, name, collection):
        services = collection.knowledge.services
        return nodes.Text(services[name].name if kind == "guide" and name in services else name)
    return pending_xref("", nodes.inline("", name), refdomain="banshi", reftype=kind, reftarget=name,
                        refexplicit=False, refwarn=True)


def _known(kind: str, name: str, collection: Collection) -> bool:
    places: Mapping[str, Mapping[str, object]] = {
        "rule": collection.rules, "guide": collection.guides, "clause": collection.clauses,
        "material": collection.materials, "authority": collection.authorities}
    return name in places[kind]


