"""From grids to the tree of a document: what cannot be understood is told with its cell. Codes S612-S619."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kb.clauses.limits import MAX_FINDINGS, too_many_slips
from kb.clauses.located import Data, Located, Mark
from kb.findings import Finding, Place, nearest, problem
from kb.linter.readers.blocks import KEY_TITLES, Block, blocks
from kb.linter.readers.cells import RefusedError, converted
from kb.linter.readers.columns import DOCUMENT, PARTS, SITUATION, Column, Part, column_named, fold, part_named
from kb.linter.readers.grid import Cell, Grid, Row
from kb.linter.readers.stepnames import StepNames
from kb.linter.readers.terms import Terms
from kb.linter.readers.tree import Branch

OWN_SHEETS = ("说明", "填写说明", "选项")
"""Sheets of the template that hold no data."""

FOOT = re.compile("^(?:注|备注|说明|填表|制表|审核|联系|电话|合计|总计|共计|小计|单位|日期|年月日)")
_COLON = re.compile(r"^(.{1,20}?)[:：]\s*(.+)$", re.DOTALL)
_GAPS = re.compile(r"[\s\u3000]{2,}|[;；\n]")


@dataclass(slots=True)
class Tables:
    """Reads all grids of one file into one document."""

    file: str
    terms: Terms
    wrong: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    root: Branch = field(default_factory=lambda: Branch(Mark(1, 1)))
    steps: StepNames = field(init=False)

    def __post_init__(self) -> None:
        self.steps = StepNames(self.wrong, self.file)

    def read(self, grids: Iterable[Grid]) -> tuple[Located, list[Finding]]:
        """The document in these grids, and what is wrong with it."""
        found: list[Block] = []
        for grid in grids:
            if grid.name and fold(grid.name) in OWN_SHEETS:
                continue
            for block in blocks(grid):
                found.append(block)
                self._unread(grid, block)
        order = {part.key: number for number, part in enumerate(PARTS)}
        for block in sorted((each for each in found if each.part), key=lambda each: order[_part(each).key]):
            self._block(block)
        self.steps.resolve()
        if not any(block.part for block in found):
            self.tell("S612", "no-table", "没有认出任何一张表", None, "用 banshi template 生成模板来填，"
                      "或者照模板写表头，如“编号、环节名称、办理部门、前置环节、时限”")
        elif "service" not in self.root.branch("document", self._start).value:
            self.tell("S612", "no-service", "没有写是哪个事项", self._first(found),
                       "在“文件”表里写一行“事项”，后面写事项的编号或名称；用 banshi services 查看")
        return Located(self.root.value, self.file, self.root.mark, tuple(self.notes)), self.wrong

    def _start(self) -> Mark:
        return Mark(1, 1)

    def _unread(self, grid: Grid, block: Block) -> None:
        """Note a table that is not recognised at all."""
        if block.part is None and block.rows:
            cell = next(iter(block.rows[0].values()))
            what = f"表“{grid.name}”" if grid.name else "这些行"
            self.tell("S613", "unknown-table", f"没有认出{what}是什么，没有读入", cell,
                       f"表名写成其中一个：{'、'.join(part.title for part in PARTS)}；与审查无关的可以不管", note=True)

    def _block(self, block: Block) -> None:
        part = _part(block)
        if part in (DOCUMENT, SITUATION):
            self._pairs(part, block.rows)
            return
        self._above(block.above)
        if not block.columns:
            return
        for cell in block.unknown:
            if not cell.word.casefold().startswith("x_"):
                known = [word for column in part.columns for word in (column.title, *column.words)]
                self.tell("S614", "unknown-column", f"没有认出“{cell.word}”这一列，没有读入", cell,
                           nearest(cell.word, known) or f"能认的列：{'、'.join(each.title for each in part.columns)}",
                           note=True)
        for cell in block.doubled:
            if cell.word != "序号":
                self.tell("S617", "double-column", f"“{cell.word}”这一列同另一列意思一样，没有读入", cell,
                           "只留一列，或者换一个表头", note=True)
        if part.must not in block.column_at:
            title = next(each.title for each in part.columns if each.key == part.must)
            self.tell("S615", "missing-column", f"“{part.title}”表缺少“{title}”这一列",
                       next(iter(block.titles.values())), f"加上表头“{title}”")
            return
        from kb.linter.readers.tablerows import Rows

        Rows(self, block, part).read()

    def _above(self, rows: list[Row]) -> None:
        """What stands above the titles: the document's head, or its title."""
        for row in rows:
            cells = list(dict.fromkeys(row[number] for number in sorted(row)))
            if len(cells) == 1 and not _COLON.match(cells[0].text):
                document = self.root.branch("document", cells[0].mark)
                if "title" not in document.value and not FOOT.match(cells[0].word) and len(cells[0].text) <= 100:
                    document.put("title", cells[0].text, cells[0].mark)
                    continue
            self._pairs(DOCUMENT, [row])

    def _pairs(self, part: Part, rows: list[Row]) -> None:
        titled: tuple[int, ...] = ()
        for number, row in enumerate(rows):
            cells = list(dict.fromkeys(row[each] for each in sorted(row)))
            if number == 0 and len(cells) > 1 and fold(cells[0].text) in KEY_TITLES and _is_title(part, cells):
                titled = tuple(sorted(row))[:2]
                continue
            if titled:
                cells = [row[each] for each in titled if each in row]
            while cells:
                key = cells.pop(0)
                several = [match for each in _GAPS.split(key.text) if (match := _COLON.match(each))]
                if several and all(_key(part, match[1]) for match in several):
                    for match in several:
                        self._pair(part, match[1], replace(key, value=match[2]), key)
                elif cells and _key(part, key.word):
                    self._pair(part, key.word, cells.pop(0), key)
                    if part is SITUATION or (cells and not _key(part, cells[0].word)):
                        cells = []  # the template's explanation stands behind the value
                elif _key(part, key.word):
                    continue  # a title without a value
                else:
                    self.tell("S616", "unread-cell", f"没有认出“{short(key.word)}”，没有读入", key,
                               "写成“事项”“部门”“标题”“依据日期”等，值写在右边一格" if part is DOCUMENT
                               else "左边写情况的编号或名称，右边写值", note=part is DOCUMENT)
                    cells = []

    def _pair(self, part: Part, key: str, value: Cell, title: Cell) -> None:
        if value.blank:
            return
        if part is SITUATION:
            self._put(self.root.branch("situation", title.mark), self.terms.fact(key), value.text, value, title)
            return
        column = column_named(DOCUMENT, key)
        if column is None:
            return
        found = self.attempt(value, column, "")
        if found is not None and column.key == "service":
            found = self.terms.service(str(found))
        if found is not None:
            self._put(self.root.branch("document", title.mark), column.key, found, value, title)

    def _put(self, branch: Branch, key: str, found: Data, value: Cell, title: Cell) -> None:
        if branch.value.get(key, found) != found and not (key == "title" and branch.value[key]):
            self.tell("S617", "said-twice", f"“{short(title.word)}”写了两次，不一样", value, "只留一个")
            return
        branch.put(key, found, value.mark, title.mark)

    def attempt(self, cell: Cell, column: Column, unit: str) -> Data:
        """The value of a cell; None after a refusal, which is told."""
        try:
            return converted(cell, column, unit, self.terms)
        except RefusedError as refused:
            message, hint = refused.args
            self.tell("S616", "cell-not-understood", f"{column.title}：{message}", cell, hint)
            return None

    def _first(self, found: list[Block]) -> Cell | None:
        rows = [row for block in found for row in (block.titles, *block.rows) if row]
        return next(iter(rows[0].values())) if rows else None

    def tell(self, code: str, name: str, message: str, cell: Cell | None, hint: str, note: bool = False) -> None:
        place = cell.place(self.file) if cell else Place(self.file)
        told = problem(code, name, message, place, hint, "note" if note else "error")
        into = self.notes if note else self.wrong
        if len(into) < MAX_FINDINGS:
            into.append(told)
        elif len(into) == MAX_FINDINGS:
            into.append(replace(too_many_slips(place), severity=told.severity))


def _part(block: Block) -> Part:
    assert block.part is not None  # noqa: S101
    return block.part


def _is_title(part: Part, cells: list[Cell]) -> bool:
    values = ("内容", "值", "填写", "取值", "填写内容", "填这里", "填写处")
    return fold(cells[1].text) in values or part_named(cells[0].text) is part


def _key(part: Part, text: str) -> bool:
    """Whether a text is a key of the document's head; in the situation every text is one."""
    return part is SITUATION or column_named(DOCUMENT, text) is not None


def short(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:30]}…"
