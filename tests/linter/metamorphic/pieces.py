"""One document as several files: by its parts, and by the authorities that do its steps."""

from __future__ import annotations

from copy import deepcopy

from changes import Back
from papers import Part, Tree

HEAD = ("document", "situation")


def by_part(tree: Tree) -> list[tuple[Tree, Back]]:
    """A file for every part, each with the document's head and situation."""
    head = {key: tree[key] for key in HEAD if key in tree}
    return [(deepcopy({**head, key: tree[key]}), lambda part: part) for key in tree if key not in HEAD]


def _shifted(mine: list[int]) -> Back:
    def back(part: Part) -> Part:
        if len(part) > 1 and part[0] == "steps" and isinstance(part[1], int):
            return ("steps", mine[part[1]], *part[2:])
        return part

    return back


def by_authority(tree: Tree) -> list[tuple[Tree, Back]]:
    """A file for every authority with its own steps, which wait only for each other."""
    mine: dict[str, list[int]] = {}
    for index, step in enumerate(tree.get("steps", ())):
        mine.setdefault(step.get("authority", ""), []).append(index)
    found: list[tuple[Tree, Back]] = []
    for authority, indices in mine.items():
        piece = deepcopy({**{key: tree[key] for key in HEAD if key in tree},
                          "steps": [tree["steps"][index] for index in indices]})
        ids = {str(each["id"]) for each in piece["steps"]}
        piece["document"]["department"] = authority
        for step in piece["steps"]:
            for key in ("after", "issue_after"):
                if left := [each for each in step.pop(key, ()) if str(each) in ids]:
                    step[key] = left
        found.append((piece, _shifted(indices)))
    return found
