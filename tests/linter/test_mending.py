"""`--fix`: what a fix means for the tree, the text and the cells; nothing lawful is lost, nothing else changes."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from document_samples import book, said
from openpyxl import load_workbook
from openpyxl.styles import Font, PatternFill

from kb.compiler.load import load
from kb.linter.document import read_procedure
from kb.linter.mending.mend import Mended, mend, mended_name
from kb.linter.mending.operations import Change, UnfitError, applied, changes
from kb.linter.mending.textedit import changed

KNOWLEDGE = load()
TODAY = date(2018, 11, 5)
SAMPLES = Path(__file__).parents[2] / "docs" / "samples"


def tree(**waits: object) -> dict:
    """Steps by id, each with its `after`; None for none."""
    return {"steps": [{"id": name, "name": name.upper()} | ({} if after is None else {"after": after})
                      for name, after in waits.items()]}


def after(found: object) -> dict:
    return {each["id"]: each.get("after") for each in found["steps"]}  # type: ignore[index]


@pytest.mark.parametrize(("waits", "path", "wanted"), [
    ({"a": None, "b": ["a"], "c": ["b"]}, "/steps/1", {"a": None, "c": ["a"]}),
    ({"a": None, "b": ["a"], "c": "b"}, "/steps/1", {"a": None, "c": "a"}),
    ({"a": None, "b": None, "c": ["b"]}, "/steps/1", {"a": None, "c": None}),
    ({"a": None, "b": None, "c": "b"}, "/steps/1", {"a": None, "c": None}),
    ({"a": None, "x": None, "b": ["a", "x"], "c": "b"}, "/steps/2", {"a": None, "x": None, "c": ["a", "x"]}),
    ({"a": None, "b": ["a"], "c": ["b", "a"]}, "/steps/1", {"a": None, "c": ["a"]}),
    ({"a": None, "k": ["a"], "b": ["a"], "c": ["b", "k"]}, "/steps/2", {"a": None, "k": ["a"], "c": ["k"]}),
    ({"a": ["b"], "b": ["a"]}, "/steps/0", {"b": None}),
    ({"a": None, "b": ["a"], "c": ["b"]}, "/steps/2/after/0", {"a": None, "b": ["a"], "c": ["a"]}),
    ({"a": None, "b": None, "c": ["b"]}, "/steps/2/after/0", {"a": None, "b": None, "c": None}),
    ({"a": None, "b": None, "c": "b"}, "/steps/2/after", {"a": None, "b": None, "c": None}),
    ({"a": None, "b": ["a"], "c": ["b"], "d": ["c"]}, "/steps/2/after/0",
     {"a": None, "b": ["a"], "c": ["a"], "d": ["c", "b"]}),
    ({"a": None, "b": ["a"], "c": ["b"], "d": "c"}, "/steps/2/after/0",
     {"a": None, "b": ["a"], "c": ["a"], "d": ["c", "b"]}),
    ({"b": None, "c": ["b"], "d": ["c", "e"], "e": ["b"]}, "/steps/1/after/0",
     {"b": None, "c": None, "d": ["c", "e"], "e": ["b"]}),
])
def test_what_waited_still_waits(waits: dict, path: str, wanted: dict) -> None:
    before = tree(**waits)
    done = before
    for each in changes(before, {"op": "remove", "path": path}):
        done = applied(done, [each])
    assert after(done) == wanted
    assert before == tree(**waits), "the tree given is left alone"


@pytest.mark.parametrize(("waits", "path", "wanted"), [
    ({"a": None, "b": ["a"]}, "/steps/1/after/0", {"a": ["b"], "b": None}),
    ({"a": None, "b": "a"}, "/steps/1/after", {"a": ["b"], "b": None}),
    ({"a": "x", "b": "a", "x": None}, "/steps/1/after", {"a": ["x", "b"], "b": "x", "x": None}),
    ({"x": None, "pay": ["x"], "permit": ["x", "pay"], "work": ["permit"]}, "/steps/2/after/1",
     {"x": None, "pay": ["x", "permit"], "permit": ["x"], "work": ["permit", "pay"]}),
])
def test_two_steps_change_places(waits: dict, path: str, wanted: dict) -> None:
    done = tree(**waits)
    for each in changes(done, {"op": "reverse", "path": path}):
        done = applied(done, [each])
    assert after(done) == wanted


@pytest.mark.parametrize(("waits", "path"), [
    ({"a": None, "m": ["a"], "b": ["a", "m"]}, "/steps/2/after/0"), ({"a": None, "b": ["x"]}, "/steps/1/after/0"),
    ({"a": None, "b": ["a"]}, "/steps/1/after/3"), ({"a": None, "b": ["a"]}, "/steps/7/after/0"),
    ({"a": None, "b": ["a"]}, "/steps/1/name")])
def test_two_steps_that_cannot_change_places(waits: dict, path: str) -> None:
    with pytest.raises(UnfitError):
        changes(tree(**waits), {"op": "reverse", "path": path})


def test_results_that_wait() -> None:
    before = {"steps": [{"id": "a"}, {"id": "b", "after": ["a"]}, {"id": "c", "issue_after": ["b"]}]}
    assert applied(before, changes(before, {"op": "remove", "path": "/steps/1"})) == {
        "steps": [{"id": "a"}, {"id": "c", "issue_after": ["a"]}]}


@pytest.mark.parametrize(("fix", "wanted"), [
    ({"op": "replace", "path": "/steps/0/duration", "value": "7工作日"}, [Change(("steps", 0, "duration"), "7工作日")]),
    ({"op": "replace", "path": "/steps/0/notice/form", "value": "written"},
     [Change(("steps", 0, "notice"), {"form": "written"})]),
    ({"op": "replace", "path": "/steps/0/materials/0/required", "value": False},
     [Change(("steps", 0, "materials", 0), {"name": "申请表", "required": False})]),
    ({"op": "replace", "path": "/steps/0/materials/1", "value": "照片"},
     [Change(("steps", 0, "materials", 1), "照片")]),
    ({"op": "remove", "path": "/steps/0/materials/0"}, [Change(("steps", 0, "materials", 0), drop=True)]),
])
def test_other_fixes(fix: dict, wanted: list) -> None:
    assert changes({"steps": [{"id": "a", "materials": ["申请表"]}]}, fix) == wanted


@pytest.mark.parametrize("fix", [
    {"op": "remove", "path": "/steps/3"}, {"op": "remove", "path": ""}, {"op": "remove", "path": "/fees/0"},
    {"op": "move", "path": "/steps/0"}, {"op": "replace", "path": "/steps/0"},
    {"op": "replace", "path": "/steps/5/name", "value": "x"}, {"op": "replace", "path": "/steps/0/id/x", "value": 1}])
def test_fixes_that_do_not_fit(fix: dict) -> None:
    with pytest.raises(UnfitError):
        applied({"steps": [{"id": "a"}]}, changes({"steps": [{"id": "a"}]}, fix))


BLOCK = """\
# 标题
steps:   # 环节
  # 第一个
  - id: a
    name: "申请"   # 名
    after:
      - x   # 甲
      - y
    duration: '3工作日'

  # 第二个
  - name: 审核
    id: b
    materials: [ 表 , 证 ]  # 材料
    when: |
      一句话
      又一句
fees: []
"""
FLOW = """\
steps:
- {id: a, name: 申请,
   after: [x,   # 甲
           y]}
- {id: b}
situation: {}
note:
"""
JSON = """\
{
  "steps": [
    {"id": "a", "name": "申请", "after": ["x", "y"]},
    {
      "id": "b",
      "duration": "3工作日"
    }
  ],
  "situation": {}
}
"""
A, B = ("steps", 0), ("steps", 1)
EDITS = [Change(A, drop=True), Change(B, drop=True), Change((*A, "after"), drop=True),
         Change((*A, "after", 0), drop=True), Change((*A, "after", 1), drop=True), Change((*B, "id"), drop=True),
         Change((*A, "after"), ["z"]), Change((*A, "after", 0), "z"), Change((*A, "after", 2), "z"),
         Change((*A, "counted"), False), Change((*B, "duration"), "5工作日"), Change((*A, "name"), "对\"的' # 名"),
         Change((*B, "notice"), {"form": "written", "times": 1}), Change(("situation",), {"wet": True}),
         Change(("steps", 2), {"id": "c", "name": "发证"}), Change((*B, "materials", 1), {"name": "证", "copies": 2}),
         Change((*B, "when"), "改了"), Change((*B, "name"), drop=True), Change(("note",), "有")]


TEXTS = {"block": BLOCK, "crlf": BLOCK.replace("\n", "\r\n"), "no end": BLOCK.rstrip(), "flow": FLOW, "json": JSON}


def fitting() -> list:
    """Every text with every edit that its tree can take, and the tree after it."""
    found = []
    for name, text in TEXTS.items():
        for edit in EDITS:
            try:
                wanted = applied((json.loads if text is JSON else yaml.safe_load)(text), [edit])
            except (KeyError, IndexError, TypeError, UnfitError):
                continue
            path = "/".join(map(str, edit.path))
            found.append(pytest.param(text, edit, wanted, id=f"{name} {'-' if edit.drop else '+'}{path}"))
    return found


@pytest.mark.parametrize(("text", "edit", "wanted"), fitting())
def test_text_says_what_the_tree_says(text: str, edit: Change, wanted: object) -> None:
    done = changed(text, edit, text is JSON)
    assert (json.loads if text is JSON else yaml.safe_load)(done) == wanted
    if text is not JSON:
        lost = {each.partition("#")[2] for each in text.splitlines()} - {
            each.partition("#")[2] for each in done.splitlines()}
        assert len(lost) <= 2, "only comments on lines that went may go"
    assert done.count("\r") == (done.count("\n") if "\r" in text else 0)


@pytest.mark.parametrize(("edit", "wanted"), [
    (Change((*A, "after", 0), drop=True), BLOCK.replace("      - x   # 甲\n", "")),
    (Change((*A, "duration"), "5工作日"), BLOCK.replace("'3工作日'", "'5工作日'")),
    (Change((*A, "name"), "报名"), BLOCK.replace('"申请"', '"报名"')),
    (Change((*B, "materials", 1), drop=True), BLOCK.replace("[ 表 , 证 ]", "[ 表 ]")),
    (Change((*B, "materials", 2), "图"), BLOCK.replace("证 ]", "证 , 图 ]")),
    (Change((*A, "counted"), False), BLOCK.replace("'3工作日'\n", "'3工作日'\n    counted: false\n")),
    (Change(B, drop=True), BLOCK[:BLOCK.index("  - name: 审核")] + "fees: []\n"),
    (Change((*A, "after"), drop=True), BLOCK.replace("    after:\n      - x   # 甲\n      - y\n", "")),
])
def test_only_what_must_change_changes(edit: Change, wanted: str) -> None:
    assert changed(BLOCK, edit, False) == wanted


def test_json_keeps_its_indentation() -> None:
    assert changed(JSON, Change((*B, "counted"), False), True) == JSON.replace(
        '"3工作日"\n', '"3工作日",\n      "counted": false\n')
    assert changed(JSON, Change(A, drop=True), True) == JSON.replace(JSON.splitlines(keepends=True)[2], "").replace(
        '[\n    {\n', '[\n    {\n')


TABLE = """\
事项,用电报装
依据日期,2018-11-05

编号,环节名称,办理部门,前置环节,时限（工作日）,材料
1,提交用电申请,申请人,,,
2,用电申请受理,市供电公司,1,3,"申请表、身份证明"
3,规划许可,规划部门,2,5,
4,临时占用绿地审批,绿化部门,上一环节,7,
5,掘路许可,道路管理部门,3、4,7,
"""
SITUATION = "情形\n电压等级,10千伏\n管线长度,120\n占用绿地,是\n"


def write(tmp_path: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def mended(path: Path) -> Mended:
    found = mend(KNOWLEDGE, path, TODAY)
    if found.data is not None:
        mended_name(path).write_bytes(found.data)
        assert mend(KNOWLEDGE, mended_name(path), TODAY).made == (), "one run is enough"
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize(("separator", "end"), [(",", "\n"), ("\t", "\r\n"), (";", "\n")])
def test_csv_keeps_dialect_and_encoding(tmp_path: Path, encoding: str, separator: str, end: str) -> None:
    text = (TABLE + SITUATION).replace(",", separator).replace("\n", end)
    path = write(tmp_path, "a.csv", text, encoding)
    found = mended(path)
    assert found.data is not None and {each.code for each in found.made} >= {"P101", "P401", "P501"}
    done = found.data.decode(encoding)
    assert found.data.startswith(b"\xef\xbb\xbf") == (encoding == "utf-8-sig")
    lines = done.split(end)
    wanted = text.replace(f"公司{separator}1{separator}3", f"公司{separator}1{separator}1").split(end)
    assert lines[:6] == wanted[:6] and lines[-5:] == wanted[-5:]
    assert lines[6:8] == [separator.join(each) for each in (("4", "临时占用绿地审批", "绿化部门", "2", "7", ""),
                                                           ("5", "掘路许可", "道路管理部门", "2", "7", ""))]
    assert "规划许可" not in done


def test_workbook_keeps_everything_else(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book(path, 文件=[["事项", "用电报装"], ["依据日期", "2018-11-05"]],
         情形=[["电压等级", "10千伏"], ["管线长度", 120], ["占用绿地", "是"]],
         环节=[["环节名称", "办理部门", "前置环节", "时限（工作日）"], ["提交用电申请", "申请人", None, None],
               ["用电申请受理", "市供电公司", "提交用电申请", 1.5], ["规划许可", "规划部门", "用电申请受理", 5],
               ["临时占用绿地审批", "绿化部门", "规划许可", 7], ["掘路许可", "道路管理部门", "上一环节", 7]],
         材料=[["环节", "材料名称"], ["规划许可", "申请表"], ["同上", "图纸"], ["掘路许可", "方案"]])
    made = load_workbook(path)
    made["环节"]["C5"].font = Font(bold=True)
    made["环节"]["C5"].fill = PatternFill("solid", fgColor="FFFF00")
    made["环节"].column_dimensions["A"].width = 33
    made.save(path)
    with zipfile.ZipFile(path) as old:
        before = {each: old.read(each) for each in old.namelist()}
    found = mended(path)
    assert found.data is not None
    done = load_workbook(BytesIO(found.data))
    sheet = done["环节"]
    assert sheet["D3"].value == 1
    assert [each.value for each in sheet[4]][:4] == [None] * 4
    assert (sheet["C5"].value, sheet["C6"].value) == ("用电申请受理", "用电申请受理")
    assert sheet["C5"].font.bold and sheet["C5"].fill.fgColor.rgb == "00FFFF00"
    assert sheet.column_dimensions["A"].width == 33
    assert [[each.value for each in row] for row in done["材料"].iter_rows()] == [
        ["环节", "材料名称"], [None, None], [None, None], ["掘路许可", "方案"]]
    with zipfile.ZipFile(BytesIO(found.data)) as new:
        same = [each for each in before if new.read(each) == before[each]]
    assert len(before) - len(same) == 2, "only the two sheets that changed"
    assert any("第4行" in each for each in found.diff) and "+ 表“环节”C5：用电申请受理" in found.diff


def test_every_form_of_a_document_is_mended_alike(tmp_path: Path) -> None:
    source = SAMPLES / "power-unlawful.yaml"
    value = yaml.safe_load(source.read_text(encoding="utf-8"))
    value["document"]["as_of"] = str(value["document"]["as_of"])
    paths = [write(tmp_path, "flow.yaml", source.read_text(encoding="utf-8")),
             write(tmp_path, "block.yaml", yaml.safe_dump(value, allow_unicode=True, sort_keys=False)),
             write(tmp_path, "indented.json", json.dumps(value, ensure_ascii=False, indent=2)),
             write(tmp_path, "plain.json", json.dumps(value))]
    done = [mended(path) for path in paths]
    assert all(each.refused == () and len(each.made) == len(done[0].made) for each in done)
    documents = [said(read_procedure(KNOWLEDGE, mended_name(path), "x")) for path in paths]
    assert all(each == documents[0] for each in documents)
    assert (tmp_path / "indented.fixed.json").read_text(encoding="utf-8").count("\n  ") > 20
    head = paths[0].read_text(encoding="utf-8").splitlines()[:8]
    assert mended_name(paths[0]).read_text(encoding="utf-8").splitlines()[:8] == head


def order(path: Path) -> set[tuple[str, str]]:
    """Who comes before whom, all of it."""
    stated = read_procedure(KNOWLEDGE, path)
    steps = {each.id: each for each in stated.steps}
    found: set[tuple[str, str]] = set()
    for each in stated.steps:
        todo = list(each.after)
        while todo:
            name = todo.pop()
            if (name, each.id) not in found:
                found.add((name, each.id))
                todo += steps[name].after
    return found


@pytest.mark.parametrize("name", ["power", "water", "business"])
def test_only_the_unlawful_order_is_lost(name: str, tmp_path: Path) -> None:
    path = write(tmp_path, "a.yaml", (SAMPLES / f"{name}-unlawful.yaml").read_text(encoding="utf-8"))
    found = mended(path)
    if found.data is None:
        return
    gone = {each.at[0] for each in found.made if str((each.fix or {})["path"]).count("/") == 2}
    kept = {pair for pair in order(path) if not gone & set(pair)}
    waits = [each for each in found.made if "/after" in str((each.fix or {})["path"])]
    assert len(kept - order(mended_name(path))) <= len(waits)


def test_lawful_documents_and_accepted_findings_stay(tmp_path: Path) -> None:
    for path in SAMPLES.glob("*-lawful.yaml"):
        assert mend(KNOWLEDGE, path, TODAY).data is None
    text = (SAMPLES / "power-unlawful.yaml").read_text(encoding="utf-8")
    kept = text + "accept: [{code: P101, at: s5, reason: 已报批, until: 2018-12-31}]\n"
    path = write(tmp_path, "a.yaml", kept)
    assert "P101" not in {each.code for each in mend(KNOWLEDGE, path, TODAY).made}
    assert "P101" in {each.code for each in mend(KNOWLEDGE, path, date(2019, 1, 1)).made}


def test_diagrams_are_left_to_people(tmp_path: Path) -> None:
    from test_bpmn import ABOUT, diagram, flows, task

    inner = ('<b:startEvent id="s"/>' + task("a", "用电申请受理") + task("b", "规划许可") + task("c", "占路许可")
             + '<b:endEvent id="e"/>' + flows("s>a", "a>b", "b>c", "c>e"))
    about = ABOUT.replace("</b:doc", "\n情形：电压等级=10千伏；管线长度=120</b:doc")
    path = write(tmp_path, "a.bpmn", diagram(inner, about))
    found = mend(KNOWLEDGE, path, TODAY)
    assert found.data is None and found.made == () and found.refused
    assert all("流程图不自动改" in why for _, why in found.refused)
    assert {each.code for each, _ in found.refused} >= {"P101"}
