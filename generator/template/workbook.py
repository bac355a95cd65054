"""The template as a workbook: drop-downs, notes on titles, a sheet that explains, widths and a Chinese font."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from generator.template.rows import TABLE_PARTS, Row, head, situation, table
from generator.template.text import facts_of
from kb.clauses.model import Fact
from kb.compiler.knowledge import Knowledge
from kb.findings import KbError, problem
from kb.linter.readers.columns import DOCUMENT, NATURES, SITUATION, STEPS, Column, Part

FONT = "微软雅黑"
LAST = 300
"""Down to which row drop-downs and formats reach."""
_EXPLAIN = (
    "怎么填",
    "1. 每张表一类内容，照本部门实际的做法改：多的行删去，少的行补上。不知道的不要写，不写就是“没有说”。",
    "2. “环节”表一行一个环节。前置环节写编号或名称，几个之间用顿号隔开；结果要等别的环节的，写在“出结果前须办结”。",
    "3. 时限写“7个工作日”“1.5个工作日”“29日”“24小时”“即时”。只写“7天”按自然日算。",
    "4. 一个环节的材料、容缺、收费、盖章各有一张表，“环节”一列写环节的编号或名称；同上一行一样的写“同上”，或合并。",
    "5. 是或否的栏目写“是”“否”（或√、×）；有下拉的可以选，也可以自己写。",
    "6. 表头可以换位置、可以不要；自己加的列不会读入，审查时会提示。表头以 x_ 开头的是自用的列，不提示。",
    "7. 填好以后运行：banshi lint 文件名.xlsx。查出的问题会指到哪张表的哪一格。",
)


def workbook(knowledge: Knowledge, data: Row) -> bytes:
    """The template as XLSX. KbError when openpyxl is not installed."""
    try:
        from openpyxl import Workbook
    except ImportError:
        raise KbError(problem("S607", "no-office", "生成 XLSX 要用 openpyxl，还没有安装",
                              hint="运行：pip install 'banshi[office]'；或者改用 --format csv 或 yaml")) from None
    book: Any = Workbook()
    book.remove(book.active)
    return _Book(book, knowledge, data).written()


class _Book:
    def __init__(self, book: Any, knowledge: Knowledge, data: Row) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        self.book, self.knowledge, self.data = book, knowledge, data
        self.bold, self.plain = Font(name=FONT, size=11, bold=True), Font(name=FONT, size=11)
        self.fill = PatternFill("solid", fgColor="DCE6F1")
        line = Side(style="thin", color="BFBFBF")
        self.border = Border(left=line, right=line, top=line, bottom=line)
        self.wrap = Alignment(wrap_text=True, vertical="top")
        self.lists: dict[str, str] = {}

    def written(self) -> bytes:
        """The bytes of the workbook."""
        self._explanation()
        self._options()
        self._pairs(DOCUMENT, ("项目", "内容", "说明"),
                    [(column.title, value, column.about) for column, value in head(self.data)])
        given = situation(self.data)
        self._pairs(SITUATION, ("情况", "值", "说明"), [
            (f"{fact.title}（{fact.id}）", _said(fact, given.get(fact.id)), fact.question)
            for fact in facts_of(self.knowledge, self.data)])
        self._fact_choices()
        for part in TABLE_PARTS:
            self._table(part)
        self.book.move_sheet("选项", len(self.book.sheetnames))
        self.book["选项"].sheet_state = "hidden"
        self.book.active = self.book.sheetnames.index(STEPS.title)
        for sheet in self.book:
            sheet.sheet_view.tabSelected = sheet.title == STEPS.title
            sheet.page_setup.orientation = "landscape"
            sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
            sheet.page_setup.fitToHeight = 0
            sheet.sheet_properties.pageSetUpPr.fitToPage = True
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()

    def _explanation(self) -> None:
        sheet = self.book.create_sheet("说明")
        service = self.knowledge.service(self.data["document"]["service"])
        lines = (f"{service.name}（{service.id}）办理流程", *_EXPLAIN, "各表：", *(
            f"{part.title}{f'（{part.about}）' if part.about else ''}" for part in TABLE_PARTS))
        for number, line in enumerate(lines, 1):
            self._put(sheet, number, 1, line, self.bold if number <= 2 else self.plain)  # two headings
        sheet.column_dimensions["A"].width = 110

    def _options(self) -> None:
        """The lists behind the drop-downs, on a hidden sheet: a list in the drop-down itself may not be long."""
        sheet = self.book.create_sheet("选项")
        program = self.knowledge.program(self.data["document"]["service"], self.data["document"]["as_of"])
        lists = {"flag": ["是", "否"], "nature": [words.split()[0] for words in NATURES.values()],
                 "is": list(program.steps), "material": list(self.knowledge.materials),
                 "authority": [each.name for each in self.knowledge.authorities.values()],
                 "form": ["原件", "复印件", "电子版"]}
        for number, (name, values) in enumerate(lists.items(), 1):
            letter = chr(ord("A") + number - 1)
            for row, value in enumerate((name, *values), 1):
                sheet.cell(row, number, value)
            self.lists[name] = f"选项!${letter}$2:${letter}${len(values) + 1}"
        self.lists["step"] = f"{STEPS.title}!$A$2:$A${LAST}"

    def _pairs(self, part: Part, titles: tuple[str, str, str], rows: list[tuple[str, Any, str]]) -> None:
        sheet = self.book.create_sheet(part.title)
        for column, (title, width) in enumerate(zip(titles, (34, 40, 70), strict=True), 1):
            self._title(sheet, column, title, width)
        for number, row in enumerate(rows, 2):
            for column, value in enumerate(row, 1):
                self._put(sheet, number, column, value, self.plain)
        sheet.freeze_panes = "A2"

    def _fact_choices(self) -> None:
        sheet = self.book[SITUATION.title]
        for number, fact in enumerate(facts_of(self.knowledge, self.data), 2):
            if fact.type == "boolean":
                self._choice(sheet, f"B{number}", self.lists["flag"])
            elif fact.type == "enum" and sum(len(each.name) + 1 for each in fact.values) < 200:
                self._choice(sheet, f"B{number}", f'"{",".join(each.name for each in fact.values)}"')

    def _table(self, part: Part) -> None:
        from openpyxl.comments import Comment
        from openpyxl.utils import get_column_letter

        sheet = self.book.create_sheet(part.title)
        for number, column in enumerate(part.columns, 1):
            letter = get_column_letter(number)
            self._title(sheet, number, column.title, column.width)
            if column.about:
                sheet.cell(1, number).comment = Comment(column.about, "banshi", width=260, height=80)
            source = self._source(part, column)
            if source:
                self._choice(sheet, f"{letter}2:{letter}{LAST}", source)
            if column.kind not in ("whole", "amount", "day"):
                sheet.column_dimensions[letter].number_format = "@"  # else 7-10 becomes a date
        for number, row in enumerate(table(self.data, part), 2):
            for at, column in enumerate(part.columns, 1):
                self._put(sheet, number, at, row.get(column.key), self.plain)
        sheet.freeze_panes = "C2" if part is STEPS else "A2"
        sheet.print_title_rows = "1:1"

    def _source(self, part: Part, column: Column) -> str:
        if column.kind in ("flag", "nature"):
            return self.lists[column.kind]
        if column.key == "is":
            return self.lists["is" if part is STEPS else "material"]
        named = column.key in ("authority", "from", "payer", "payee", "by", "receiver")
        return self.lists["authority"] if named else self.lists.get(column.key, "")

    def _choice(self, sheet: Any, cells: str, source: str) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        choice = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=False)
        sheet.add_data_validation(choice)
        choice.add(cells)

    def _title(self, sheet: Any, column: int, title: str, width: int) -> None:
        from openpyxl.utils import get_column_letter

        cell = self._put(sheet, 1, column, title, self.bold)
        cell.fill = self.fill
        sheet.column_dimensions[get_column_letter(column)].width = width + 2

    def _put(self, sheet: Any, row: int, column: int, value: Any, font: Any) -> Any:
        cell = sheet.cell(row, column)
        cell.value = value if value != "" else None
        if isinstance(value, str):
            cell.data_type = "s"  # a text that begins with = is no formula
        cell.font, cell.alignment, cell.border = font, self.wrap, self.border
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
        elif isinstance(value, str):
            cell.number_format = "@"
        return cell


def _said(fact: Fact, value: Any) -> Any:
    """A fact's value in the words of its drop-down."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return next((each.name for each in fact.values if each.id == value), value)
