"""The rows of one table: each becomes an entry of its part, or is told with its cell. Codes S616-S619."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.linter.readers.blocks import Block
from kb.linter.readers.columns import STEPS, Part
from kb.linter.readers.grid import Cell, Row
from kb.linter.readers.table import FOOT, short
from kb.linter.readers.tree import Branch

if TYPE_CHECKING:
    from kb.linter.readers.table import Tables

_TOTAL = re.compile("(?:合计|总计|共计|小计)(?:时限|时间)?|总时限|总时间")
_REMARK = re.compile("^(?:注|备注|说明|填表说明|填写说明)[0-9]?[:：]")
_LISTS = ("names", "materials", "waits", "seals", "fees")
_SAME = ("同上", "〃", "″", '"', "同前")


class Rows:
    """The rows of one table of a document."""

    def __init__(self, tables: Tables, block: Block, part: Part) -> None:
        self.tables, self.block, self.part = tables, block, part
        self.at = block.column_at
        self.branch: Branch | None = None
        self.row: Row = {}
        self.step: Cell | None = None

    def read(self) -> None:
        """Read all rows."""
        for row in self.block.rows:
            known = {number: cell for number, cell in row.items()
                     if number in self.block.columns and not self._blank(number, cell)}
            if not known or self.at[self.part.must] in known:
                self._stray({number: cell for number, cell in row.items() if number not in self.block.columns})
            if not known:
                continue
            must = known.get(self.at[self.part.must])
            if must is None:
                self._nameless(row, known)
            elif len(known) == 1 and _REMARK.match(must.word):
                self._note(must)
            elif _TOTAL.fullmatch(must.word):
                self.tables.tell("S618", "stray-row", f"“{must.word}”这一行是合计，没有读入", must,
                                 "总时限写到承诺表里", note=True)
            elif must.merged and self.branch is not None and must is self.row.get(self.at[self.part.must]):
                self._more(known)
            else:
                self._one(known, must)
                self.row = row

    def _blank(self, number: int, cell: Cell) -> bool:
        """Whether a cell says nothing; 无 in a column of yes and no is no."""
        return cell.blank and not (cell.word == "无" and self.block.columns[number][0].kind == "flag")

    def _stray(self, row: Row) -> None:
        """Cells outside the columns that are read; whole columns that are not read have been told already."""
        titles = set(self.block.titles)
        for number, cell in row.items():
            if number not in titles and not cell.blank and cell not in self.block.titles.values():
                self._note(cell)

    def _note(self, cell: Cell) -> None:
        self.tables.tell("S618", "stray-row", f"“{short(cell.word)}”不在表里，没有读入", cell,
                         "要读入的，写到表里有表头的列", note=True)

    def _nameless(self, row: Row, known: Row) -> None:
        first = row[min(row)]
        title = next(each.title for each in self.part.columns if each.key == self.part.must)
        if FOOT.match(first.word) or (len(set(row.values())) == 1 and len(first.word) > 20):
            self._note(first)
        elif set(known) == {self.at.get("id", -1)} and self.part is STEPS:
            return  # a number that was filled down with no step behind it
        else:
            self.tables.tell("S618", "row-without-name", f"这一行没有写“{title}”", next(iter(known.values())),
                             f"写上{title}，或者删去这一行")

    def _one(self, known: Row, must: Cell) -> None:
        parent, key = self._parent(known, must)
        if parent is None:
            return
        self.branch = parent.row(key, must.mark)
        for number in sorted(known):
            self._cell(self.branch, number, known[number])
        if self.part is STEPS:
            self.tables.steps.add(self.branch, must)

    def _parent(self, known: Row, must: Cell) -> tuple[Branch | None, str]:
        """Where the row belongs: the document, or the step it names."""
        if not self.part.of_step:
            return self.tables.root, self.part.key
        cell = known.get(self.at.get("step", -1))
        if cell is not None and cell.word in _SAME:
            cell = self.step
        self.step = cell
        if cell is None:
            if self.part.key == "fees":
                return self.tables.root, "fees"
            self.tables.tell("S619", "row-without-step", f"没有写“{short(must.word)}”属于哪个环节", must,
                             "在“环节”一列写上环节的编号或名称；同上一行一样的写“同上”，或者合并单元格")
            return None, ""
        return self.tables.steps.find(cell), self.part.key

    def _more(self, known: Row) -> None:
        """A further row of a merged name: its lists are longer, everything else must be the same."""
        assert self.branch is not None  # noqa: S101  # asked for by the caller
        for number, cell in sorted(known.items()):
            column, unit = self.block.columns[number]
            if cell is self.row.get(number):
                continue
            if column.kind not in _LISTS:
                if number in self.row and self.row[number].word != cell.word:
                    self.tables.tell("S617", "said-twice", f"合并的一行里“{column.title}”写了两个", cell,
                                     "只留一个，或拆成两行")
                elif number not in self.row:
                    self._cell(self.branch, number, cell)
                continue
            found = self.tables.attempt(cell, column, unit)
            if isinstance(found, list) and column.kind == "waits":
                self.tables.steps.wait(self.branch, column.key, found, cell)
            elif isinstance(found, list):
                self.branch.add(column.key, found, cell.mark)

    def _cell(self, branch: Branch, number: int, cell: Cell) -> None:
        column, unit = self.block.columns[number]
        if column.kind == "step":
            return
        found = self.tables.attempt(cell, column, unit)
        if found is None or found in ([], {}):
            return
        if column.kind == "practice" and not re.fullmatch("[a-z0-9][a-z0-9._-]*", str(found)):
            self.tables.tell("S616", "cell-not-understood", f"没有认出做法类别“{short(cell.word)}”，没有读入", cell,
                             "写“搭售”或英文类别；不清楚就不写", note=True)
            return
        title = self.block.titles[number]
        if column.kind == "waits" and isinstance(found, list):
            self.tables.steps.wait(branch, column.key, found, cell)
            return
        *around, key = column.key.split(".")
        for each in around:
            branch = branch.branch(each, cell.mark)
        branch.put(key, found, cell.mark, title.mark)
