"""Steps of a table by id and name: rows of other tables find theirs, and waiting is written with ids."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from kb.clauses.located import Data
from kb.findings import Finding, nearest, problem
from kb.linter.match import folded
from kb.linter.readers.cells import listed
from kb.linter.readers.grid import Cell
from kb.linter.readers.tree import Branch

_BEFORE = ("上一环节", "上一步", "上一步骤", "上个环节", "前一环节", "上一项")


@dataclass(slots=True)
class StepNames:
    """The steps met so far, and who waits for whom as written."""

    wrong: list[Finding]
    file: str
    branches: list[Branch] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    names: dict[str, list[int]] = field(default_factory=dict)
    waits: list[tuple[int, Branch, str, list[str], Cell]] = field(default_factory=list)

    def add(self, branch: Branch, cell: Cell) -> None:
        """A step; without an id it gets its name for one, and a number when the name is taken."""
        name = str(branch.value.get("name", ""))
        index = len(self.branches)
        self.branches.append(branch)
        if "id" in branch.value:
            self.ids.setdefault(_plain(str(branch.value["id"])), index)
        else:  # not an id to be referred to: two steps of one name stay ambiguous
            own = name
            while own in self.taken:
                own = f"{name}#{cell.line}" if own == name else f"{own}'"
            branch.put("id", own, cell.mark)
        self.taken.add(str(branch.value["id"]))
        self.names.setdefault(folded(name), []).append(index)

    def wait(self, branch: Branch, key: str, names: list[Data], cell: Cell) -> None:
        """Keep what a step waits for until all steps are known."""
        self.waits.append((len(self.branches), branch, key, [str(each) for each in names], cell))

    def find(self, cell: Cell) -> Branch | None:
        """The step that a cell names; told and None when there is none or there are several."""
        index = self._index(cell.text, cell, "这个环节")
        return None if index is None else self.branches[index]

    def resolve(self) -> None:
        """Write all waiting with ids."""
        for index, branch, key, names, cell in self.waits:
            own = next((each for each, other in enumerate(self.branches) if other.value is branch.value), index)
            found: list[Data] = []
            for name in self._whole(names):
                if name in _BEFORE and own > 0:
                    found.append(self.branches[own - 1].value["id"])
                    continue
                if self.branches and _plain(name) not in self.ids and folded(name) not in self.names:
                    found.append(name)  # told by the review (P650)
                    continue
                other = self._index(name, cell, "前置环节")
                if other is not None:
                    found.append(self.branches[other].value["id"])
            if found:
                branch.add(key, found, cell.mark)

    def _whole(self, names: list[str]) -> list[str]:
        """Names put together again that hold a separator themselves."""
        return listed("、".join(names), lambda text: folded(text) in self.names, numbered=False)

    def _index(self, text: str, cell: Cell, what: str) -> int | None:
        if _plain(text) in self.ids:
            return self.ids[_plain(text)]
        found = self.names.get(folded(text), [])
        if len(found) == 1:
            return found[0]
        if found:
            self.wrong.append(problem("S603", "ambiguous-step", f"有{len(found)}个环节都叫“{text}”",
                                      cell.place(self.file), "给它们各自的编号，这里写编号"))
            return None
        if not self.branches and self.wrong:
            return None  # the table of steps could not be read; that has been told
        known = [str(each.value["name"]) for each in self.branches]
        self.wrong.append(problem("S603", "dangling-after", f"没有{what}：“{text}”", cell.place(self.file),
                                  nearest(text, known) or "写环节表里的编号或名称"))
        return None


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
