"""The dependency graph as JSON, DOT and Mermaid: statuses, dashes, escaping."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from kb.cli import drawing
from kb.compiler.load import load

DAY = date(2018, 11, 5)
SHORT = {"voltage": "10kv", "dual_source": False, "line_length_m": 120}
STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
NASTY = '甲"乙\\丙]|{<丁>#34;&`x`}[y](z)%%\n行 end -->'


@cache
def knowledge():
    return load()


def picture(facts=None, service="power.connect"):
    return drawing.picture(knowledge(), service, facts or {}, DAY, "python")


def node(shown, name):
    return next(each for each in shown.nodes if each["id"] == name)


def edge(shown, first, then):
    return next(each for each in shown.edges if (each["from"], each["to"]) == (first, then))


def test_statuses_of_the_situation():
    shown = picture(SHORT)
    assert node(shown, "step:planning-permit")["status"] == "waived"
    assert node(shown, "step:completion-inspection")["limit"]["value"] == 5
    assert node(shown, "material:completion-survey")["status"] == "bring"
    assert node(shown, "material:planning-certificate")["status"] == "not_applicable"
    assert node(shown, "result")["name"] == "装表送电"
    assert edge(shown, "material:completion-survey", "step:file-completion-survey")["status"] == "bring"


def test_every_edge_has_its_nodes_and_every_step_is_there():
    for service in knowledge().services.values():
        shown = picture(service=service.id)
        names = {each["id"] for each in shown.nodes}
        assert {f"step:{each.id}" for each in service.steps} <= names
        assert all(each["from"] in names and each["to"] in names for each in shown.edges)
        assert any(each["to"] == "result" for each in shown.edges)
        assert not any(each["to"] == "result" and node(shown, each["from"])["status"] in drawing.GONE
                       for each in shown.edges)


def test_rules_that_do_not_hold_draw_no_edges():
    away = picture({"voltage": "10kv", "external_line": False})
    rule = "power.grid-works.after-approvals"
    assert any(each["rule"] == rule for each in picture(SHORT).edges)
    assert not any(each["rule"] == rule for each in away.edges)


def test_any_of_is_a_node():
    groups = [(service.id, group) for service in knowledge().services.values() for step in service.steps
              for group in step.after if len(group) > 1]
    for service, group in groups:
        name = "any_of:" + "|".join(group)
        assert node(picture(service=service), name)["kind"] == "any_of"


def test_outside_the_service_the_graph_is_empty():
    shown = picture({"voltage": "35kv_plus"})
    assert (shown.nodes, shown.edges) == ((), ())
    assert "文件没有规定" in drawing.as_dot(shown)
    assert json.loads(drawing.as_json(shown))["outcome"] == "not_covered"


def test_dot_dashes_what_falls_away():
    lines = drawing.as_dot(picture(SHORT)).splitlines()
    permit = next(line for line in lines if line.startswith('  "step:planning-permit" ['))
    assert "style=dashed" in permit
    assert 'class="waived"' in permit
    assert "（不办）" in permit
    assert any("style=dashed" in line for line in lines if '"step:planning-permit" ->' in line)
    assert all("dashed" not in line for line in lines if line.startswith('  "step:scheme-reply" ['))


def test_mermaid_dashes_what_falls_away():
    text = drawing.as_mermaid(picture(SHORT))
    number = re.search(r"^  (n\d+)\[\"规划许可<br/>（不办）\"\]:::gone$", text, re.MULTILINE)
    assert number
    assert re.search(rf"^  n\d+ -\.-> {number[1]}$", text, re.MULTILINE)
    assert "classDef gone stroke-dasharray" in text


@pytest.fixture
def nasty():
    shown = picture(service="utilities.heat")
    return replace(shown, nodes=tuple({**each, "name": NASTY} for each in shown.nodes))


def test_dot_escapes(nasty):
    text = drawing.as_dot(nasty)
    assert '"' not in STRING.sub("", text)
    labels = [each[1:-1] for each in STRING.findall(text) if "甲" in each]
    assert len(labels) == len(nasty.nodes)
    for each in labels:
        read = re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], each)
        assert read.startswith(NASTY)


def test_mermaid_escapes(nasty):
    text = drawing.as_mermaid(nasty)
    labels = re.findall(r'^  n\d+(?:\[/|\(\[|\[|\{)"(.*)"(?:/\]|\]\)|\]|\})(?::::\w+)?$', text, re.MULTILINE)
    assert len(labels) == len(nasty.nodes)
    for each in labels:
        assert not re.search(r'["<>&`\[\]{}|\\]', each.replace("<br/>", ""))
        read = re.sub(r"#(\d+);", lambda found: chr(int(found[1])), each.replace("<br/>", "\n"))
        assert read.startswith(NASTY)


@pytest.mark.parametrize("form", ["json", "dot", "mermaid"])
def test_deterministic(form):
    shown = [drawing.picture(load(use_cache=False), "power.connect", SHORT, DAY, "python") for _ in range(2)]
    first, second = (drawing.FORMATS[form](each) for each in shown)
    assert first == second
