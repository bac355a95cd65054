"""Whatever bytes come: findings, never a traceback; no hang; bounded memory."""

import io
import random
import re
import struct
import tempfile
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from document_samples import book
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.cli.main import banshi, run
from kb.compiler.load import load
from kb.findings import KbError
from kb.linter.document import read_procedure
from kb.linter.readers.columns import PARTS
from kb.linter.run import lint

KNOWLEDGE = load()
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
WORDS = [column.title for part in PARTS for column in part.columns] + [part.title for part in PARTS] + [
    "规划许可", "1", "7个工作日", "是", "√", "power.connect", "2018-11-05", "", "/", "：", "事项：用电报装", "【环节】",
    "1、2",
    "\n", "注：", "合计", "受理；审批", "电压等级=10千伏", "=1", "43409", "（5天）", "=" * 30, "长" * 600]
CELLS = st.sampled_from(WORDS) | st.text(max_size=12)
ROWS = st.lists(st.lists(CELLS, max_size=7), max_size=12)
HEAD = '<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"><b:process id="p" name="用电报装">'
XLSX = {"[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"}


def survives(path: Path, seconds: float = 20) -> list[str]:
    """Read and review a file; the codes told."""
    begun = time.process_time()
    try:
        found = [each.code for each in lint(KNOWLEDGE, path)]
    except KbError as error:
        found = [each.code for each in error.findings]
        assert all(each.message and each.place.file for each in error.findings)
    assert time.process_time() - begun < seconds
    return found


def sample(name: str) -> bytes:
    folder = Path(tempfile.mkdtemp())
    made = book(folder / name, {"环节": ["A3:A4"]}, 文件=[["事项", "用电报装"], ["依据日期", "2018-11-05"]],
                环节=[["环节名称", "时限", "材料"], ["规划许可", "5个工作日", "甲、乙"], ["占路许可", "即办", "丙"],
                    [None, None, "丁"]])
    return made.read_bytes()


GOOD = sample("a.xlsx")


@FEW
@given(ROWS)
def test_any_rows_of_csv(tmp_path: Path, rows: list[list[str]]) -> None:
    (tmp_path / "a.csv").write_bytes("\n".join(",".join(row) for row in rows).encode("utf-8", "surrogatepass"))
    survives(tmp_path / "a.csv")


@FEW
@given(st.dictionaries(st.sampled_from([part.title for part in PARTS] + ["Sheet1"]), ROWS, min_size=1, max_size=4),
       st.lists(st.sampled_from(["A1:A3", "A1:C1", "B2:C4", "A2:A9", "A1:G12"]), max_size=2))
def test_any_rows_of_sheets(tmp_path: Path, sheets: dict[str, list[list[str]]], merged: list[str]) -> None:
    clean = {name: [[re.sub("[\x00-\x1f\ud800-\udfff\ufffe\uffff]", "", cell) for cell in row] for row in rows]
             for name, rows in sheets.items()}
    survives(book(tmp_path / "a.xlsx", {next(iter(clean)): merged}, **clean))


@FEW
@given(st.binary(max_size=300), st.sampled_from(["a.xlsx", "a.csv", "a.bpmn", "a.yaml", "a.json", "a.xml"]),
       st.sampled_from([b"", b"PK\x03\x04", b"<?xml version='1.0'?>", HEAD.encode(), b"\xef\xbb\xbf", b"\xff\xfe"]))
def test_any_bytes(tmp_path: Path, data: bytes, name: str, head: bytes) -> None:
    (tmp_path / name).write_bytes(head + data)
    survives(tmp_path / name)


@pytest.mark.parametrize("seed", range(40))
def test_damaged_workbooks(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # no secret
    data = bytearray(GOOD)
    for _ in range(chance.choice((1, 3, 30))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    (tmp_path / "a.xlsx").write_bytes(bytes(data[:chance.choice((len(data), len(data) // 2, len(data) - 20))]))
    survives(tmp_path / "a.xlsx")


@pytest.mark.parametrize("seed", range(40))
def test_damaged_sheets_in_a_sound_archive(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as good, zipfile.ZipFile(out, "w") as bad:
        for entry in good.infolist():
            data = bytearray(good.read(entry))
            if chance.random() < 0.4 and data:
                for _ in range(chance.choice((1, 5))):
                    data[chance.randrange(len(data))] = chance.randrange(32, 127)
            if chance.random() < 0.95:
                bad.writestr(entry.filename, bytes(data))
    (tmp_path / "a.xlsx").write_bytes(out.getvalue())
    survives(tmp_path / "a.xlsx")


def workbook(path: Path, sheet: str, strings: str = "", compress: int = zipfile.ZIP_DEFLATED) -> Path:
    """A workbook whose one sheet is this XML."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    with zipfile.ZipFile(path, "w", compress) as archive:
        archive.writestr("[Content_Types].xml", XLSX["[Content_Types].xml"])
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{package}"><Relationship Id="r" Type="{office}'
                                        '/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        archive.writestr("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="环节" '
                                            'sheetId="1" r:id="r1"/></sheets></workbook>')
        archive.writestr("xl/_rels/workbook.xml.rels",
                         f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{office}/worksheet" '
                         f'Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{office}/sharedStrings" '
                         'Target="sharedStrings.xml"/></Relationships>')
        archive.writestr("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData>'
                                                     "</worksheet>")
        if strings:
            archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{main}">{strings}</sst>')
    return path


FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
UNNAMED = '<row r="1"><c><v>1</v></c></row><row r="900000"><c><v>1</v></c>' + "<c><v>1</v></c>" * 50 + "</row>"


@pytest.mark.parametrize(("sheet", "strings", "code"), [
    (FAR, "", "S611"), (UNNAMED, "", "S611"), ("<row>" + "<c><v>1</v></c>" * 400_000 + "</row>", "", "S611"),
    ("".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 3000)),
     f"<si><t>{'长' * 30_000}</t></si>", "S611"),
    (" " * 60_000_000, "", "S611"), ('<row r="1"><c r="A1"><v>1</v>', "", "S610"),
    ('<row r="99999999999999999999"><c r="ZZZZ0"><v>1</v></c></row>', "", ""),
])
def test_bombs_in_workbooks(tmp_path: Path, sheet: str, strings: str, code: str) -> None:
    path = workbook(tmp_path / "a.xlsx", sheet, strings)
    tracemalloc.start()
    found = survives(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (code in found if code else found) and peak < 250_000_000


def test_an_archive_that_lies_about_sizes(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", " " * 30_000_000)
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"xl/worksheets/sheet1.xml"))
    data[at + 24:at + 28] = struct.pack("<I", 1000)
    path.write_bytes(bytes(data))
    assert survives(path)[0] in ("S610", "S611")


def test_styled_rows_to_the_end_of_the_sheet_are_no_bomb(tmp_path: Path) -> None:
    rows = ('<row r="1"><c r="A1" t="inlineStr"><is><t>事项：用电报装</t></is></c></row>'
            '<row r="2"><c r="A2" t="inlineStr"><is><t>环节名称</t></is></c></row>'
            '<row r="3"><c r="A3" t="inlineStr"><is><t>规划许可</t></is></c></row>'
            '<row r="1048576"><c r="XFD1048576" s="1"/></row>')
    assert read_procedure(KNOWLEDGE, workbook(tmp_path / "a.xlsx", rows)).steps[0].name == "规划许可"


def test_many_overlapping_merged_cells(tmp_path: Path) -> None:
    cells = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 20_000))
    merged = "".join(f'<mergeCell ref="A{n}:C20000"/>' for n in range(1, 3000))
    path = workbook(tmp_path / "a.xlsx", cells + f"</sheetData><mergeCells>{merged}</mergeCells><sheetData>")
    assert survives(path)[0] in ("S610", "S611")


LAUGHS = "".join(f'<!ENTITY e{n} "&e{n - 1};&e{n - 1};&e{n - 1};&e{n - 1};&e{n - 1};">' for n in range(1, 30))


@pytest.mark.parametrize("text", [
    f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{LAUGHS}]>{HEAD}<b:task id="a" name="&e29;"/>',
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + HEAD + "<b:task>&f;</b:task>",
    '<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">' + HEAD,
    "<b:definitions>" * 5000, HEAD + "<b:subProcess id='s'>" * 300, HEAD + f"<b:task id='a' name='{'长' * 100_000}'/>",
])
def test_bombs_in_diagrams(tmp_path: Path, text: str) -> None:
    for number, encoding in enumerate(("utf-8", "utf-16")):
        path = tmp_path / f"{number}.bpmn"
        path.write_bytes(text.replace('version="1.0"', f'version="1.0" encoding="{encoding}"').encode(encoding))
        assert survives(path, 5)[0] in ("S620", "S610", "S611")


NODES = st.lists(st.sampled_from(["task", "exclusiveGateway", "parallelGateway", "inclusiveGateway", "startEvent",
                                  "endEvent", "boundaryEvent", "intermediateCatchEvent", "subProcess"]), max_size=9)


@FEW
@given(NODES, st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10), st.booleans()), max_size=25), st.booleans())
def test_any_diagram(tmp_path: Path, nodes: list[str], edges: list[tuple[int, int, bool]], lanes: bool) -> None:
    inner = "".join(f'<b:{kind} id="n{number}" name="规划许可" attachedToRef="n{number - 1}"/>'
                    for number, kind in enumerate(nodes))
    inner += "".join(f'<b:sequenceFlow id="f{number}" sourceRef="n{one}" targetRef="n{other}" name="{"是" * label}"/>'
                     for number, (one, other, label) in enumerate(edges))
    inner += '<b:laneSet><b:lane name="规划局"><b:flowNodeRef>n0</b:flowNodeRef></b:lane></b:laneSet>' * lanes
    (tmp_path / "a.bpmn").write_text(f"{HEAD}{inner}</b:process></b:definitions>", encoding="utf-8")
    survives(tmp_path / "a.bpmn")


def test_a_large_diagram_is_read_in_time(tmp_path: Path) -> None:
    inner = "".join(f'<b:task id="t{n}" name="环节{n}"/><b:exclusiveGateway id="g{n}"/>' for n in range(480))
    inner += "".join(f'<b:sequenceFlow id="a{n}" sourceRef="t{n}" targetRef="g{n}"/>'
                     f'<b:sequenceFlow id="b{n}" sourceRef="g{n}" targetRef="t{n + 1}"/>'
                     f'<b:sequenceFlow id="c{n}" sourceRef="g{n}" targetRef="t{n // 2}"/>' for n in range(479))
    (tmp_path / "a.bpmn").write_text(f"{HEAD}{inner}</b:process></b:definitions>", encoding="utf-8")
    begun = time.process_time()
    read_procedure(KNOWLEDGE, tmp_path / "a.bpmn")
    assert time.process_time() - begun < 15


@pytest.mark.parametrize("text", [
    "事项,用电报装\n环节名称\n" + "甲" * 600_000, '"' * 1_000_001, "a," * 900_000, '"a""' * 300_000, "\n" * 1_900_000,
    "环节名称,前置\n" + "".join(f"环节{n},{'、'.join(f'环节{m}' for m in range(60))}\n" for n in range(300)),
])
def test_huge_lines_of_csv(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    assert survives(tmp_path / "a.csv", 10)


def test_the_command_line_never_shows_a_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.xlsx").write_bytes(GOOD[:2000])
    (tmp_path / "b.bpmn").write_bytes(b"\xff\xfe\x00<")
    (tmp_path / "c.csv").write_bytes(b"\x00\x01")
    (tmp_path / "d.xlsx").write_bytes(b"")
    assert run(banshi, ["lint", str(tmp_path)]) == 2
    shown = capsys.readouterr()
    assert "Traceback" not in shown.err and all(f"{each}." in shown.err for each in "abcd")
