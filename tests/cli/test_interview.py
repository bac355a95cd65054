"""The interview as people meet it: lines typed, lines printed, the command at the end."""

from __future__ import annotations

import os
import pty
import select
import shlex
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from kb.cli import phrasing
from kb.cli.main import banshi
from kb.cli.wide import columns
from kb.compiler.load import load
from kb.engine.ask import ask

DAY = ["--as-of", "2018-11-05"]


@pytest.fixture(autouse=True)
def narrow(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")


def run(typed: str, *args: str, root: tuple[str, ...] = ()):
    return CliRunner().invoke(banshi, [*root, "interview", *args], input=typed)


def talk(typed: str, *args: str) -> str:
    result = run(typed, *args)
    assert result.exit_code == 0, result.output
    return result.output


def facts_of(output: str) -> list[str]:
    words = shlex.split(output.strip().splitlines()[-1])
    return [words[index + 1] for index, each in enumerate(words) if each == "--set"]


def test_heat_from_first_question_to_command():
    output = talk("1\n\n", "utilities.heat", *DAY)
    assert "第1问　要接暖气的是新建建筑吗？" in output
    assert "1 是（新建建筑）" in output
    assert "办理流程已经确定" in output
    assert output.strip().endswith("banshi ask utilities.heat --set new_building=true --as-of 2018-11-05")


def test_same_facts_give_the_same_answer():
    output = talk("1\n10千伏\n" + "2\n" * 20, "power.connect", *DAY, "--engine", "python")
    facts = dict(each.split("=", 1) for each in facts_of(output))
    assert facts["voltage"] == "10kv"
    answer = ask(load(), "power.connect", facts, date(2018, 11, 5))
    shown = CliRunner().invoke(banshi, shlex.split(output.strip().splitlines()[-1])[1:])
    assert shown.exit_code == 0
    assert shown.output.strip() in output
    assert not [each for each in answer.missing if each["decides"] and each["who"] == "applicant"]


def test_bad_answers_lose_nothing():
    output = talk("也许\n9\n\n新建建筑\n\n", "utilities.heat", *DAY)
    assert "要回答是或否，写的是 `也许`" in output
    assert "请回答；不知道就打 ?" in output
    assert output.count("第1问") == 1
    assert facts_of(output) == ["new_building=true"]


def test_number_with_a_wrong_unit_then_right():
    typed = "c\n2\n3公斤\n１５０米\nq\n"
    output = talk(typed, "power.connect", *DAY, "--set", "voltage=10kv", "--set", "line_length_m=7")
    assert "单位要用米" in output
    assert "记下：管线长度：150米" in output
    assert "line_length_m=150" in facts_of(output)


def test_contradiction_is_explained_and_asked_again():
    output = talk("c\n1\n2\n\nq\n", "power.connect", *DAY, "--set", "external_line=true", "--set",
                  "line_length_m=100")
    assert "互相矛盾" in output
    assert "这个回答没有记下" in output
    assert "external_line=true" in facts_of(output)


def test_back_withdraws_the_answer():
    output = talk("b\n1\nb\n2\n\n", "utilities.heat", *DAY)
    assert "前面没有可以返回的" in output
    assert facts_of(output) == ["new_building=false"]


def test_change_by_number():
    output = talk("1\n改\n7\n1\n否\n\n", "utilities.heat", *DAY)
    assert "1 新建建筑" in output
    assert "打1到1的编号" in output
    assert "原来的回答：新建建筑" in output
    assert facts_of(output) == ["new_building=false"]


def test_nothing_to_change_and_change_called_off():
    output = talk("c\n1\nc\n\nc\n1\n\n\n", "utilities.heat", *DAY)
    assert "还没有回答过" in output
    assert facts_of(output) == ["new_building=true"]


def test_why_names_what_hangs_on_it():
    output = talk("为什么\nq\n", "utilities.heat", *DAY)
    why = output.split("> 为什么\n")[1].split("\n>")[0]
    assert "总时长：供暖报装" in why
    assert not any(each in why for each in ("step:", "span:", "utilities."))


def test_not_known_stays_open_at_the_end():
    for word in ("?", "？", "不知道", "不清楚"):
        output = talk(f"{word}\n\n", "utilities.heat", *DAY)
        assert "说了不知道、还没有定的：新建建筑" in output
        assert "能问清的都问了，办理流程还有没定的地方" in output
        assert facts_of(output) == []


def test_going_on_with_what_is_optional():
    output = talk("1\n嗯\n1\n?\n?\n?\n" + "\n" * 9, "utilities.heat", *DAY)
    assert "打 1 接着问" in output
    assert "由公用企业认定" in output
    assert "没有要问的了" in output
    assert facts_of(output) == ["new_building=true"]


def test_last_answer_can_still_be_taken_back():
    output = talk("1\n1\n?\n1\nb\n2\n?\n" + "\n" * 9, "utilities.heat", *DAY)
    assert facts_of(output) == ["new_building=true", "approval_transferred=false"]


@pytest.mark.parametrize("typed", ["", "1", "1\n1\n", "c\n"])
def test_end_of_input_shows_what_is_known(typed):
    output = talk(typed, "power.connect", *DAY)
    assert "提问中止" in output
    assert "banshi ask power.connect" in output


def test_interrupted(monkeypatch):
    from kb.cli import interview, session

    def read(prompt):
        raise KeyboardInterrupt

    monkeypatch.setattr(interview, "line_reader", lambda: read)
    output = talk("", "power.connect", *DAY)
    assert "提问中止" in output
    assert session.WORDS["退出"] == "q"


def test_quit_early():
    assert "提问中止" not in talk("q\n", "power.connect", *DAY)


def test_facts_that_do_not_matter_are_said_and_left_out():
    output = talk("q\n", "utilities.heat", *DAY, "--set", "voltage=10kv")
    assert "与本事项无关" in output
    assert facts_of(output) == []


def test_outside_the_service():
    output = talk("", "power.connect", *DAY, "--set", "voltage=35kv_plus")
    assert "文件没有规定" in output
    assert "第1问" not in output


def test_lines_are_at_most_80_columns():
    output = talk("e\n1\ne\n2\nc\n\n" + "?\n" * 15 + "1\n" + "e\n\n" * 15, "power.connect", *DAY)
    questions = output.split("\n\n用电报装（power.connect）")[0]
    assert max(columns(line) for line in questions.splitlines()) <= 80
    assert "刚才说不知道" not in questions


def test_every_question_can_be_said():
    knowledge = load()
    for service in knowledge.services:
        program = knowledge.program(service, date(2018, 9, 20))
        for fact in program.facts.values():
            assert phrasing.who(knowledge, fact)
            assert phrasing.said(fact, True if fact.type == "boolean" else 1)


def test_command_is_quoted_and_names_the_rules():
    line = phrasing.same_again("x", {"a": True, "b": "x y", "d": date(2018, 9, 14)}, date(2018, 11, 5),
                               Path("my rules"), "python")
    assert shlex.split(line) == ["banshi", "--rules", "my rules", "ask", "x", "--set", "a=true", "--set", "b=x y",
                                 "--set", "d=2018-09-14", "--as-of", "2018-11-05", "--engine", "python"]


def test_bad_service_and_bad_fact_are_input_errors():
    from kb.cli.main import run as main

    assert main(banshi, ["interview", "power.conect"]) == 2
    assert main(banshi, ["interview", "power.connect", "--set", "voltage=11kv"]) == 2


@pytest.mark.parametrize("term", ["dumb", "xterm"])
def test_on_a_terminal(term):
    program = "import sys; from kb.cli.main import banshi, run; sys.exit(run(banshi))"
    parent, child = pty.openpty()
    environment = {**os.environ, "TERM": term, "COLUMNS": "80", "LC_ALL": "C.UTF-8"}
    with subprocess.Popen([sys.executable, "-c", program, "interview", "utilities.heat", *DAY], stdin=child,  # noqa: S603
                          stdout=child, stderr=child, env=environment, start_new_session=True) as process:
        os.close(child)
        seen = _until(parent, "> ")
        os.write(parent, "新建建筑\n".encode())
        seen += _until(parent, "（回车＝否）> ")
        os.write(parent, b"\n")
        seen += _until(parent, None)
        assert process.wait(20) == 0
    os.close(parent)
    assert "记下：新建建筑" in seen
    assert "--set new_building=true" in seen


def _until(handle: int, mark: str | None) -> str:
    data, end = b"", time.monotonic() + 30
    while time.monotonic() < end:
        if select.select([handle], [], [], 0.2)[0]:
            try:
                chunk = os.read(handle, 65536)
            except OSError:
                break
            if not chunk:
                break
            data += chunk
        elif mark is not None and data.decode("utf-8", "replace").endswith(mark):
            break
    return data.decode("utf-8", "replace")
