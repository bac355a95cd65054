"""BPMN 2.0 diagrams as documents: tasks are steps, lanes authorities, data objects materials. Codes S612-S625."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kb.clauses.duration import parse_duration
from kb.clauses.located import Data, Located
from kb.clauses.model import Limit
from kb.compiler.knowledge import Knowledge
from kb.findings import Finding, KbError, problem
from kb.linter.readers.bpmnbranch import Branches
from kb.linter.readers.bpmntext import limit_in, name_and_limit, says, sounds_like_limit, timer
from kb.linter.readers.bpmnxml import MOST_TASKS, SUBS, TASKS, Model, Node, local, model, spot
from kb.linter.readers.cells import RefusedError, converted
from kb.linter.readers.columns import DOCUMENT, SITUATION, STEPS, Column, column_named, part_named, split_title
from kb.linter.readers.flow import Flow
from kb.linter.readers.grid import Cell
from kb.linter.readers.terms import Terms
from kb.linter.readers.tree import Branch

_FIXED = ("id", "name", "after", "issue_after")
"""What a diagram says by drawing, not in words."""


def diagram(knowledge: Knowledge, data: bytes, name: str) -> tuple[Located, list[Finding]]:
    """The document that a diagram draws, and what is wrong with it. KbError when it cannot be read at all."""
    reader = _Diagram(Terms(knowledge), model(data, name), name)
    return reader.read(), reader.wrong


@dataclass(slots=True)
class _Diagram:
    terms: Terms
    model: Model
    file: str
    wrong: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)

    def read(self) -> Located:
        root = Branch(spot(self.model.root))
        self._head(root)
        tasks = [node for node in self.model.nodes.values() if self._is_step(node)]
        if len(tasks) > MOST_TASKS:
            raise KbError(problem("S611", "too-large", f"流程图有{len(tasks)}个任务，最多{MOST_TASKS}个",
                                  root.mark.place(self.file), "拆成几张图"))
        flow = Flow({node.id for node in tasks}, {name for name in self.model.nodes if name not in self.model.ends},
                    self.model.edges)
        for edge in flow.back:
            node = self.model.nodes[edge.source]
            self._note("S624", "way-back", "这条线往回走，是退回重办，没有当作前置",
                       self.model.flows.get(edge.id, node.xml), "不是退回重办的，改线的方向")
        waits, branches = flow.waits(), Branches(self.terms, self.model, flow)
        for node in tasks:
            step = root.row("steps", node.mark)
            self._step(step, node)
            when = branches.when(node.id)
            if when and "when" not in step.value:
                step.put("when", when, node.mark)
            for earlier, edge in sorted(waits[node.id].items(), key=lambda each: self._order(each[0])):
                xml = self.model.flows.get(edge.id, node.xml)
                step.add("after", [earlier], lambda xml=xml: spot(xml))  # type: ignore[misc]
        return Located(root.value, self.file, root.mark, tuple(self.notes))

    def _order(self, name: str) -> int:
        return list(self.model.nodes).index(name)

    def _is_step(self, node: Node) -> bool:
        if node.kind in SUBS:
            return node.id not in self.model.ends
        waiting = node.kind == "intermediateCatchEvent" and timer(node.xml) is not None
        return node.kind in TASKS or waiting

    def _head(self, root: Branch) -> None:
        """The document's own data: said in words on the diagram, a process or a pool, else their names."""
        named = [each for each in self.model.root.iter()
                 if local(each) in ("definitions", "collaboration", "process", "participant")]
        document = root.branch("document", lambda: spot(self.model.root))
        for each in named:
            for title, value in says(self.model, each):
                cell = self._cell(value, each)
                if part_named(title) is SITUATION:
                    found = self._converted(cell, Column("situation", "情形", "facts"), "")
                    if isinstance(found, dict):
                        root.put("situation", found, cell.mark)
                elif column := column_named(DOCUMENT, title) if title else None:
                    found = self._converted(cell, column, "")
                    if found is not None and column.key not in document.value:
                        document.put(column.key, self._service(column, found), cell.mark)
        for each in named:
            name = " ".join(str(each.get("name") or "").split())
            service = self.terms.service(name)
            if name and "service" not in document.value and service in self.terms.knowledge.services:
                document.put("service", service, self._cell(name, each).mark)
            if name and "title" not in document.value and local(each) == "process":
                document.put("title", name[:100], self._cell(name, each).mark)
        if "service" not in document.value:
            self.wrong.append(problem(
                "S622", "no-service", "流程图没有写是哪个事项",
                next(spot(each) for each in named if local(each) == "process").place(self.file),
                "在流程（或泳池）的说明文字里写一行“事项：power.connect”，用 banshi services 查看有哪些事项"))

    def _service(self, column: Column, found: Data) -> Data:
        return self.terms.service(str(found)) if column.key == "service" else found

    def _step(self, step: Branch, node: Node) -> None:
        name, limit = name_and_limit(node.name)
        if not name:
            self.wrong.append(problem("S621", "bad-element", "任务没有名称", node.mark().place(self.file),
                                      "写上环节名称"))
        step.put("id", node.id, node.mark)
        step.put("name", name or node.id, node.mark)
        if self.model.lanes.get(node.id):
            step.put("authority", " ".join(self.model.lanes[node.id].split()), node.mark)
        for xml, text in ((node.xml, limit), *self._timers(node)):
            if text:
                self._limit(step, self._cell(text, xml))
        for title, value in says(self.model, node.xml):
            self._said(step, self._cell(value, node.xml), title)
        self._data(step, node)

    def _timers(self, node: Node) -> list[tuple[Any, str]]:
        """The times of timers: on the task's edge, or of the event itself; a name that is a time limit says more."""
        events = [each.xml for each in self.model.nodes.values()
                  if each.kind == "boundaryEvent" and each.xml.get("attachedToRef") == node.id]
        found = []
        for each in (*events, *([node.xml] if node.kind == "intermediateCatchEvent" else [])):
            stated = timer(each)
            if stated is not None:
                found.append((each, limit_in(str(each.get("name") or "")) or stated))
        return found

    def _said(self, step: Branch, cell: Cell, title: str) -> None:
        column = column_named(STEPS, title) if title else None
        if column is None or column.key in _FIXED:
            if not title and limit_in(cell.text):
                self._limit(step, cell)
            elif sounds_like_limit(cell.text):
                self._note("S625", "unread-limit", f"“{cell.text[:40]}”没有当作时限读入", None,
                           "单独写一行，如“时限：7个工作日”", cell)
            elif not title or not title.isascii():
                text = f"{title}：{cell.text}" if title else cell.text
                step.put("note", f"{step.value.get('note', '')}{text}"[:500], cell.mark)
            return
        found = self._converted(cell, column, split_title(title)[1])
        if found is None:
            return
        if column.key == "duration":
            self._limit(step, Cell(str(found), cell.line, 0, element=cell.element))
        elif isinstance(found, list):
            step.add(column.key, found, cell.mark)
        else:
            *around, key = column.key.split(".")
            branch = step
            for each in around:
                branch = branch.branch(each, cell.mark)
            branch.put(key, found, cell.mark)

    def _limit(self, step: Branch, cell: Cell) -> None:
        before = step.value.get("duration")
        if before is not None and _limit(str(before)) != _limit(cell.text):
            self.wrong.append(problem("S617", "said-twice", f"时限写了两个：{before} 和 {cell.text}",
                                      cell.place(self.file), "只留一个"))
            return
        if before is None:
            step.put("duration", cell.text, cell.mark)

    def _data(self, step: Branch, node: Node) -> None:
        """Data objects that come in are materials, those that go out the result."""
        for each in node.xml:
            if local(each) == "dataInputAssociation":
                for source in each:
                    if local(source) == "sourceRef" and source.text:
                        self._material(step, source.text.strip())
            elif local(each) == "dataOutputAssociation":
                for target in each:
                    if local(target) == "targetRef" and target.text:
                        self._result(step, target.text.strip())
        for source, target, xml in self.model.links:
            if target == node.id and source in self.model.data:
                self._material(step, source)
            elif source == node.id and target in self.model.data:
                directed = (xml.get("associationDirection") or "None") != "None"
                self._result(step, target) if directed else self._material(step, target)

    def _material(self, step: Branch, name: str) -> None:
        xml = self.model.data.get(name)
        shown = " ".join(str(xml.get("name") or "").split()) if xml is not None else ""
        if xml is None or not shown:
            return
        if local(xml) == "dataStoreReference":
            self._note("S624", "data-store", f"数据库“{shown}”没有当作材料读入", xml, "申请人要交的材料画成数据对象")
        else:
            step.add("materials", [shown], lambda: spot(xml))

    def _result(self, step: Branch, name: str) -> None:
        xml = self.model.data.get(name)
        shown = " ".join(str(xml.get("name") or "").split()) if xml is not None else ""
        if xml is not None and shown:
            both = f"{step.value['result']}、{shown}" if "result" in step.value else shown
            step.put("result", both[:100], lambda: spot(xml))

    def _converted(self, cell: Cell, column: Column, unit: str) -> Data:
        if cell.blank:
            return None
        try:
            return converted(cell, column, unit, self.terms)
        except RefusedError as refused:
            message, hint = refused.args
            self.wrong.append(problem("S616", "cell-not-understood", f"{column.title}：{message}",
                                      cell.place(self.file), hint))
            return None

    def _cell(self, value: str, xml: Any) -> Cell:
        mark = spot(xml)
        return Cell(value, mark.line, 0, element=mark.element)

    def _note(self, code: str, name: str, message: str, xml: Any, hint: str, cell: Cell | None = None) -> None:
        place = cell.place(self.file) if cell else spot(xml).place(self.file)
        self.notes.append(problem(code, name, message, place, hint, "note"))


def _limit(text: str) -> Limit | str:
    try:
        return parse_duration(text)
    except KbError:
        return text


