"""What users get wrong on the command line and in a facts file: read where it is clear, else told where and how."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from generator.cli import Everything
from kb.cli.main import banshi, run

GROUP = Everything(name="banshi", callback=banshi.callback, params=banshi.params)


@pytest.fixture
def say(capsys):
    """Runs a command line: status, stdout, lines of stderr."""

    def said(*args):
        status = run(GROUP, [str(each) for each in args])
        shown = capsys.readouterr()
        return status, shown.out, shown.err.splitlines()

    return said


@pytest.fixture
def facts(tmp_path):
    def written(text, name="facts.yaml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_a_facts_file_says_where_each_fact_is_wrong(say, facts):
    path = facts("as_of: 2018-11-05\nfacts:\n  voltge: 10kv\n  line_length_m: 12kVA\n  dual_source: maybe\n")
    status, out, told = say("ask", "power.connect", "--facts", path)
    assert (status, out) == (2, "")
    assert [line.split(" ")[0] for line in told] == [f"错误：{path}:{at}:" for at in ("3:3", "4:18", "5:16")]


def test_what_set_overrules_is_not_blamed_on_the_file(say, facts):
    path = facts("voltage: 10kv\nline_length_m: 12\n")
    status, _, told = say("guide", "power.connect", "--facts", path, "--set", "line_length_m=12kVA")
    assert status == 2
    assert str(path) not in told[0]


@pytest.mark.parametrize("day", ["2018-11-05", "2018/11/5", "2018年11月5日", "２０１８年１１月５日"])
def test_days_in_a_facts_file_as_people_write_them(say, facts, day):
    path = facts(f"as_of: {day}\nstart: {day}\nfacts: {{voltage: 10千伏, line_length_m: １５０米}}\n")
    status, out, _ = say("ask", "power.connect", "--facts", path, "--format", "json")
    assert status == 0
    found = json.loads(out)
    assert (found["as_of"], found["facts"]) == ("2018-11-05", {"voltage": "10kv", "line_length_m": 150})


def test_a_day_that_does_not_exist_is_told_at_its_place(say, facts):
    path = facts("as_of: 2018年11月31日\nfacts: {voltage: 10kv}\n")
    status, _, told = say("ask", "power.connect", "--facts", path)
    assert status == 2
    assert told[0].startswith(f"错误：{path}:1:8: S307")


@pytest.mark.parametrize("command", ["ask", "interview", "guide", "graph"])
def test_facts_of_another_service_are_refused(say, facts, command):
    path = facts("service: power.connect\nfacts: {voltage: 10kv}\n")
    status, out, told = say(command, "business.open", "--facts", path)
    assert (status, out) == (2, "")
    assert "S509" in told[0]


def test_a_full_width_equals_sign_is_read(say):
    status, out, _ = say("ask", "power.connect", "--as-of", "2018-11-05", "--format", "json",
                         "--set", "line_length_m＝１２０米")
    assert status == 0
    assert json.loads(out)["facts"] == {"line_length_m": 120}


def test_a_title_instead_of_an_id_is_told_the_id(say):
    status, _, told = say("ask", "power.connect", "--set", "电压等级=10kv")
    assert status == 2
    assert "`voltage`" in told[0]


def test_a_wrong_start_is_called_by_its_option(say):
    status, _, told = say("ask", "power.connect", "--start", "2018-11-06x")
    assert status == 2
    assert told == ["错误：S417 --start：要写日期，写的是 `2018-11-06x`（写成 `2018-09-14`）"]


def test_rules_after_the_command_are_told_where_to_go(say, tmp_path):
    status, _, told = say("ask", "power.connect", "--rules", tmp_path)
    assert status == 2
    assert told[0] == "错误：--rules 要写在命令前面：banshi --rules … ask …"


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_reader_that_has_left_is_no_violation(form):
    reader, writer = os.pipe()
    os.close(reader)
    program = "import sys; from kb.cli.main import banshi, run; sys.exit(run(banshi))"
    asked = subprocess.run([sys.executable, "-c", program, "ask", "power.connect", "--format", form],  # noqa: S603
                           stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (asked.returncode, asked.stderr) == (141, b"")
