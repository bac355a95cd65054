"""BPMN 2.0 diagrams of several makers: order, branches, lanes, materials and times."""

from pathlib import Path

import pytest

from kb.compiler.load import load
from kb.findings import KbError
from kb.linter.document import Procedure, read_procedure
from kb.linter.readers.bpmntext import iso, name_and_limit
from kb.linter.run import lint

KNOWLEDGE = load()
ABOUT = "<b:documentation>事项：power.connect\n依据日期：2018-11-05</b:documentation>"


def diagram(inner: str, about: str = ABOUT, around: str = "", prefix: str = "b", name: str = "流程") -> str:
    text = ('<?xml version="1.0" encoding="UTF-8"?>\n'
            '<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:x="urn:x" id="d">'
            f'{around}\n<b:process id="p" name="{name}">{about}\n{inner}\n</b:process></b:definitions>')
    return text if prefix == "b" else text.replace("<b:", f"<{prefix}").replace("</b:", f"</{prefix}").replace(
        "xmlns:b=", f"xmlns{':' + prefix[:-1] if prefix else ''}=")


def task(name: str, title: str, inner: str = "") -> str:
    return f'<b:task id="{name}" name="{title}">{inner}</b:task>\n'


def flows(*pairs: str) -> str:
    """`a>b` or `a>b:label`."""
    found = []
    for number, pair in enumerate(pairs):
        ends, _, label = pair.partition(":")
        source, target = ends.split(">")
        found.append(f'<b:sequenceFlow id="f{number}" sourceRef="{source}" targetRef="{target}" name="{label}"/>')
    return "\n".join(found)


def read(tmp_path: Path, text: str) -> Procedure:
    (tmp_path / "a.bpmn").write_text(text, encoding="utf-8")
    return read_procedure(KNOWLEDGE, tmp_path / "a.bpmn")


def after(found: Procedure) -> dict[str, tuple[str, ...]]:
    return {each.id: each.after for each in found.steps}


@pytest.mark.parametrize("prefix", ["b", "", "bpmn2:", "semantic:"])
def test_gateways_and_namespaces(tmp_path: Path, prefix: str) -> None:
    inner = ('<b:startEvent id="s"/>' + task("a", "用电申请受理") + '<b:parallelGateway id="g1"/>'
             + task("b", "规划许可")
             + task("c", "占路许可") + '<b:parallelGateway id="g2"/>' + task("d", "装表送电") + '<b:endEvent id="e"/>'
             + flows("s>a", "a>g1", "g1>b", "g1>c", "b>g2", "c>g2", "g2>d", "d>e"))
    found = read(tmp_path, diagram(inner, prefix=prefix))
    assert after(found) == {"a": (), "b": ("a",), "c": ("a",), "d": ("b", "c")}
    place = found.step_place(found.steps[1])
    assert place.element == "b" and str(place) == f"{tmp_path / 'a.bpmn'}:{place.line} 图形 b"
    assert found.place(*found.waiting(found.steps[3], "c")).element == "f6"


def test_branches_are_conditions(tmp_path: Path) -> None:
    inner = (task("a", "用电申请受理") + '<b:exclusiveGateway id="g" name="是否占用绿地？"/>'
             + task("b", "临时占用绿地审批")
             + '<b:exclusiveGateway id="h" name="长不长" default="f4"/>' + task("c", "规划许可") + task("d", "装表送电")
             + flows("a>g", "g>b:是", "g>h:否", "h>c", "h>d", "b>d", "c>d").replace(
                 'targetRef="c" name=""/>', 'targetRef="c" name="长"><b:conditionExpression>${line_length_m &gt;= 150}'
                 "</b:conditionExpression></b:sequenceFlow>", 1))
    found = read(tmp_path, diagram(inner))
    assert {each.id: each.when for each in found.steps} == {
        "a": "", "b": "occupies_green", "c": "(not(occupies_green)) and (line_length_m >= 150)", "d": ""}
    assert all(not each.vague for each in found.steps)
    assert after(found)["d"] == ("a", "b", "c")


def test_branches_in_free_words_stay_open(tmp_path: Path) -> None:
    inner = (task("a", "用电申请受理") + '<b:exclusiveGateway id="g" name="规模"/>' + task("b", "规划许可")
             + task("c", "占路许可") + flows("a>g", "g>b:较大", "g>c"))
    assert [each.vague for each in read(tmp_path, diagram(inner)).steps] == ["", "规模：较大", "占路许可的情形"]


def test_going_back_orders_nothing(tmp_path: Path) -> None:
    inner = (task("a", "用电申请受理") + '<b:exclusiveGateway id="g"/>' + task("b", "补正") + task("c", "装表送电")
             + flows("a>g", "g>b:不全", "b>a", "g>c:齐全"))
    found = read(tmp_path, diagram(inner))
    assert after(found) == {"a": (), "b": ("a",), "c": ("a",)}
    assert [(each.code, each.place.element) for each in found.notes] == [("S624", "f2")]
    assert "P202" not in {each.code for each in lint(KNOWLEDGE, found)}


def test_a_circle_without_a_way_out_is_one(tmp_path: Path) -> None:
    inner = task("a", "规划许可") + task("b", "占路许可") + flows("a>b", "b>a")
    found = read(tmp_path, diagram(inner))
    assert after(found) == {"a": ("b",), "b": ("a",)}
    assert [each.place.element for each in lint(KNOWLEDGE, found) if each.code == "P202"] in (["f0"], ["f1"])


def test_a_refusal_makes_the_rest_no_special_case(tmp_path: Path) -> None:
    inner = (task("a", "用电申请受理") + '<b:exclusiveGateway id="g"/><b:endEvent id="e"/>' + task("b", "装表送电")
             + flows("a>g", "g>e:不符合", "g>b:符合"))
    assert [each.when for each in read(tmp_path, diagram(inner)).steps] == ["", ""]


def test_lanes_pools_and_subprocesses(tmp_path: Path) -> None:
    inner = ('<b:laneSet id="l"><b:lane id="l1" name="外层"><b:flowNodeRef>a</b:flowNodeRef>'
             '<b:flowNodeRef>u</b:flowNodeRef><b:childLaneSet id="l2"><b:lane id="l3" name="规划局">'
             '<b:flowNodeRef>a</b:flowNodeRef></b:lane></b:childLaneSet></b:lane></b:laneSet>'
             + task("a", "规划许可") + '<b:subProcess id="u" name="并联">' + task("b", "占路许可")
             + task("c", "掘路许可") + "</b:subProcess>" + task("d", "装表送电") + '<b:subProcess id="v" name="归档"/>'
             + flows("a>u", "u>d", "d>v"))
    around = '<b:collaboration id="k"><b:participant id="q" name="市供电公司" processRef="p"/></b:collaboration>'
    found = read(tmp_path, diagram(inner, around=around))
    assert {each.id: each.authority_text for each in found.steps} == {
        "a": "规划局", "b": "外层", "c": "外层", "d": "市供电公司", "v": "市供电公司"}
    assert after(found) == {"a": (), "b": ("a",), "c": ("a",), "d": ("b", "c"), "v": ("d",)}


def test_data_objects_are_materials_and_results(tmp_path: Path) -> None:
    links = ("<b:dataInputAssociation><b:sourceRef>m1</b:sourceRef></b:dataInputAssociation>"
             "<b:dataOutputAssociation><b:targetRef>m2</b:targetRef></b:dataOutputAssociation>")
    inner = (task("a", "用电申请受理", links) + '<b:dataObjectReference id="m1" name="用电申请表（一式两份）"/>'
             '<b:dataObjectReference id="m2" name="受理单"/><b:dataObjectReference id="m3" name="身份证"/>'
             '<b:association id="x1" sourceRef="m3" targetRef="a"/><b:dataStoreReference id="m4" name="人口库"/>'
             '<b:association id="x2" sourceRef="m4" targetRef="a"/>')
    found = read(tmp_path, diagram(inner))
    assert [(each.name, each.copies) for each in found.steps[0].materials] == [
        ("用电申请表（一式两份）", 2), ("身份证", None)]
    assert found.steps[0].result == "受理单" and found.place_of(found.steps[0].materials[1]).element == "m3"
    assert [each.code for each in found.notes] == ["S624"]


@pytest.mark.parametrize(("inner", "title", "expected"), [
    ("", "规划许可（5个工作日）", (5, "working_day")), ("", "规划许可&#10;即办", (0, "working_day")),
    ("<b:documentation>时限：七个工作日</b:documentation>", "规划许可", (7, "working_day")),
    ("<b:documentation>7天</b:documentation>", "规划许可", (7, "day")),
    ('<b:extensionElements><x:properties><x:property name="办理时限" value="3个工作日"/></x:properties>'
     "</b:extensionElements>", "规划许可", (3, "working_day")),
    ("<b:extensionElements><x:BizagiExtensions><x:BizagiExtendedAttributeValue><x:Name>时限（工作日）</x:Name>"
     "<x:Value>4</x:Value></x:BizagiExtendedAttributeValue></x:BizagiExtensions></b:extensionElements>", "规划许可",
     (4, "working_day")),
])
def test_times_in_words(tmp_path: Path, inner: str, title: str, expected: tuple[int, str]) -> None:
    [step] = read(tmp_path, diagram(task("a", title, inner))).steps
    assert (step.name, (step.duration.value, step.duration.unit)) == ("规划许可", expected)


@pytest.mark.parametrize(("text", "name", "expected"), [
    ("P5D", "", (5, "day")), ("PT36H", "", (36, "hour")), ("P1W", "", (7, "day")), ("P2M", "", (2, "month")),
    ("P5D", "5个工作日", (5, "working_day")), ("3个工作日", "", (3, "working_day")),
])
def test_times_of_timers(tmp_path: Path, text: str, name: str, expected: tuple[int, str]) -> None:
    timer = (f'<b:boundaryEvent id="t" name="{name}" attachedToRef="a"><b:timerEventDefinition><b:timeDuration>{text}'
             "</b:timeDuration></b:timerEventDefinition></b:boundaryEvent>")
    [step] = read(tmp_path, diagram(task("a", "规划许可") + timer)).steps
    assert (step.duration.value, step.duration.unit) == expected


def test_what_is_said_of_a_task_in_words(tmp_path: Path) -> None:
    words = "<b:documentation>部门：规划局\n性质：审批\n依据：某法\n材料：甲、乙\n请带齐；约3个工作日</b:documentation>"
    around = ('<b:collaboration id="k"><b:textAnnotation id="n"><b:text>一次性告知：是</b:text></b:textAnnotation>'
              '<b:association id="x" sourceRef="a" targetRef="n"/></b:collaboration>')
    found = read(tmp_path, diagram(task("a", "规划许可", words), around=around))
    [step] = found.steps
    assert (step.authority, step.kind, step.legal_basis) == ("planning-bureau", "approval", "某法")
    assert [each.name for each in step.materials] == ["甲", "乙"] and step.notice.complete is True
    assert [each.code for each in found.notes] == ["S625"]


def test_the_pool_may_name_the_service(tmp_path: Path) -> None:
    around = '<b:collaboration id="k"><b:participant id="q" name="用电报装" processRef="p"/></b:collaboration>'
    assert read(tmp_path, diagram(task("a", "规划许可"), about="", around=around)).service.id == "power.connect"


@pytest.mark.parametrize(("text", "code", "element"), [
    (diagram(task("a", "规划许可"), about=""), "S622", "p"), (diagram(task("a", "")), "S621", "a"),
    (diagram(task("a", "甲") + task("a", "乙")), "S621", "a"), ("<?xml version='1.0'?><xpdl/>", "S620", ""),
    (diagram("<b:task"), "S620", ""),
    (diagram(task("a", "甲（5天）", "<b:documentation>6天</b:documentation>")), "S617", "a"),
    (diagram(task("a", "甲", "<b:documentation>性质：怪</b:documentation>")), "S616", "a"),
    (diagram(task("a", "甲")).replace("<b:def", "<!DOCTYPE x [<!ENTITY y 'z'>]><b:def", 1), "S620", ""),
    (diagram("".join(task(f"t{number}", "甲") for number in range(600))), "S611", "d"),
])
def test_what_cannot_be_read(tmp_path: Path, text: str, code: str, element: str) -> None:
    with pytest.raises(KbError) as caught:
        read(tmp_path, text)
    assert (code, element) in [(each.code, each.place.element) for each in caught.value.findings]
    assert all(each.hint for each in caught.value.findings)


def test_names_and_iso_durations() -> None:
    assert name_and_limit("踏勘（外线）") == ("踏勘（外线）", "") and name_and_limit("甲\n乙") == ("甲 乙", "")
    assert [iso(each) for each in ("P1DT12H", "PT30M", "P1Y", "P1M2D", "P", "5D")] == [
        "36小时", "0.5小时", "12个月", None, None, None]
